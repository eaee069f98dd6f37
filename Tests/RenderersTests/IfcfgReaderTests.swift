// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers
import Testing

/// The two readers of ifcfg files fall into every trap that initscripts and NetworkManager do.
@Suite("Readers of ifcfg") struct IfcfgReaderTests {
  private static let base = "DEVICE=eth0\nTYPE=Ethernet\nONBOOT=yes\nNOZEROCONF=yes\n"
  private static let quiet = "IPV6INIT=yes\nIPV6_AUTOCONF=no\n"

  private func files(_ text: String, _ more: [String: String] = [:]) -> [RenderedFile] {
    Texts.ifcfg(["ifcfg-eth0": Self.base + text].merging(more) { $1 })
  }

  private func both(_ name: String, _ files: [RenderedFile]) throws -> (is: LinkMeaning, nm: LinkMeaning) {
    (try link(name, of: files, "ifcfg"), try link(name, of: files, "ifcfg", reader: 1))
  }

  @Test(
    "what both must not be given",
    arguments: [
      ("BOOTPROTO=none\nFOO=1", "nobody knows the key FOO"), ("BOOTPROTO=DHCP", "none or dhcp"),
      ("BOOTPROTO=none\nMTU = 1400", "no key"), ("BOOTPROTO=none\nDOMAIN=a b", "without quotes"),
      ("BOOTPROTO=none\nDOMAIN=\"$(id)\"", "shell expands"), ("BOOTPROTO=none\nMTU=1400\nMTU=1500", "MTU twice"),
      ("BOOTPROTO=none\nIPADDR=10.0.0.1/24", "IPADDR"), ("BOOTPROTO=none\nIPADDR=10.0.0.1", "without PREFIX"),
      ("BOOTPROTO=none\nIPV6_MTU=1380", "read badly"), ("BOOTPROTO=dhcp\nPEERDNS=no\nDNS1=192.0.2.1", "suppresses"),
      ("BOOTPROTO=none\nHWADDR=02-00-00-00-00-01", "dashes"),
      ("BOOTPROTO=none\nDOMAIN=example.com\n" + quiet, "rejected"),
      ("BOOTPROTO=none\nDNS1=2001:db8::53\n" + quiet, "rejected"), ("BOOTPROTO=none\nDEVICE=eth1", "DEVICE twice"),
      ("BOOTPROTO=none\nGATEWAY=10.0.0.1", "without addresses"), ("BOOTPROTO=dhcp\nDEFROUTE=no", "never-default"),
      ("BOOTPROTO=none # c", "without quotes"), ("BOOTPROTO=none\r", "U+d"),
    ])
  func trap(text: String, message: String) {
    #expect(refusal(of: files(text), "ifcfg").contains(message), "\(refusal(of: files(text), "ifcfg"))")
  }

  @Test func theFilesNameIsTheDevices() {
    let other = Texts.ifcfg(["ifcfg-lan0": Self.base + "BOOTPROTO=none"])
    #expect(refusal(of: other, "ifcfg").contains("suffix"))
    #expect(refusal(of: Texts.ifcfg(["ifcfg-eth0.bak": "DEVICE=eth0.bak"]), "ifcfg").contains("ignored"))
    #expect(
      refusal(of: files("BOOTPROTO=none", ["route-eth9": "10.0.0.0/8 dev eth9"]), "ifcfg").contains("without ifcfg"))
    #expect(refusal(of: files("TYPE=Physical"), "ifcfg").contains("TYPE twice"))
    let odd = Texts.ifcfg(["ifcfg-eth0": "DEVICE=eth0\nTYPE=Tap\nONBOOT=yes\nNOZEROCONF=yes\nBOOTPROTO=none"])
    #expect(refusal(of: odd, "ifcfg").contains("TYPE=Tap"))
  }

  @Test func initscriptsDropAGatewayBesideTheFirstAddress() throws {
    let text = "BOOTPROTO=none\nIPADDR=10.0.0.5\nPREFIX=24\nIPADDR1=10.1.0.5\nPREFIX1=24\nGATEWAY=10.1.0.1\n"
    let eth0 = try both("eth0", files(text))
    #expect(eth0.is.routes.isEmpty)
    #expect(eth0.nm.routes.count == 1)
    #expect(
      try link("eth0", of: files(text + "METRIC=50\nIPV4_ROUTE_METRIC=60"), "ifcfg", reader: 1).routes.map(\.metric)
        == [RouteMetric(60)])
  }

  @Test func addressesAfterAGapAreDropped() throws {
    let text = "BOOTPROTO=none\nIPADDR=10.0.0.5\nPREFIX=24\nIPADDR1=10.0.0.6\nPREFIX1=24\nIPADDR3=10.0.0.7\nPREFIX3=24"
    let eth0 = try both("eth0", files(text))
    #expect(eth0.is.addresses.count == 2)
    #expect(eth0.nm.addresses.count == 2)
  }

  @Test func staticAddressesBesideDHCPAreNetworkManagersAlone() throws {
    let eth0 = try both("eth0", files("BOOTPROTO=dhcp\nIPADDR=10.0.0.5\nPREFIX=24\n"))
    #expect(eth0.is.addresses.isEmpty)
    #expect(eth0.nm.addresses.count == 1)
  }

  @Test func theLastNICsGatewayWinsInInitscripts() throws {
    let static0 = "BOOTPROTO=none\nIPADDR=10.0.0.5\nPREFIX=24\nGATEWAY=10.0.0.1\n"
    let eth1 =
      "DEVICE=eth1\nTYPE=Ethernet\nONBOOT=yes\nNOZEROCONF=yes\nBOOTPROTO=none\n"
      + "IPADDR=10.1.0.5\nPREFIX=24\nGATEWAY=10.1.0.1"
    let eth0 = try both("eth0", files(static0, ["ifcfg-eth1": eth1]))
    #expect(eth0.is.routes.isEmpty)
    #expect(eth0.nm.routes.count == 1)
  }

  @Test func linesOfRouteFiles() throws {
    let address = "BOOTPROTO=none\nIPADDR=10.0.0.5\nPREFIX=32\n" + Self.quiet
    func routes(_ lines: String) throws -> (is: LinkMeaning, nm: LinkMeaning) {
      try both("eth0", files(address, ["route-eth0": lines]))
    }
    let late = try routes("default via 192.0.2.1 dev eth0\n192.0.2.1/32 dev eth0")
    #expect(late.is.routes.count == 1, "the link's route comes too late")
    #expect(late.nm.routes.map(\.isOnLink) == [true])
    let early = try routes("192.0.2.1/32 dev eth0\ndefault via 192.0.2.1 dev eth0 metric 50")
    #expect(early.is.routes == early.nm.routes)
    #expect(early.is.helperRoutes.count == 1)
    #expect(try routes("default via 192.0.2.1 dev eth0 onlink").is.routes.map(\.isOnLink) == [true])
    let bits = try routes("198.18.5.7/24 dev eth0")
    #expect(bits.is.routes.isEmpty && bits.nm.routes.count == 1)
    let comment = try routes("198.18.5.0/24 dev eth0 # c")
    #expect(comment.is.routes.isEmpty && comment.nm.routes.isEmpty)
    #expect(refusal(of: files(address, ["route-eth0": "198.18.5.0/24 via 10.0.0.1"]), "ifcfg").contains("without dev"))
    #expect(refusal(of: files(address, ["route-eth0": "ADDRESS0=198.18.5.0"]), "ifcfg").contains("no destination"))
  }

  @Test func ipv6IsReadDifferently() throws {
    let none = try both("eth0", files("BOOTPROTO=none"))
    #expect(none.is.ipv6 == .kernelDefault && none.nm.ipv6 == .kernelDefault)
    let quiet = try both("eth0", files("BOOTPROTO=none\n" + Self.quiet))
    #expect(quiet.is.ipv6 == .none && quiet.nm.ipv6 == .none)
    let bare = try both("eth0", files("BOOTPROTO=none\nIPV6ADDR=2001:db8::5/64"))
    #expect(bare.is.addresses.count == 1 && bare.nm.addresses.isEmpty)
    let stateful = try both("eth0", files("BOOTPROTO=none\nDHCPV6C=yes\n" + Self.quiet))
    #expect(!stateful.is.ipv6.acceptsRA && !stateful.nm.ipv6.acceptsRA)
    let slaac = try both(
      "eth0", files("BOOTPROTO=none\nIPV6INIT=yes\nIPV6_AUTOCONF=yes\nDHCPV6C=yes\nDHCPV6C_OPTIONS=-S"))
    #expect(slaac.is.ipv6.asksDHCPv6 == .stateless && slaac.nm.ipv6 == .asAdvertised)
    let off = try both("eth0", files("BOOTPROTO=none\nIPV6INIT=no\nDHCPV6C=yes"))
    #expect(off.is.ipv6.asksDHCPv6 == .stateful && off.nm.ipv6.asksDHCPv6 == .none)
    let metric = try both("eth0", files("BOOTPROTO=none\nIPV6INIT=yes\nIPV6_AUTOCONF=yes\nIPV6_ROUTE_METRIC=9"))
    #expect(metric.is.advertisedMetric == nil && metric.nm.advertisedMetric == RouteMetric(9))
  }

  @Test func ipv6GatewaysNeedTheirZone() throws {
    let text = "BOOTPROTO=none\nIPV6ADDR=2001:db8::5/64\n" + Self.quiet + "IPV6_DEFAULTGW="
    #expect(try both("eth0", files(text + "fe80::1")).is.routes.isEmpty)
    #expect(try both("eth0", files(text + "fe80::1%eth0")).is.routes.count == 1)
    let far = try both("eth0", files(text + "2001:db8:1::1%eth0"))
    #expect(far.is.routes.isEmpty && far.nm.routes.map(\.isOnLink) == [true])
  }
}

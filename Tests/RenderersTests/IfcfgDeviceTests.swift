// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers
import Testing

/// Bonds, VLANs and the resolver in the two readers of ifcfg files.
@Suite("Readers of ifcfg: bonds, VLANs, DNS") struct IfcfgDeviceTests {
  private static let tail = "ONBOOT=yes\nNOZEROCONF=yes\nBOOTPROTO=none\nIPV6INIT=yes\nIPV6_AUTOCONF=no\n"

  private func file(_ name: String, _ text: String) -> [String: String] {
    ["ifcfg-" + name: "DEVICE=\(name)\n" + text + "\n" + Self.tail]
  }

  private func both(_ files: [[String: String]]) throws -> (is: Reading, nm: Reading) {
    let all = try readings(of: Texts.ifcfg(files.reduce(into: [:]) { $0.merge($1) { $1 } }), renderer: "ifcfg")
    return (all[0], all[1])
  }

  private func bond(_ options: String, slave: String = "MASTER=bond0\nSLAVE=yes") throws -> (is: Reading, nm: Reading) {
    try both([
      file("bond0", "TYPE=Bond\nBONDING_MASTER=yes\n" + (options.isEmpty ? "" : "BONDING_OPTS=\"\(options)\"")),
      file("eth0", "TYPE=Ethernet\n" + slave),
    ])
  }

  @Test func aBondWithoutOptionsIsNotMadeByInitscripts() throws {
    let bond = try bond("")
    #expect(bond.is["bond0"] == nil)
    #expect(bond.nm["bond0"]?.kind == .bond(unordered("balance-rr", [:])))
  }

  @Test func optionsOfABond() throws {
    let good = try bond("mode=4 miimon=100 lacp_rate=1 xmit_hash_policy=layer3+4 wibble=1")
    let options = ["miimon": "100", "lacp_rate": "fast", "xmit_hash_policy": "layer3+4"]
    #expect(good.is["bond0"]?.kind == .bond(unordered("802.3ad", options)))
    #expect(good.nm["bond0"]?.kind == .bond(unordered("802.3ad", options)))
    #expect(good.is["eth0"]?.controller == "bond0")
    let targets = try bond("mode=active-backup arp_interval=100 arp_ip_target=+10.0.0.1 arp_ip_target=+10.0.0.2")
    let (one, two) = (targets.is["bond0"]?.kind, targets.nm["bond0"]?.kind)
    #expect(one == .bond(unordered("active-backup", ["arp_interval": "100", "arp_ip_target": "10.0.0.1,10.0.0.2"])))
    #expect(two == .bond(unordered("active-backup", ["arp_interval": "100", "arp_ip_target": "10.0.0.2"])))
  }

  private func unordered(_ mode: String, _ options: [String: String]) -> BondMeaning {
    var bond = BondMeaning(mode: mode, options: options, members: ["eth0"])
    bond.isOrdered = false
    return bond
  }

  @Test(
    "options that NetworkManager rejects the bond for",
    arguments: [
      "mode=1 miimon=100 arp_ip_target=10.0.0.1", "mode=1 arp_interval=100", "mode=0 miimon=100 primary=eth0",
      "mode=1 miimon=0 updelay=100", "mode=1 miimon=100 peer_notif_delay=150", "mode=1 miimon=100 lacp_rate=fast",
      "mode=6 arp_interval=100 arp_ip_target=10.0.0.1", "mode=1 miimon=100 num_grat_arp=1 num_unsol_na=2",
    ])
  func rejected(options: String) {
    #expect(throws: MeaningError.self) { try bond(options) }
  }

  @Test func commasAreNoBlanks() {
    #expect(throws: MeaningError.self) { try bond("mode=4,miimon=100") }
  }

  @Test func aSlaveNeedsBothKeysInInitscripts() throws {
    let bond = try bond("mode=1 miimon=100", slave: "MASTER=bond0")
    #expect(bond.is["eth0"]?.controller == nil)
    #expect(bond.nm["eth0"]?.controller == "bond0")
  }

  @Test func vlansFollowTheirNameOrTheirKeys() throws {
    let nics = [file("eth1", "TYPE=Ethernet"), file("eth2", "TYPE=Ethernet")]
    func vlan(_ name: String, _ keys: String) throws -> (is: LinkMeaning.Kind?, nm: LinkMeaning.Kind?) {
      let all = try both(nics + [file(name, "TYPE=Vlan\n" + keys)])
      return (all.is[name]?.kind, all.nm[name]?.kind)
    }
    func meaning(_ parent: String, _ id: Int) -> LinkMeaning.Kind { .vlan(VLANMeaning(parent: parent, id: id)) }
    #expect(try vlan("eth1.600", "VLAN=yes\nPHYSDEV=eth2\nVLAN_ID=601") == (meaning("eth1", 600), meaning("eth2", 601)))
    #expect(try vlan("vlan500", "VLAN=yes\nPHYSDEV=eth2\nVLAN_ID=501") == (meaning("eth2", 500), meaning("eth2", 501)))
    #expect(try vlan("internal", "VLAN=yes\nPHYSDEV=eth2\nVLAN_ID=300") == (nil, meaning("eth2", 300)))
    #expect(try vlan("internal", "VLAN=yes\nPHYSDEV=eth2\nVLAN_ID=300\nVID=300").is == meaning("eth2", 300))
    #expect(try vlan("data.5", "VLAN=yes\nPHYSDEV=eth2\nVLAN_ID=302") == (nil, meaning("eth2", 302)))
    #expect(try vlan("eth1.7", "PHYSDEV=eth1\nVLAN_ID=7") == (nil, meaning("eth1", 7)))
  }

  @Test func aVLANBeforeItsBondInTheBootLoopIsNotMade() throws {
    let bond = file("bond0", "TYPE=Bond\nBONDING_MASTER=yes\nBONDING_OPTS=\"mode=1 miimon=100\"")
    func isMade(_ name: String) throws -> Bool {
      try both([bond, file(name, "TYPE=Vlan\nVLAN=yes\nPHYSDEV=bond0\nVLAN_ID=5\nVID=5")]).is[name] != nil
    }
    #expect(try !isMade("app"))
    #expect(try isMade("storage"))
    #expect(try isMade("app.5"), "names with a dot come last")
  }

  @Test func hardwareAddressesAreForNICsAlone() {
    #expect(throws: MeaningError.self) {
      try both([
        file("eth1", ""), file("eth1.5", "TYPE=Vlan\nVLAN=yes\nPHYSDEV=eth1\nVLAN_ID=5\nHWADDR=02:00:00:00:00:01"),
      ])
    }
  }

  @Test func namesWithTwoDotsKeepTheKernelsIPv6InInitscripts() throws {
    let all = try both([
      file("eth1", ""), file("eth1.5", "TYPE=Vlan\nVLAN=yes\nPHYSDEV=eth1\nVLAN_ID=5"),
      file("eth1.5.6", "TYPE=Vlan\nVLAN=yes\nPHYSDEV=eth1.5\nVLAN_ID=6"),
    ])
    #expect(all.is["eth1.5"]?.ipv6 == IPv6Meaning.none)
    #expect(all.is["eth1.5.6"]?.ipv6 == .kernelDefault)
    #expect(all.nm["eth1.5.6"]?.ipv6 == IPv6Meaning.none)
  }

  @Test func theLastFilesDNSReplacesTheOthersInInitscripts() throws {
    let all = try both([
      file("eth0", "IPADDR=10.0.0.1\nPREFIX=24\nDNS1=192.0.2.1\nDNS2=192.0.2.9\nDOMAIN=\"a.example b.example\""),
      file(
        "eth1", "IPADDR=10.1.0.1\nPREFIX=24\nIPV6ADDR=2001:db8::1/64\nDNS1=2001:db8::54\nDNS2=192.0.2.2\nDNS4=192.0.2.4"
      ),
    ])
    #expect(all.is.resolver.nameServers.map(\.description) == ["2001:db8::54", "192.0.2.2"])
    #expect(all.is.resolver.searchDomains == ["a.example", "b.example"])
  }

  @Test func networkManagerDropsDNSOfAFamilyThatTheLinkHasNot() throws {
    let four = "IPADDR=10.0.0.1\nPREFIX=24\nDNS1=192.0.2.1\nDNS2=192.0.2.2\nDNS4=192.0.2.4"
    #expect(try both([file("eth0", four)]).nm.resolver.nameServers.map(\.description) == ["192.0.2.1", "192.0.2.2"])
    let six = "IPV6ADDR=2001:db8::1/64\nDNS1=192.0.2.1\nDNS2=2001:db8::53"
    #expect(try both([file("eth0", six)]).nm.resolver.nameServers.map(\.description) == ["2001:db8::53"])
  }
}

// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers
import Testing

/// Texts for the readers of files, which must see what is wrong in them: a reader that is too kind proves nothing.
enum Texts {
  /// /etc/network/interfaces of these lines.
  static func eni(_ text: String) -> [RenderedFile] {
    [RenderedFile(path: "etc/network/interfaces", mode: 0o644, contents: text + "\n")]
  }

  /// Files of network-scripts by name.
  static func ifcfg(_ files: [String: String]) -> [RenderedFile] {
    files.sorted { $0.key < $1.key }.map { name, text in
      RenderedFile(path: "etc/sysconfig/network-scripts/\(name)", mode: 0o644, contents: text + "\n")
    }
  }

  /// /etc/netplan/50-swinit.yaml of these interfaces.
  static func netplan(_ text: String) -> [RenderedFile] {
    [RenderedFile(path: "etc/netplan/50-swinit.yaml", mode: 0o600, contents: "network:\n  version: 2\n" + text + "\n")]
  }
}

/// Reads files and looks for a link.
func link(_ name: String, of files: [RenderedFile], _ renderer: String, reader: Int = 0) throws -> LinkMeaning {
  let all = try readings(of: files, renderer: renderer)
  return try #require(all[reader][name], "no \(name)")
}

/// What a test expects to be refused for: a part of the message.
func refusal(of files: [RenderedFile], _ renderer: String) -> String {
  do {
    _ = try readings(of: files, renderer: renderer)
    return "nothing"
  } catch {
    return "\(error)"
  }
}

/// Comparisons tell what differs, and forgive only what a format cannot tell.
@Suite("Comparisons of meanings") struct ComparisonTests {
  private let route = RouteMeaning(to: .everything(.v4), via: .v4(1))

  @Test func equalMeaningsDoNotDiffer() {
    #expect(LinkMeaning(name: "eth0").differences(from: LinkMeaning(name: "eth0")).isEmpty)
  }

  @Test func everyFacetIsCompared() throws {
    var read = LinkMeaning(name: "eth0")
    read.macAddress = "02:00:00:00:00:01"
    read.mtu = 1400
    read.controller = "bond0"
    read.addresses = [try #require(IPPrefix("192.0.2.1/24"))]
    read.usesDHCPv4 = true
    read.ipv6 = .kernelDefault
    read.routes = [route]
    read.dhcpMetric = RouteMetric(1)
    read.advertisedMetric = RouteMetric(2)
    read.nameServers = [.v4(8)]
    read.searchDomains = ["example.com"]
    read.nic = NICMatch(macAddress: "02:00:00:00:00:02")
    #expect(read.differences(from: LinkMeaning(name: "eth0")).count == 12)
    #expect(LinkMeaning(name: "eth0").differences(from: read).count == 11, "a match that looks at less is as good")
  }

  @Test func aBondsDefaultsNeedNotBeWritten() {
    var read = LinkMeaning(name: "bond0", kind: .bond(BondMeaning(mode: "802.3ad", options: ["miimon": "100"])))
    var meant = read
    meant.kind = .bond(BondMeaning(mode: "802.3ad", options: ["miimon": "100", "lacp_rate": "slow"]))
    #expect(read.differences(from: meant).isEmpty)
    meant.kind = .bond(BondMeaning(mode: "802.3ad", options: ["miimon": "100", "lacp_rate": "fast"]))
    #expect(read.differences(from: meant) == ["lacp_rate: fast was meant, slow was read"])
    read.kind = .bond(BondMeaning(mode: "balance-rr", options: ["miimon": "100", "lacp_rate": "fast"]))
    #expect(read.differences(from: meant) == ["mode: 802.3ad was meant, balance-rr was read"])
  }

  @Test func whatFollowsTheAdvertisementMayStandForEachMode() {
    var meant = LinkMeaning(name: "eth0")
    var read = meant
    read.ipv6 = .asAdvertised
    for request in [IPv6Meaning.Request.none, .stateless, .stateful] {
      meant.ipv6 = IPv6Meaning(acceptsRA: true, formsAddresses: true, asksDHCPv6: request)
      #expect(read.differences(from: meant).isEmpty)
    }
    meant.ipv6 = .none
    #expect(!read.differences(from: meant).isEmpty)
  }

  @Test func modesThatAFormatTellsApartAreComparedStrictly() {
    var meant = LinkMeaning(name: "eth0")
    var read = meant
    meant.ipv6 = IPv6Meaning(acceptsRA: true, formsAddresses: true, asksDHCPv6: .stateless)
    read.ipv6 = .kernelDefault
    #expect(!read.differences(from: meant).isEmpty)
    read.ipv6 = IPv6Meaning(acceptsRA: false, formsAddresses: false, asksDHCPv6: .stateless)
    #expect(!read.differences(from: meant).isEmpty)
  }

  @Test func aLostMetricIsToldAsOne() {
    var meant = LinkMeaning(name: "eth0")
    var read = meant
    meant.routes = [RouteMeaning(to: .everything(.v4), via: .v4(1), metric: RouteMetric(100))]
    read.routes = [route]
    #expect(read.compared(to: meant).map(\.facet) == [.metric])
    read.routes = []
    #expect(read.compared(to: meant).map(\.facet) == [.routes])
  }

  @Test func aRenameThatDoesNotHappenIsSeen() {
    var meant = LinkMeaning(name: "lan0")
    meant.nic = NICMatch(macAddress: "02:00:00:00:00:01", originalName: "eth0", isRenamed: true)
    var read = LinkMeaning(name: "lan0")
    read.nic = NICMatch(macAddress: "02:00:00:00:00:01")
    #expect(read.differences(from: meant) == ["nothing renames eth0"])
    read.nic.isRenamed = true
    #expect(read.differences(from: meant).isEmpty)
    read.nic.macAddress = "02:00:00:00:00:09"
    #expect(!read.differences(from: meant).isEmpty)
  }
}

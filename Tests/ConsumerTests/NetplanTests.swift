// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers
import Testing

/// What netplan's generator writes for systemd-networkd must be the plan.
@Suite struct NetplanTests {
  static let golden = ConsumerCase.golden(Netplan())

  @Test(arguments: golden)
  func `netplan generates what the plan says`(of rendering: ConsumerCase) throws {
    let differences = try Self.differences(rendering, rendering.files)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }

  @Test(arguments: ConsumerCase.generated(1..<101, Netplan()))
  func `netplan generates what a generated plan says`(of rendering: ConsumerCase) throws {
    let differences = try Self.differences(rendering, rendering.files)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }

  @Test func `nearly every golden case is put before netplan`() {
    #expect(Self.golden.count >= 60)
  }

  static let sabotages = [
    Sabotage(
      staticCase, "192.0.2.10/24", "192.0.2.11/24", objection: "[\"192.0.2.10/24\"] was meant, [\"192.0.2.11/24\"]"),
    Sabotage(staticCase, "192.0.2.10/24", "192.0.2.300/24", objection: "malformed address"),
    Sabotage(staticCase, "2001:db8:1::10/64", "2001:db8:1::10", objection: "missing /prefixlength"),
    Sabotage(staticCase, "via: \"192.0.2.1\"", "via: \"192.0.2.2\"", objection: "route: 0.0.0.0/0 via 192.0.2.1"),
    Sabotage(staticCase, "via: \"192.0.2.1\"", "on-link: true\n        via: \"192.0.2.1\"", objection: "onlink"),
    Sabotage(
      staticCase, "via: \"2001:db8:1::1\"", "via: \"192.0.2.1\"", objection: "::/0 via 2001:db8:1::1 is missing"),
    Sabotage(staticCase, "      accept-ra: false\n", "", objection: "RA ignored"),
    Sabotage(staticCase, "dhcp4: false", "dhcp4: true", objection: "DHCPv4: false was meant"),
    Sabotage(staticCase, "dhcp6: false", "dhcp6: true", objection: "for ever"),
    Sabotage(staticCase, "dhcp6: false", "dhcp6: 0", objection: "invalid boolean value"),
    Sabotage(staticCase, "mtu: 1450", "mtu: 1400", objection: "MTU: 1450 was meant, 1400"),
    Sabotage(staticCase, "mtu: 1450", "mtu: 1450\n      wakeonlen: true", objection: "unknown key"),
    Sabotage(staticCase, "mtu: 1450", "mtu: 1450\n      optional: true", objection: "not waited for"),
    Sabotage(staticCase, "192.0.2.53", "192.0.2.54", objection: "DNS servers"),
    Sabotage(manyServers, "- \"192.0.2.54\"\n", "- \"192.0.2.57\"\n", objection: "DNS servers"),
    Sabotage(manyServers, "- example.com\n", "", objection: "search domains"),
    Sabotage(staticCase, "fa:16:3e:00:00:01", "fa:16:3e:00:00:09", objection: "its NIC is"),
    Sabotage(renamed, "      set-name: lan0\n", "", objection: "lan0"),
    Sabotage(
      fallback, "RouteMetric=200\nRoutesToDNS", "RouteMetric=210\nRoutesToDNS",
      objection: "metric of DHCP routes: 200 was meant"),
    Sabotage(
      fallback, "[IPv6AcceptRA]\nRouteMetric=200", "[IPv6AcceptRA]\nRouteMetric=210",
      objection: "two metrics of the same"
    ),
    Sabotage(fallback, "accept-ra: true", "accept-ra: false", objection: "for ever"),
    Sabotage(twoGateways, "metric: 200", "metric: 300", objection: "metric 200 was meant"),
    Sabotage(twoGateways, "metric: 200", "metric: 100", objection: "onflicting default route"),
    Sabotage(vlansOnABond, "mode: \"802.3ad\"", "mode: 4", objection: "unknown bond mode"),
    Sabotage(vlansOnABond, "mode: \"802.3ad\"", "mode: \"balance-xor\"", objection: "mode: 802.3ad was meant"),
    Sabotage(
      vlansOnABond, "mii-monitor-interval: 100", "mii-monitor-interval: 100s", objection: "miimon: 100 was meant"),
    Sabotage(vlansOnABond, "      - eth1\n", "", objection: "members:"),
    Sabotage(vlansOnABond, "      - eth1\n", "      - eth9\n", objection: "is not defined"),
    Sabotage(vlansOnABond, "      - eth1\n", "      - eth1\n      - bond0.101\n", objection: "bond0.101"),
    Sabotage(vlansOnABond, "id: 101", "id: 103", objection: "VLAN: 101 on bond0 was meant"),
    Sabotage(vlansOnABond, "link: bond0", "link: eth0", objection: "VLAN: 101 on bond0 was meant"),
    Sabotage(vlansOnABond, "fa:16:3e:00:01:01", "fa:16:3e:00:01:09", objection: "MAC address"),
    Sabotage(vlansOnABond, "      optional: true\n", "", objection: "waited for"),
    Sabotage(activeBackup, "primary: eth0", "primary: eth1", objection: "primary: eth0 was meant, eth1"),
    Sabotage(activeBackup, "arp-validate: backup", "arp-validate: filter", objection: "ignored"),
  ]

  @Test(arguments: sabotages)
  func `a broken file does not pass`(with sabotage: Sabotage) throws {
    let said = try sabotage.objections(Netplan(), Self.differences)
    #expect(said.contains(sabotage.objection), "\(said)")
  }

  @Test func `netplan objects to a file that others may read`() throws {
    let sound = try #require(Self.golden.first)
    let open = sound.files.map { RenderedFile(path: $0.path, mode: 0o644, contents: $0.contents) }
    let error = #expect(throws: ConsumerError.self) { try Self.differences(sound, open) }
    #expect(error?.description.contains("too open") == true)
  }

  private static func differences(_ rendering: ConsumerCase, _ files: [RenderedFile]) throws -> [String] {
    let units = try NetplanGenerator.units(Consumers(), of: files)
    let dropIns = files.filter { $0.path.hasPrefix("etc/systemd/network/") }
    let networkd = try NetworkdReader(units + dropIns, version: 252)
    var reading = networkd.reading()
    for (index, link) in reading.links.enumerated() {
      guard let meant = rendering.plan.links.first(where: { $0.name.text == link.name }) else { continue }
      reading.links[index] = link.withoutDefaultMetric(meant)
    }
    return rendering.differences(of: reading) + waits(for: rendering.plan, networkd.optional)
  }

  /// The boot waits for links that get addresses, and for members of bonds, which are not asked for any.
  private static func waits(for plan: NetworkPlan, _ optional: Set<String>) -> [String] {
    plan.links.compactMap { link in
      let isOptional = optional.contains(link.name.text)
      let isMeant = !link.isConfigured && link.bond == nil
      guard isOptional != isMeant else { return nil }
      return "\(link.name): is \(isOptional ? "not " : "")waited for"
    }
  }
}

extension LinkMeaning {
  /// The metric 100, which netplan gives to DHCP where the file names none, taken away where none is meant.
  fileprivate func withoutDefaultMetric(_ meant: Link) -> LinkMeaning {
    var link = self
    let usual = RouteMetric(100)
    if meant.dhcpMetric == nil, link.dhcpMetric == usual { link.dhcpMetric = nil }
    if meant.advertisedMetric == nil, link.advertisedMetric == usual { link.advertisedMetric = nil }
    return link
  }
}

// SPDX-License-Identifier: Apache-2.0

import Meaning
import Renderers
import Testing

/// Debian's ifupdown says what it would run, ifenslave's hook what it would write: together that must be the plan.
@Suite struct IfupdownTests {
  static let golden = ConsumerCase.golden(ENI())

  @Test(arguments: golden)
  func `ifupdown would do what the plan says`(of rendering: ConsumerCase) throws {
    let differences = try Self.differences(rendering, rendering.files)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }

  @Test(arguments: ConsumerCase.generated(1..<101, ENI()))
  func `ifupdown would do what a generated plan says`(of rendering: ConsumerCase) throws {
    let differences = try Self.differences(rendering, rendering.files)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }

  @Test func `nearly every golden case is put before ifupdown`() {
    #expect(Self.golden.count >= 60)
  }

  static let sabotages = [
    Sabotage(
      staticCase, "192.0.2.10/24", "192.0.2.11/24", objection: "[\"192.0.2.10/24\"] was meant, [\"192.0.2.11/24\"]"),
    Sabotage(staticCase, "192.0.2.10/24", "192.0.2.300/24", objection: "any valid prefix is expected"),
    Sabotage(staticCase, "192.0.2.10/24", "192.0.2.10/25", objection: "IPv4 addresses"),
    Sabotage(staticCase, "    address 192.0.2.10/24\n", "", objection: "missing required variable: address"),
    Sabotage(staticCase, "gateway 192.0.2.1\n", "gateway 192.0.2.2\n", objection: "route: 0.0.0.0/0 via 192.0.2.1"),
    Sabotage(
      staticCase, "gateway 192.0.2.1\n", "up ip route add default via 10.0.0.1 dev eth0\n", objection: "invalid gateway"
    ),
    // A gateway implies accept_ra 0.
    Sabotage(
      staticCase, "accept_ra 0\n", "accept_ra 1\n", objection: "IPv6: RA ignored"),
    Sabotage(twoGateways, "metric 200", "metric 200\n    metric 200", objection: "a route without dev"),
    Sabotage(staticCase, "mtu 1450", "mtu 1400", objection: "MTU: 1450 was meant, 1400"),
    Sabotage(staticCase, "mtu 1450", "mtu", objection: "empty value"),
    Sabotage(staticCase, "mtu 1450", "mtu 1450; reboot", objection: "more shell than we know"),
    Sabotage(staticCase, "inet static", "inet dhcp", objection: "DHCPv4: false was meant"),
    Sabotage(staticCase, "auto eth0", "# auto eth0", objection: "eth0: nothing brings it up"),
    Sabotage(staticCase, "auto eth0", "auto eth0 # x", objection: "unknown interface"),
    Sabotage(staticCase, "dns-nameservers 192.0.2.53", "dns-nameservers 192.0.2.54", objection: "DNS servers"),
    Sabotage(manyServers, "192.0.2.54 192.0.2.55", "192.0.2.55 192.0.2.54", objection: "DNS servers"),
    Sabotage(manyServers, "dns-search example.com", "dns-search", objection: "search domains"),
    Sabotage(twoGateways, "metric 200", "metric 300", objection: "metric 200 was meant"),
    Sabotage(twoGateways, "    metric 100\n", "", objection: "metric 100 was meant"),
    Sabotage(twoGateways, "metric 200", "metric 100", objection: "RTNETLINK answers: File exists"),
    Sabotage(vlansOnABond, "bond-mode 802.3ad", "bond-mode balance-xor", objection: "mode: 802.3ad was meant"),
    Sabotage(vlansOnABond, "bond-miimon 100", "bond-miimon 50", objection: "miimon: 100 was meant, 50"),
    Sabotage(vlansOnABond, "bond-miimon", "bond-mimon", objection: "miimon: 100 was meant, 0"),
    Sabotage(vlansOnABond, "bond-slaves eth0 eth1", "bond-slaves eth0", objection: "members:"),
    Sabotage(
      vlansOnABond, "bond-slaves eth0 eth1", "bond-slave eth0 eth1", objection: "members: [\"eth0\", \"eth1\"]"),
    Sabotage(vlansOnABond, "hwaddress fa:16:3e:00:00:01", "hwaddress fa:16:3e:00:00:09", objection: "MAC address"),
    Sabotage(vlansOnABond, "bond0.102", "bond0.103", objection: "bond0.102: nothing makes it"),
    Sabotage(
      vlansOnABond, "00:00:01\n    mtu 9000", "00:00:01\n    mtu 1500",
      objection: "Numerical result out of range"),
    Sabotage(
      vlansOnABond, "iface bond0.102 inet6 dhcp", "iface bond0.102 inet6 auto", objection: "DHCPv6 stateful was meant"),
    Sabotage(vlansOnABond, "mtu 1500\niface bond0.102 inet dhcp", "mtu 1500", objection: "DHCPv4: true was meant"),
    Sabotage(activeBackup, "bond-primary eth0", "bond-primary eth1", objection: "primary: eth0 was meant, eth1"),
    Sabotage(
      activeBackup, "bond-arp-ip-target 192.0.2.1 192.0.2.2", "bond-arp-ip-target 192.0.2.1", objection: "arp_ip_target"
    ),
    Sabotage(lacp, "type bond mode 802.3ad", "type bond", objection: "ad_actor_sys_prio: 1000 was meant, 65535"),
    Sabotage(lacp, "/bonding/min_links", "/bonding/min_link", objection: "min_links: 1 was meant, 0"),
    Sabotage(vlanByName, "type vlan id", "type vlan ident", objection: "no VLAN id"),
    Sabotage(fallback, "allow-hotplug eth1", "allow-hotplg eth1", objection: "eth1: nothing brings it up"),
    Sabotage(fallback, "    metric 200\n", "", objection: "metric of DHCP routes: 200 was meant"),
    Sabotage(fallback, "echo 200", "echo 210", objection: "metric of advertised routes: 200 was meant"),
    Sabotage(
      renamed, "PermanentMACAddress=fa:16:3e:00:00:01", "PermanentMACAddress=fa:16:3e:00:00:07", objection: "matches"),
  ]

  @Test(arguments: sabotages)
  func `a broken file does not pass`(with sabotage: Sabotage) throws {
    let said = try sabotage.objections(ENI(), Self.differences)
    #expect(said.contains(sabotage.objection), "\(said)")
  }

  private static func differences(_ rendering: ConsumerCase, _ files: [RenderedFile]) throws -> [String] {
    let reading = try IfupMachine.reading(Consumers(), files: files, nics: rendering.nics)
    return rendering.differences(of: reading)
  }
}

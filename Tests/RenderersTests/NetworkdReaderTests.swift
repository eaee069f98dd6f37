// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers
import Testing

/// The reader of networkd's files falls into every trap that systemd 247 and 252 do.
@Suite struct NetworkdReaderTests {
  @Test(arguments: [
    ("[Network]\nNonsense=1", "unknown key Nonsense"),
    ("[Nonsense]\nDHCP=yes", "unknown section [Nonsense]"),
    ("[Link]\nDHCP=yes", "unknown key DHCP in [Link]"),
    ("[Network]\nMTUBytes=1400", "unknown key MTUBytes in [Network]"),
    ("DHCP", "neither a section nor KEY=VALUE"),
    ("[Network]\nDHCP=no # off", "DHCP=no # off is ignored"),
    ("[Network]\nDHCP=\\\nyes", "neither a section"),
    ("[Network]\nDHCP=", "DHCP is empty"),
    ("[Network]\nDHCP=yes\nDHCP=no", "DHCP is given 2 times"),
    ("[Network]\nDHCP=both", "is ignored"),
    ("[Network]\nDHCP=yes\n\n[Network]\nDNS=192.0.2.1", "[Network] is given 2 times"),
    ("[Network]\nAddress=192.0.2.300/24", "invalid"),
    ("[Network]\nAddress=192.0.2.3", "invalid"),
    ("[Network]\nAddress=0.0.0.0/24", "invalid"),
    ("[Network]\nAddress=192.0.2.3/24\nAddress=192.0.2.3/24", "given twice"),
    ("[Address]\nDuplicateAddressDetection=none", "no Address="),
    ("[Network]\nDNS=192.0.2", "invalid"),
    ("[Network]\nDNS=192.0.2.1:53", "invalid"),
    ("[Network]\nDomains=~example.com", "routes and does not search"),
    ("[Network]\nDomains=-x..y", "no domain name"),
    ("[Network]\nLinkLocalAddressing=yes", "IPv4 link-local"),
    ("[Network]\nLinkLocalAddressing=maybe", "is ignored"),
    ("[Network]\nLinkLocalAddressing=no\nIPv6AcceptRA=yes", "is disabled"),
    ("[Network]\nIPv6AcceptRA=perhaps", "no boolean"),
    ("[Network]\nDHCP=ipv6\nIPv6AcceptRA=no", "for ever"),
    ("[Network]\nDHCP=yes\n\n[IPv6AcceptRA]\nDHCPv6Client=no", "for ever"),
    ("[Network]\nKeepConfiguration=never", "is ignored"),
    ("[Network]\nGateway=_dhcp4", "no address that a plan gives"),
    ("[Network]\nPrimarySlave=yes", "without Bond="),
    ("[Network]\nBond=bond0", "nothing makes it"),
    ("[Network]\nVLAN=data", "nothing makes it"),
    ("[Link]\nMTUBytes=15k", "no number"),
    ("[Link]\nMTUBytes=67", "MTUBytes=67"),
    ("[Link]\nMACAddress=01:00:5e:00:00:01", "ignored or refused"),
    ("[Link]\nRequiredForOnline=sometimes", "is ignored"),
    ("[Link]\nRequiredForOnline=carrier:routable:off", "is ignored"),
    ("[Link]\nActivationPolicy=down", "ActivationPolicy=down"),
    ("[Route]\nMetric=5", "neither Destination= nor Gateway="),
    ("[Route]\nDestination=10.0.0.1/8", "Destination=10.0.0.1/8"),
    ("[Route]\nDestination=10.0.0.0/8\nGateway=fe80::1", "two families"),
    ("[Route]\nGateway=192.0.2.1\nScope=link", "Scope=link"),
    ("[Route]\nGateway=192.0.2.1\nMetric=-1", "no number"),
    ("[Route]\nGateway=192.0.2.1\nMetric=4294967296", "no number"),
    ("[Route]\nDestination=10.0.0.0/8\nGatewayOnLink=yes", "without Gateway"),
    ("[DHCPv4]\nUseRoutes=no", "refuses what is offered"),
    ("[IPv6AcceptRA]\nUseGateway=no", "refuses what is offered"),
    ("[DHCPv6]\nUseAddress=no", "refuses what is offered"),
    ("[IPv6AcceptRA]\nDHCPv6Client=sometimes", "DHCPv6Client=sometimes"),
    ("[DHCPv6]\nWithoutRA=solicit", "does nothing without DHCP=ipv6"),
    ("[DHCPv6]\nRouteMetric=5\n\n[IPv6AcceptRA]\nRouteMetric=6", "two metrics"),
  ])
  func `what networkd ignores, or nobody means, is refused`(text: String, message: String) {
    let said = refusal(of: NetworkdTexts.eth0(text), "networkd")
    #expect(said.contains(message), "\(said)")
  }

  @Test(arguments: [
    ("", "no valid settings"),
    ("MACAddress=02:00:00:00:00:01", "bonds and VLANs"),
    ("Name=eth*", "no one name"),
    ("Name=eth0 eth1", "no one name"),
    ("Name=!eth0", "no one name"),
    ("PermanentMACAddress=02:00:00:00:00:0A", "as the kernel writes it"),
  ])
  func `a match that takes more than one device, or none, is refused`(match: String, message: String) {
    let said = refusal(of: NetworkdTexts.files(["10-eth0.network": "[Match]\n\(match)"]), "networkd")
    #expect(said.contains(message), "\(said)")
  }

  @Test func `the first file that matches counts`() {
    let twice = NetworkdTexts.files(["10-a.network": "[Match]\nName=eth0", "20-b.network": "[Match]\nName=eth0"])
    #expect(refusal(of: twice, "networkd").contains("never applied"))
    let late = NetworkdTexts.files(["99-eth0.network": "[Match]\nName=eth0"])
    #expect(refusal(of: late, "networkd").contains("after the files of systemd"))
  }

  @Test(arguments: [
    ("etc/systemd/network/10-eth0.conf", 0o644, "does not read this file"),
    ("etc/network/10-eth0.network", 0o644, "does not read this file"),
    ("etc/systemd/network/10-eth0.network", 0o600, "mode 0600"),
  ])
  func `files must be where networkd can read them`(path: String, mode: UInt16, message: String) {
    let file = RenderedFile(path: path, mode: mode, contents: "[Match]\nName=eth0\n")
    #expect(refusal(of: [file], "networkd").contains(message))
  }

  @Test func `both versions read`() throws {
    let readings = try readings(of: NetworkdTexts.eth0(""), renderer: "networkd")
    #expect(readings.map(\.reader) == ["systemd 247", "systemd 252"])
  }

  @Test func `keys that came later are not there for 247`() throws {
    let metric = "[Network]\nIPv6AcceptRA=yes\n\n[IPv6AcceptRA]\nRouteMetric=300"
    #expect(try NetworkdTexts.readNIC(metric, systemd: 247).advertisedMetric == nil)
    #expect(try NetworkdTexts.readNIC(metric).advertisedMetric == RouteMetric(300))
    let both = "[Network]\nIPv6AcceptRA=yes\n\n[DHCPv6]\nRouteMetric=300"
    #expect(try NetworkdTexts.readNIC(both, systemd: 247).advertisedMetric == RouteMetric(300))
    #expect(try NetworkdTexts.readNIC(both).advertisedMetric == RouteMetric(300))
  }

  @Test func `metrics of DHCP and of advertisements are told apart, unless one section gives both`() throws {
    let apart = try NetworkdTexts.readNIC(
      "[Network]\nDHCP=ipv4\n\n[DHCPv4]\nRouteMetric=100\n\n[DHCPv6]\nRouteMetric=200")
    #expect(apart.dhcpMetric == RouteMetric(100))
    #expect(apart.advertisedMetric == RouteMetric(200))
    #expect(!apart.sharesDHCPMetric)
    let shared = try NetworkdTexts.readNIC("[Network]\nDHCP=ipv4\n\n[DHCP]\nRouteMetric=100")
    #expect(shared.dhcpMetric == RouteMetric(100))
    #expect(shared.advertisedMetric == RouteMetric(100))
    #expect(shared.sharesDHCPMetric)
  }

  @Test(arguments: [
    ("", IPv6Meaning.asAdvertised),
    ("[Network]\nIPv6AcceptRA=no", .none),
    ("[Network]\nLinkLocalAddressing=no", .none),
    ("[Network]\nDHCP=yes", .asAdvertised),
    ("[IPv6AcceptRA]\nDHCPv6Client=no", .kernelDefault),
    (
      "[IPv6AcceptRA]\nDHCPv6Client=always",
      IPv6Meaning(acceptsRA: true, formsAddresses: true, asksDHCPv6: .stateful)
    ),
    (
      "[IPv6AcceptRA]\nUseAutonomousPrefix=no\nDHCPv6Client=always",
      IPv6Meaning(acceptsRA: true, formsAddresses: false, asksDHCPv6: .stateful)
    ),
    (
      "[Network]\nDHCP=ipv6\n\n[DHCPv6]\nWithoutRA=information-request",
      IPv6Meaning(acceptsRA: true, formsAddresses: true, asksDHCPv6: .stateless)
    ),
    (
      "[Network]\nDHCP=ipv6\nIPv6AcceptRA=no\n\n[DHCPv6]\nWithoutRA=solicit",
      IPv6Meaning(acceptsRA: false, formsAddresses: false, asksDHCPv6: .stateful)
    ),
  ])
  func `modes of IPv6 are told apart`(text: String, meaning: IPv6Meaning) throws {
    #expect(try NetworkdTexts.readNIC(text).ipv6 == meaning)
  }

  @Test func `an MTU is raised where IPv6 is used at all`() throws {
    #expect(try NetworkdTexts.readNIC("[Link]\nMTUBytes=1000").mtu == 1280)
    #expect(try NetworkdTexts.readNIC("[Link]\nMTUBytes=1000\n\n[Network]\nLinkLocalAddressing=no").mtu == 1000)
  }

  @Test func `gateways are on the link where that is said, or where there is no address at all`() throws {
    let route = "[Route]\nGateway=198.51.100.1\n"
    let address = "[Network]\nAddress=192.0.2.10/24\n\n"
    #expect(try NetworkdTexts.readNIC(address + route).routes.map(\.isOnLink) == [false])
    #expect(try NetworkdTexts.readNIC(address + route + "GatewayOnLink=yes").routes.map(\.isOnLink) == [true])
    #expect(try NetworkdTexts.readNIC(route).routes.map(\.isOnLink) == [true])
    #expect(try NetworkdTexts.readNIC("[Route]\nGateway=fe80::1").routes.map(\.isOnLink) == [false])
    let short = try NetworkdTexts.readNIC(address + "[Route]\nDestination=203.0.113.7")
    #expect(short.routes.map(\.destination.description) == ["203.0.113.7/32"])
  }

  @Test func `addresses, gateway and DNS of every place are read in order`() throws {
    let meaning = try NetworkdTexts.readNIC(
      """
      [Network]
      Address=192.0.2.10/24
      Address=2001:db8::10/64
      Gateway=192.0.2.1
      DNS=192.0.2.53 192.0.2.54
      DNS=2001:db8::53
      Domains=example.com example.org

      [Address]
      Address=192.0.2.11/32
      """)
    #expect(meaning.addresses.map(\.description) == ["192.0.2.10/24", "2001:db8::10/64", "192.0.2.11/32"])
    #expect(meaning.routes == [RouteMeaning(to: .everything(.v4), via: IPAddress("192.0.2.1"))])
    let twice = try NetworkdTexts.readNIC("[Network]\nAddress=2001:db8::1/64\nAddress=2001:db8::2/64")
    #expect(twice.addresses.map(\.description) == ["2001:db8::2/64", "2001:db8::1/64"], "the kernel prefers the last")
    #expect(meaning.nameServers.map(\.description) == ["192.0.2.53", "192.0.2.54", "2001:db8::53"])
    #expect(meaning.searchDomains == ["example.com", "example.org"])
  }
}

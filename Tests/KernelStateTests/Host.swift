// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

@testable import KernelState

/// A plan with two NICs, and a running host that has it all; tests break one thing.
struct Host {
  /// What is planned, by the name of the link.
  var links: [Link]
  /// What runs.
  var interfaces: [KernelLink]
  var addresses: [KernelAddress]
  var routes: [KernelRoute]
  var resolver: ResolverState
  var source = NetworkPlan.Source.networkData

  /// Two NICs: eth0 of static addresses with default routes, eth1 of DHCP and advertisements.
  init() throws {
    var static0 = try Self.nic("eth0", 1)
    static0.mtu = MTU(1450)
    static0.addresses = [try prefix("192.0.2.10/24"), try prefix("2001:db8:1::10/64")]
    static0.routes = [
      try route("0.0.0.0/0", via: "192.0.2.1", metric: 100), try route("::/0", via: "fe80::1"),
      try route("198.51.100.0/24", via: nil),
    ]
    static0.nameServers = [try address("192.0.2.53")]
    static0.searchDomains = [try #require(DomainName("example.com"))]
    var dynamic1 = try Self.nic("eth1", 2)
    dynamic1.usesDHCPv4 = true
    dynamic1.ipv6Mode = .slaac
    dynamic1.dhcpMetric = RouteMetric(200)
    dynamic1.advertisedMetric = RouteMetric(200)
    links = [static0, dynamic1]

    interfaces = [
      KernelLink(index: 1, name: "lo"), try Self.interface(2, "eth0", 1, mtu: 1450),
      try Self.interface(3, "eth1", 2, acceptRA: 1),
    ]
    addresses = [
      KernelAddress(link: 2, try prefix("192.0.2.10/24")), KernelAddress(link: 2, try prefix("2001:db8:1::10/64")),
      KernelAddress(link: 2, try prefix("fe80::10/64"), isGlobal: false),
      KernelAddress(link: 3, try prefix("203.0.113.5/24"), isPermanent: false),
      KernelAddress(link: 3, try prefix("2001:db8:2::5/64"), isPermanent: false),
    ]
    routes = [
      KernelRoute(link: 2, to: try prefix("0.0.0.0/0"), via: try address("192.0.2.1"), metric: 100),
      KernelRoute(link: 2, to: try prefix("::/0"), via: try address("fe80::1"), metric: 1024),
      KernelRoute(link: 2, to: try prefix("198.51.100.0/24")),
      KernelRoute(link: 2, to: try prefix("192.0.2.0/24"), origin: .kernel),
      KernelRoute(link: 2, to: try prefix("fe80::/64"), metric: 256, origin: .kernel),
      KernelRoute(link: 3, to: try prefix("0.0.0.0/0"), via: try address("203.0.113.1"), metric: 200, origin: .dhcp),
      KernelRoute(
        link: 3, to: try prefix("::/0"), via: try address("fe80::2"), metric: 200, origin: .advertisement, expires: true
      ),
    ]
    resolver = ResolverState(
      servers: [try address("192.0.2.53")], searchDomains: [try #require(DomainName("example.com"))])
  }

  static func nic(_ text: String, _ number: UInt8) throws -> Link {
    let nic = NIC(name: try name(text), macAddress: mac(number))
    return Link(name: nic.name, kind: .physical(nic), path: .root)
  }

  static func mac(_ number: UInt8) -> MACAddress? { MACAddress(bytes: [0xfa, 0x16, 0x3e, 0, 0, number]) }

  static func interface(
    _ index: Int, _ name: String, _ number: UInt8, kind: String? = nil, mtu: Int = 1500, acceptRA: Int = 0
  ) throws -> KernelLink {
    var link = KernelLink(index: index, name: name, kind: kind)
    (link.macAddress, link.permanentMACAddress) = (mac(number), mac(number))
    link.mtu = mtu
    link.ipv6 = IPv6Settings(acceptRA: acceptRA)
    return link
  }

  var plan: NetworkPlan { NetworkPlan(links: links, isComplete: true, source: source) }

  var comparison: Comparison {
    Comparison(
      of: plan, with: KernelState(links: interfaces, addresses: addresses, routes: routes, resolver: resolver))
  }

  /// What is told, a line a difference.
  var texts: [String] { comparison.differences.map(\.text) }

  var notes: [String] { comparison.notes.map(\.text) }

  /// The interface that runs under a name.
  subscript(_ name: String) -> KernelLink {
    get { interfaces.first { $0.name == name } ?? KernelLink(index: 0, name: name) }
    set {
      if let place = interfaces.firstIndex(where: { $0.name == name }) { interfaces[place] = newValue }
    }
  }

  mutating func removeAddress(_ text: String) { addresses.removeAll { $0.prefix.description == text } }

  mutating func removeRoutes(to text: String, over link: Int) {
    routes.removeAll { $0.destination.description == text && $0.link == link }
  }

  mutating func addRoute(
    _ link: Int, to destination: String, via gateway: String? = nil, metric: UInt32 = 0,
    _ origin: KernelRoute.Origin = .configuration
  ) throws {
    let gateway = try gateway.map { try address($0) }
    routes.append(KernelRoute(link: link, to: try prefix(destination), via: gateway, metric: metric, origin: origin))
  }
}

func name(_ text: String) throws -> InterfaceName { try #require(InterfaceName(text)) }

func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

func prefix(_ text: String) throws -> IPPrefix { try #require(IPPrefix(text)) }

func route(_ destination: String, via gateway: String?, metric: Int? = nil) throws -> Route {
  let gateway = try gateway.map { try address($0) }
  return try #require(Route(to: try prefix(destination), via: gateway, metric: metric.flatMap { RouteMetric($0) }))
}

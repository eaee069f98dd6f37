// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// What the kernel has otherwise than a plan means.
struct KernelComparison {
  private let test: KernelCase
  private let consumer: KernelConsumer
  private let seen: Observation
  /// DNS servers that the renderer has said to leave out.
  private let unsaid: [String]

  init(_ test: KernelCase, _ consumer: KernelConsumer, _ renderer: any Renderer, _ seen: Observation) {
    (self.test, self.consumer, self.seen) = (test, consumer, seen)
    let findings = renderer.unsupported(test.plan).filter { $0.code == .unsupportedNameServers }
    unsaid = findings.flatMap { $0.message.split(whereSeparator: { " ;,".contains($0) }).map(String.init) }
  }

  /// All of it in words, one line each.
  var differences: [String] {
    var found = seen.delays.textLines
    found += consumer.objections(in: seen.log).map { "the log: \($0)" }
    for wire in test.wires {
      guard let interface = seen.interfaces[wire.link.name.text] else {
        found.append("\(wire.link.name): is not there")
        continue
      }
      let lines =
        device(wire, interface) + addresses(wire, interface) + routes(wire, interface) + requests(wire)
      found += lines.map { "\(wire.link.name): \($0)" }
    }
    return found + resolver
  }

  private func device(_ wire: Wire, _ interface: ObservedInterface) -> [String] {
    var found: [String] = []
    if !interface.flags.contains("UP") { found.append("is down") }
    let meant = wire.link.mtu?.bytes ?? 1500
    if interface.mtu != meant { found.append("MTU \(meant) was meant, \(interface.mtu) is set") }
    // What is not heard is ignored by anybody.
    if interface.hasLinkLocal, !seen.hearing.contains(interface.ifname) { found.append("no router could be heard") }
    return found
  }

  private func addresses(_ wire: Wire, _ interface: ObservedInterface) -> [String] {
    var found = interface.addresses.filter { $0.tentative == true || $0.dadfailed == true }.map {
      "\($0.local) is in doubt"
    }
    for (family, isLeased, pool) in [
      (IPFamily.v4, wire.link.usesDHCPv4, wire.ipv4Prefix), (.v6, wire.isAdvertised, wire.ipv6Prefix),
    ] {
      let all = interface.addresses.compactMap(\.prefix).filter { $0.family == family }
      let leased = all.filter { pool?.contains($0.address) == true }
      let own = all.filter { pool?.contains($0.address) == false }
      let meant = Self.inKernelOrder(wire.link.addresses(family))
      if own != meant { found.append("addresses \(meant) were meant, \(own) are there") }
      if leased.count != (isLeased ? 1 : 0) { found.append("addresses from the wire: \(leased)") }
      let length = family == .v4 ? 24 : wire.link.ipv6Mode == .stateful ? 128 : 64
      found += leased.filter { $0.length != length }.map { "\($0) should have the length \(length)" }
    }
    return found
  }

  /// The kernel lists an address after all others where an earlier one has its prefix, and the first of each is used.
  private static func inKernelOrder(_ addresses: [IPPrefix]) -> [IPPrefix] {
    guard addresses.first?.family == .v4 else { return addresses }
    let isSecond = addresses.enumerated().map { index, address in
      addresses[..<index].contains { $0.masked == address.masked }
    }
    let pairs = zip(addresses, isSecond)
    return pairs.filter { !$0.1 }.map(\.0) + pairs.filter(\.1).map(\.0)
  }

  private func routes(_ wire: Wire, _ interface: ObservedInterface) -> [String] {
    var found: [String] = []
    var rest = seen.routes.filter { $0.device == interface.ifname }
    let meant = ExpectedRoute.all(of: wire)
    for route in meant {
      let matches = rest.filter { $0.destination == route.destination && $0.gateway == route.gateway }
      if let match = matches.first(where: { route.metric == nil || $0.metric == route.metric }) ?? matches.first {
        rest.removeAll { $0 == match }
        if let metric = route.metric, match.metric != metric { found.append("\(match): metric \(metric) was meant") }
      } else {
        found.append("\(route) is missing")
      }
    }
    let nearby =
      interface.addresses.compactMap(\.prefix?.masked) + [wire.ipv4Prefix, wire.ipv6Prefix].compactMap(\.self)
    let gateways = Set(meant.compactMap(\.gateway))
    // Each consumer has its own way to say where the link's own prefixes and its gateways are.
    rest.removeAll { route in
      route.gateway == nil
        && (nearby.contains(route.destination) && isExpected(route.destination, wire)
          || gateways.contains { .host($0) == route.destination }
          || route.destination.address.isLinkLocal && route.destination.family == .v6
          || route.destination.address.isMulticast)
    }
    return found + rest.map { "\($0) was not meant" }
  }

  /// Whether a prefix of the wire is meant to be the link's.
  private func isExpected(_ destination: IPPrefix, _ wire: Wire) -> Bool {
    if wire.ipv4Prefix?.contains(destination.address) == true { return wire.link.usesDHCPv4 }
    if wire.ipv6Prefix?.contains(destination.address) == true { return wire.isAdvertised }
    return true
  }

  private func requests(_ wire: Wire) -> [String] {
    let asked = seen.requests[wire.link.name.text] ?? []
    let mode = wire.link.ipv6Mode
    return [
      ("DHCPDISCOVER", wire.link.usesDHCPv4), ("DHCPSOLICIT", mode == .stateful),
      ("DHCPINFORMATION-REQUEST", mode == .stateless),
    ].filter { asked.contains($0) != $1 }.map { "\($0) was \($1 ? "" : "not ")meant to be sent" }
  }

  private var resolver: [String] {
    switch consumer.resolver {
    case .nowhere: return []
    case .file:
      return compared(
        "resolv.conf", seen.resolverWords("nameserver"), seen.resolverWords("search"), links: test.plan.links)
    case .links:
      return test.plan.links.flatMap { link in
        let state = seen.linkStates[link.name.text] ?? [:]
        return compared(
          "\(link.name)", state["DNS", default: ""].words, state["DOMAINS", default: ""].words, links: [link])
      }
    }
  }

  /// All servers and domains of links must be there and no others, those of one link in its order.
  private func compared(_ place: String, _ servers: [String], _ domains: [String], links: [Link]) -> [String] {
    var found: [String] = []
    for (what, have, lists) in [
      ("DNS servers", servers, links.map { $0.nameServers.map(\.description).filter { !unsaid.contains($0) } }),
      ("search domains", domains, links.map { $0.searchDomains.map(\.text) }),
    ] {
      let isInOrder = lists.allSatisfy { list in list.count < 2 || have.filter(list.contains) == list }
      if Set(have) != Set(lists.joined()) || !isInOrder {
        found.append("\(place): \(what) \(lists) were meant, \(have) are there")
      }
    }
    return found
  }
}

/// A route that is meant to be there.
private struct ExpectedRoute: CustomStringConvertible {
  let destination: IPPrefix
  let gateway: IPAddress?
  /// Nil where any will do.
  let metric: Int?

  /// Those of a link: static, from DHCP and from the router.
  static func all(of wire: Wire) -> [ExpectedRoute] {
    var routes = wire.link.routes.map {
      ExpectedRoute(destination: $0.destination, gateway: $0.gateway, metric: number($0.metric))
    }
    if wire.link.usesDHCPv4 {
      let metric = number(wire.link.dhcpMetric)
      routes.append(ExpectedRoute(destination: .everything(.v4), gateway: wire.ipv4Router, metric: metric))
    }
    if wire.isAdvertised {
      let metric = number(wire.link.advertisedMetric)
      routes.append(ExpectedRoute(destination: .everything(.v6), gateway: wire.ipv6Router, metric: metric))
    }
    return routes
  }

  private static func number(_ metric: RouteMetric?) -> Int? { metric.map { Int($0.number) } }

  var description: String {
    "\(destination)" + (gateway.map { " via \($0)" } ?? "") + (metric.map { " metric \($0)" } ?? "")
  }
}

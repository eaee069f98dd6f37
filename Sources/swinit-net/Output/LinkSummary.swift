// SPDX-License-Identifier: Apache-2.0

import NetModel

/// What is shown of a link, in words that the tree and the drawings share.
struct LinkSummary {
  let name: String
  /// What the link is: `NIC fa:16:3e:00:00:01`, `bond 802.3ad`, `VLAN 5`.
  let kind: String
  /// What is configured on it, by what it is.
  private(set) var facts: [(name: String, value: String)] = []
  /// The links that it is made of: a VLAN's parent, a bond's members.
  let foundations: [String]
  /// The bond that it is a member of.
  let bond: String?

  init(_ link: Link) {
    name = link.name.text
    bond = link.bond?.text
    switch link.kind {
    case .physical(let nic):
      kind = "NIC \(nic.macAddress?.description ?? "without a MAC address")"
      foundations = []
      if link.isRenamed { add("now", nic.name) }
    case .bond(let bond):
      kind = "bond \(bond.mode.name)"
      foundations = bond.members.map(\.text)
      for (option, value) in bond.orderedOptions { add(option.rawValue, value) }
    case .vlan(let vlan):
      kind = "VLAN \(vlan.id)"
      foundations = [vlan.parent.text]
    }
    add("MAC", link.macAddress)
    add("MTU", link.mtu)
    for address in link.addresses { add("address", address) }
    if link.usesDHCPv4 { add("IPv4", "DHCP" + Self.metric(link.dhcpMetric)) }
    if let mode = Self.modes[link.ipv6Mode] { add("IPv6", mode + Self.metric(link.advertisedMetric)) }
    for route in link.routes { add("route", Self.text(of: route)) }
    for server in link.nameServers { add("DNS", server) }
    if !link.searchDomains.isEmpty { add("search", link.searchDomains.map(\.text).joined(separator: " ")) }
  }

  private mutating func add(_ name: String, _ value: (some CustomStringConvertible)?) {
    if let value { facts.append((name, value.description)) }
  }

  private static let modes: [IPv6Mode: String] = [
    .slaac: "SLAAC", .stateless: "SLAAC and stateless DHCP", .stateful: "DHCP",
  ]

  private static func metric(_ metric: RouteMetric?) -> String { metric.map { " metric \($0)" } ?? "" }

  private static func text(of route: Route) -> String {
    (route.isDefault ? "default" : route.destination.description) + (route.gateway.map { " via \($0)" } ?? "")
      + (route.isOnLink ? " onlink" : "") + metric(route.metric)
  }
}

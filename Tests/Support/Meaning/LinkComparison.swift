// SPDX-License-Identifier: Apache-2.0

import NetModel

extension LinkMeaning {
  /// What differs where `self` was read from files and `expected` was meant; empty where nothing does.
  public func differences(from expected: LinkMeaning) -> [String] { compared(to: expected).map(\.text) }

  /// The same with what each difference concerns.
  public func compared(to expected: LinkMeaning) -> [Difference] {
    var found: [Difference] = []
    func check<Value: Equatable>(_ facet: Difference.Facet, _ what: String, _ read: Value, _ meant: Value) {
      guard read != meant else { return }
      found.append(
        Difference(facet, link: expected.name, "\(what): \(Self.show(meant)) was meant, \(Self.show(read)) was read"))
    }
    check(.existence, "name", name, expected.name)
    found += comparedKind(to: expected)
    if case .physical = expected.kind { found += comparedNIC(to: expected) }
    check(.macAddress, "MAC address", macAddress, expected.macAddress)
    check(.mtu, "MTU", mtu, expected.mtu)
    check(.connectedMode, "connected mode", isConnected, expected.isConnected)
    check(.bond, "bond", controller, expected.controller)
    check(
      .addresses, "IPv4 addresses", addresses.filter { $0.family == .v4 },
      expected.addresses.filter { $0.family == .v4 })
    check(
      .addresses, "IPv6 addresses", addresses.filter { $0.family == .v6 },
      expected.addresses.filter { $0.family == .v6 })
    check(.dhcp, "DHCPv4", usesDHCPv4, expected.usesDHCPv4)
    if !ipv6.satisfies(expected.ipv6) { check(.ipv6, "IPv6", ipv6, expected.ipv6) }
    found += comparedRoutes(to: expected)
    for (what, read, meant) in [
      ("DHCP", dhcpMetric, expected.dhcpMetric), ("advertised", advertisedMetric, expected.advertisedMetric),
    ] {
      // One number for two metrics cannot leave one alone; that one does not matter, or it would be in the plan.
      if read == meant || sharesDHCPMetric && meant == nil { continue }
      let text = "metric of \(what) routes: \(Self.show(meant)) was meant, \(Self.show(read)) was read"
      found.append(Difference(.metric, link: expected.name, text, metrics: [meant, read].compactMap(\.self)))
    }
    check(.nameServers, "DNS servers", nameServers, expected.nameServers)
    check(.searchDomains, "search domains", searchDomains, expected.searchDomains)
    return found
  }

  private static func show<Value>(_ value: Value) -> String {
    if let list = value as? [IPPrefix] { return "\(list.map(\.description))" }
    if let list = value as? [IPAddress] { return "\(list.map(\.description))" }
    if let optional = value as? any OptionalText { return optional.text }
    return "\(value)"
  }

  private func comparedKind(to expected: LinkMeaning) -> [Difference] {
    var found: [Difference] = []
    func add(_ facet: Difference.Facet, _ text: String) { found.append(Difference(facet, link: expected.name, text)) }
    switch (kind, expected.kind) {
    case (.physical, .physical): break
    case (.vlan(let read), .vlan(let meant)):
      if read != meant {
        add(.existence, "VLAN: \(meant.id) on \(meant.parent) was meant, \(read.id) on \(read.parent) was read")
      }
    case (.bond(let read), .bond(let meant)):
      if read.mode != meant.mode { add(.bond, "mode: \(meant.mode) was meant, \(read.mode) was read") }
      let isOrdered = read.isOrdered && meant.isOrdered
      if isOrdered ? read.members != meant.members : read.members.sorted() != meant.members.sorted() {
        add(.bond, "members: \(meant.members) was meant, \(read.members) was read")
      }
      let (have, want) = (read.effectiveOptions, meant.effectiveOptions)
      for name in Set(have.keys).union(want.keys).sorted() where have[name] != want[name] {
        add(.bondOption(name), "\(name): \(want[name] ?? "nothing") was meant, \(have[name] ?? "nothing") was read")
      }
    default: add(.existence, "kind: \(expected.kind) was meant, \(kind) was read")
    }
    return found
  }

  /// A match that looks at less is as good, but what it looks at must be right, and a rename must happen.
  private func comparedNIC(to expected: LinkMeaning) -> [Difference] {
    var problems: [String] = []
    if let mac = nic.macAddress, mac != expected.nic.macAddress {
      problems.append("its NIC is \(expected.nic.macAddress ?? "without a MAC"), the file matches \(mac)")
    }
    if let name = nic.originalName, name != expected.nic.originalName {
      problems.append("its NIC is called \(expected.nic.originalName ?? "?"), the file matches \(name)")
    }
    if let guid = nic.guid, guid != expected.nic.guid {
      problems.append("its NIC has the GUID \(expected.nic.guid ?? "none"), the file matches \(guid)")
    }
    if expected.nic.isRenamed {
      if !nic.isRenamed { problems.append("nothing renames \(expected.nic.originalName ?? "?")") }
      if nic.isRenamed, nic.macAddress == nil, nic.originalName == nil, nic.guid == nil {
        problems.append("a rename without a match")
      }
    }
    return problems.map { Difference(.nic, link: expected.name, $0) }
  }

  private func comparedRoutes(to expected: LinkMeaning) -> [Difference] {
    // A route without a metric takes what the format gives to all routes of the link, if it gives anything.
    let wanted = Set(
      expected.routes.map { route in
        let inherited = inheritedMetrics[route.destination.family]
        let isThere = routes.contains(route) || helperRoutes.contains(route)
        return route.metric == nil && !isThere ? route.with(metric: inherited) : route
      })
    let missing = wanted.subtracting(routes).subtracting(helperRoutes)
    var extra = routes.subtracting(wanted)
    var found: [Difference] = []
    for route in missing.sorted(by: { "\($0)" < "\($1)" }) {
      let twin = extra.first { $0.with(metric: nil) == route.with(metric: nil) }
      if let twin {
        extra.remove(twin)
        found.append(
          Difference(
            .metric, link: expected.name, "route: \(route) was meant, \(twin) was read",
            metrics: [route.metric, twin.metric].compactMap(\.self)))
      } else {
        found.append(Difference(.routes, link: expected.name, "route: \(route) is missing"))
      }
    }
    return found
      + extra.map { Difference(.routes, link: expected.name, "route: \($0) was not meant") }.sorted {
        $0.text < $1.text
      }
  }
}

/// Shows what an optional holds without `Optional(…)` around it.
private protocol OptionalText {
  var text: String { get }
}

extension Optional: OptionalText {
  var text: String { map { "\($0)" } ?? "nothing" }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The `[ipv4]` or `[ipv6]` section of a profile (nm-settings(5)).
struct KeyfileIP {
  private(set) var section = SectionedText.Section()

  init(_ link: Link, _ family: IPFamily, resolver: KeyfileResolver, isFallback: Bool) {
    let method = Self.method(of: link, family)
    section.set("method", method)
    for (index, address) in link.addresses(family).enumerated() { section.set("address\(index + 1)", address) }
    addRoutes(of: link, family)
    section.set("route-metric", family == .v4 ? link.dhcpMetric : link.advertisedMetric)
    section.set("dns", semicolons: resolver.servers(for: link, family))
    section.set("dns-search", semicolons: resolver.searchDomains(for: link, family))
    if family == .v6, method != "disabled" {
      // neutron lets only the address through that it made of the MAC address.
      section.set("addr-gen-mode", "eui64")
      section.set("ip6-privacy", 0)
    }
    if isFallback { addPatience(family) }
  }

  private static func method(of link: Link, _ family: IPFamily) -> String {
    switch family {
    case .v4: link.usesDHCPv4 ? "auto" : link.addresses(.v4).isEmpty ? "disabled" : "manual"
    // `auto` does what the router's M and O flags ask for; `dhcp` would take no default route from it.
    case .v6 where link.ipv6Mode.acceptsRouterAdvertisements: "auto"
    case .v6 where !link.addresses(.v6).isEmpty: "manual"
    // NetworkManager raises an MTU that is too small for IPv6 where it is to use IPv6 at all.
    case .v6: link.mayUseIPv6 ? "link-local" : "disabled"
    }
  }

  private mutating func addRoutes(of link: Link, _ family: IPFamily) {
    let routes = link.routes(family)
    let gateway = Self.gatewayRoute(among: routes, isAddressed: !link.addresses(family).isEmpty)
    section.set("gateway", gateway?.gateway)
    for (index, route) in routes.filter({ $0 != gateway }).enumerated() {
      var words = [route.destination.description]
      let none: IPAddress = family == .v4 ? .v4(0) : .v6(0)
      if route.gateway != nil || route.metric != nil { words.append((route.gateway ?? none).description) }
      if let metric = route.metric { words.append(metric.description) }
      section.set("route\(index + 1)", words.joined(separator: ","))
      if route.isOnLink { section.set("route\(index + 1)_options", "onlink=true") }
    }
  }

  /// The route that the `gateway` key says: a lone default route, for the key has no metric, and goes with an address.
  private static func gatewayRoute(among routes: [Route], isAddressed: Bool) -> Route? {
    let defaults = routes.filter(\.isDefault)
    guard isAddressed, defaults.count == 1, let route = defaults.first, route.gateway != nil, route.metric == nil,
      !route.isOnLink
    else { return nil }
    return route
  }

  /// In the fallback NetworkManager gives up on a silent NIC after a while, so that it does not hold up the boot.
  private mutating func addPatience(_ family: IPFamily) {
    section.set("may-fail", "true")
    switch family {
    case .v4:
      section.set("dhcp-timeout", 15)
      section.set("required-timeout", 15000)
    case .v6: section.set("ra-timeout", 15)
    }
  }
}

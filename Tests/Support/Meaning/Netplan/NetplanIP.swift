// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Addresses, DHCP, router advertisements, routes and DNS of one interface of a netplan file.
struct NetplanIP {
  let map: NetplanMap
  let link: String

  /// Adds them to a link.
  func apply(to link: inout LinkMeaning) throws {
    for text in try map.list("addresses") ?? [] {
      guard let prefix = IPPrefix(text) else { throw map.error("malformed address '\(text)'") }
      link.add(prefix)
    }
    if let servers = try map.map("nameservers", known: ["addresses", "search"]) {
      link.nameServers = try (servers.list("addresses") ?? []).map { text in
        guard let address = IPAddress(text) else { throw map.error("malformed address '\(text)'") }
        return address
      }
      link.searchDomains = try servers.list("search") ?? []
    }
    link.routes = Set(try map.maps("routes", known: ["to", "via", "metric", "on-link", "scope"]).map(route))
    try applyDynamic(to: &link)
    for key in ["optional", "ignore-carrier"] { _ = try map.flag(key) }
  }

  private func route(_ map: NetplanMap) throws -> RouteMeaning {
    var gateway: IPAddress?
    if let via = try map.text("via") {
      guard let address = IPAddress(via) else { throw map.error("invalid IP family of '\(via)'") }
      gateway = address
    }
    guard let to = try map.text("to") else { throw map.error("unicast route must include a 'to'") }
    let prefix =
      to == "default" ? gateway.map { .everything($0.family) } : IPPrefix(to) ?? IPAddress(to).map { .host($0) }
    guard let prefix else { throw map.error("malformed destination '\(to)'") }
    guard gateway == nil || gateway?.family == prefix.family else {
      throw map.error("cannot use different IP families")
    }
    // networkd masks Destination= itself, with a warning; we do not write such a thing.
    guard prefix.masked == prefix else { throw map.error("host bits in '\(to)'") }
    if let scope = try map.text("scope"), scope != (gateway == nil ? "link" : "global") {
      throw map.error("scope \(scope)")
    }
    // 0.106 prints the number with %d, and networkd passes over a negative one.
    let metric = try map.number("metric").flatMap { $0 > Int(Int32.max) ? nil : RouteMetric($0) }
    let isOnLink = try map.flag("on-link") ?? false
    if isOnLink, gateway == nil { throw map.error("on-link without via") }
    return RouteMeaning(to: prefix, via: gateway, metric: metric, isOnLink: isOnLink)
  }

  private func applyDynamic(to link: inout LinkMeaning) throws {
    let dhcp4 = try map.flag("dhcp4") ?? false
    let dhcp6 = try map.flag("dhcp6") ?? false
    let acceptsRA = try map.flag("accept-ra")
    let linkLocal = try map.list("link-local") ?? ["ipv6"]
    if let odd = linkLocal.first(where: { $0 != "ipv6" }) { throw map.error("link-local \(odd)") }
    link.usesDHCPv4 = dhcp4
    // No line means networkd's default, which is yes where the link has link-local IPv6; without it there is no RA.
    let listens = (acceptsRA ?? true) && !linkLocal.isEmpty
    // The advertisement alone decides about DHCPv6; without one no client starts.
    link.ipv6 = listens ? .asAdvertised : .none

    let known: Set = ["route-metric", "use-dns"]
    let overrides4 = try map.map("dhcp4-overrides", known: known)
    let overrides6 = try map.map("dhcp6-overrides", known: known)
    let (metric4, metric6) = (try overrides4?.number("route-metric"), try overrides6?.number("route-metric"))
    if dhcp4, dhcp6, metric4 != metric6 { throw map.error("route-metric must be the same in both overrides") }
    for overrides in [overrides4, overrides6] where try overrides?.flag("use-dns") == false {
      throw map.error("use-dns: false refuses the servers of the lease")
    }
    // One [DHCP] section, whose metric RA routes take too; overrides without their dhcp are dropped.
    let metric = (dhcp4 ? metric4 : nil) ?? (dhcp6 ? metric6 : nil)
    guard dhcp4 || dhcp6, let metric else { return }
    link.sharesDHCPMetric = dhcp4 && listens
    if dhcp4 { link.dhcpMetric = RouteMetric(metric) }
    if listens { link.advertisedMetric = RouteMetric(metric) }
  }
}

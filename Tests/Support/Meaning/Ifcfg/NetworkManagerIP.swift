// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The ipv4 and ipv6 settings that NetworkManager makes of one ifcfg file and its route files.
struct NetworkManagerIP {
  /// ipv6.method.
  private enum IPv6Method { case ignore, disabled, linkLocal, manual, auto, dhcp }

  let file: IfcfgFile
  let routes: [IPFamily: [TextLine]]

  /// Adds them to a link.
  func apply(to link: inout LinkMeaning) throws {
    let hasIPv4 = try applyIPv4(to: &link)
    let method = try ipv6Method()
    try applyIPv6(method, to: &link)
    try applyRoutes(to: &link)
    try applyDNS(hasIPv4: hasIPv4, method, to: &link)
    link.inheritedMetrics[.v4] = try file.metric("IPV4_ROUTE_METRIC")
    link.inheritedMetrics[.v6] = try file.metric("IPV6_ROUTE_METRIC")
    link.settleHelpers()
  }

  private func applyIPv4(to link: inout LinkMeaning) throws -> Bool {
    let addresses = try file.ipv4Addresses()
    link.addresses += addresses
    link.usesDHCPv4 = file["BOOTPROTO"] == "dhcp"
    let metric = try file.metric("IPV4_ROUTE_METRIC")
    if link.usesDHCPv4 {
      if try file.flag("DEFROUTE") == false { throw file.error("never-default refuses the default route of DHCP") }
      if file["GATEWAY"] != nil { throw file.error("GATEWAY with BOOTPROTO=dhcp was not measured") }
      link.dhcpMetric = metric
    }
    if let text = file["GATEWAY"], try file.flag("DEFROUTE") != false {
      guard let gateway = IPAddress(text), gateway.family == .v4, !addresses.isEmpty else {
        throw file.error("rejected: GATEWAY=\(text) without addresses")
      }
      // An off-link gateway gets an on-link route of its own, with a warning.
      let isNear = addresses.contains { $0.contains(gateway) }
      link.add(RouteMeaning(to: .everything(.v4), via: gateway, metric: metric, isOnLink: !isNear))
    }
    return link.usesDHCPv4 || !addresses.isEmpty
  }

  private func ipv6Method() throws -> IPv6Method {
    let isDisabled = try file.flag("IPV6_DISABLED") == true
    guard try file.flag("IPV6INIT") == true else { return isDisabled ? .disabled : .ignore }
    if isDisabled { throw file.error("IPV6INIT=yes and IPV6_DISABLED=yes") }
    if try file.flag("IPV6_AUTOCONF") != false { return .auto }
    if try file.flag("DHCPV6C") == true { return .dhcp }
    return file["IPV6ADDR"] != nil || file["IPV6ADDR_SECONDARIES"] != nil ? .manual : .linkLocal
  }

  private func applyIPv6(_ method: IPv6Method, to link: inout LinkMeaning) throws {
    switch method {
    case .ignore: link.ipv6 = .kernelDefault
    case .disabled, .linkLocal, .manual: link.ipv6 = .none
    case .auto:
      link.ipv6 = .asAdvertised
      link.advertisedMetric = try file.metric("IPV6_ROUTE_METRIC")
    case .dhcp: link.ipv6 = IPv6Meaning(acceptsRA: false, formsAddresses: false, asksDHCPv6: .stateful)
    }
    // IPV6ADDR without IPV6INIT=yes is passed over with a warning.
    if method == .ignore || method == .disabled { return }
    let addresses = try file.ipv6Addresses()
    link.addresses += addresses
    guard let text = file["IPV6_DEFAULTGW"] else { return }
    guard let gateway = IPAddress(String(text.prefix { $0 != "%" })), gateway.family == .v6, !addresses.isEmpty else {
      throw file.error("rejected: IPV6_DEFAULTGW=\(text) without addresses")
    }
    if let zone = text.split(separator: "%").dropFirst().first, zone != file.suffix {
      throw file.error("IPV6_DEFAULTGW of \(zone): NetworkManager takes the zone off")
    }
    let isNear = gateway.isLinkLocal || addresses.contains { $0.contains(gateway) }
    let metric = try file.metric("IPV6_ROUTE_METRIC")
    link.add(RouteMeaning(to: .everything(.v6), via: gateway, metric: metric, isOnLink: !isNear))
  }

  /// Lines of route-N and route6-N, in any order; what is badly written is passed over with a warning.
  private func applyRoutes(to link: inout LinkMeaning) throws {
    var reach = Reachability(prefixes: link.addresses)
    var words: [RouteWords] = []
    for family in IPFamily.allCases {
      words += try (routes[family] ?? []).map { try RouteWords($0.text.words, family: family, at: $0) }
    }
    for route in words.filter(\.oddities.isEmpty).sorted(by: { $0.gateway == nil && $1.gateway != nil }) {
      guard var meaning = reach.meaning(of: route) else { continue }
      if meaning.gateway == nil { reach.links.append(meaning.destination) }
      let inherited = meaning.destination.family == .v4 ? "IPV4_ROUTE_METRIC" : "IPV6_ROUTE_METRIC"
      if meaning.metric == nil { meaning.metric = try file.metric(inherited) }
      link.add(meaning)
    }
  }

  private func applyDNS(hasIPv4: Bool, _ method: IPv6Method, to link: inout LinkMeaning) throws {
    let servers = try file.dns().servers
    let own = servers.filter { $0.family == .v6 }
    if !own.isEmpty, method == .linkLocal {
      throw file.error("rejected: IPv6 DNS is not allowed for method=link-local")
    }
    // A server of a family that the connection has not is dropped; IPv4 goes before IPv6.
    if hasIPv4 { link.nameServers += servers.filter { $0.family == .v4 } }
    if method != .ignore && method != .disabled { link.nameServers += own }
    guard let domain = file["DOMAIN"] else { return }
    if !hasIPv4, [.ignore, .disabled, .linkLocal].contains(method) {
      throw file.error("rejected: DOMAIN is not allowed for method=ignore or link-local")
    }
    link.searchDomains = domain.words
  }
}

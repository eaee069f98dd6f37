// SPDX-License-Identifier: Apache-2.0

import NetModel

/// An [ipv4] or [ipv6] group (nm-settings(5)).
struct KeyfileIP {
  /// `method`; those that share a connection with others are none of ours.
  enum Method: String {
    case auto, manual, disabled, ignore, dhcp
    case linkLocal = "link-local"
  }

  let method: Method
  private let group: KeyFile.Group?
  private let family: IPFamily

  /// Reads the group of a family; where there is none, the method is `auto`.
  init(_ file: KeyFile, _ family: IPFamily) throws {
    self.family = family
    group = file[family == .v4 ? "ipv4" : "ipv6"]
    guard let group else {
      method = .auto
      return
    }
    guard let text = try group.text("method"), let method = Method(rawValue: text),
      family == .v6 || method != .ignore && method != .dhcp
    else { throw group.error("rejected: method is missing or invalid") }
    guard family == .v6 || method != .linkLocal else { throw group.error("an IPv4 link-local address") }
    self.method = method
  }

  /// Whether anything but the method is told.
  var hasSettings: Bool { group.map { $0.keys != ["method"] } ?? false }

  /// Adds the settings to a link.
  func apply(to link: inout LinkMeaning, version: KeyfileVersion) throws {
    let metric = try group?.number("route-metric", -1...Int(UInt32.max)).flatMap { RouteMetric($0) }
    switch family {
    case .v4:
      link.usesDHCPv4 = method == .auto
      if method == .auto { link.dhcpMetric = metric }
    case .v6:
      link.ipv6 = Self.meaning(of: method)
      if method == .auto { link.advertisedMetric = metric }
    }
    // For routes without a metric of their own; else it is that of the kind of device: 100 for Ethernet, 300 for bonds,
    // 400 for VLANs, one more for each further device.
    link.inheritedMetrics[family] = metric
    guard let group else { return }
    try checkSwitches(group)
    try applyAddresses(group, version, to: &link)
    try applyRoutes(group, metric, to: &link)
    try applyDNS(group, to: &link)
  }

  private static func meaning(of method: Method) -> IPv6Meaning {
    switch method {
    // The kernel is left alone.
    case .ignore: .kernelDefault
    case .disabled, .linkLocal, .manual: .none
    // What the flags of the advertisement say, DHCPv6 included.
    case .auto: .asAdvertised
    // DHCPv6 without advertisements, hence without a default route.
    case .dhcp: IPv6Meaning(acceptsRA: false, formsAddresses: false, asksDHCPv6: .stateful)
    }
  }

  /// Methods with which no addresses, DNS or routes can be.
  private var isOff: Bool { [.disabled, .ignore, .linkLocal].contains(method) }

  private func applyAddresses(
    _ group: KeyFile.Group, _ version: KeyfileVersion, to link: inout LinkMeaning
  ) throws {
    let (prefixes, gateways) = try KeyfileRoutes(group: group, family: family).addresses()
    if isOff, !prefixes.isEmpty { throw group.error("rejected: addresses with method=\(method.rawValue)") }
    if method == .manual, prefixes.isEmpty { throw group.error("rejected: method=manual without addresses") }
    if prefixes.isEmpty, !gateways.isEmpty { throw group.error("rejected: a gateway without addresses") }
    switch version {
    case .v1_30: for prefix in prefixes { link.add(prefix) }
    case .v1_42: link.addresses += prefixes
    }
  }

  private func applyRoutes(_ group: KeyFile.Group, _ metric: RouteMetric?, to link: inout LinkMeaning) throws {
    let reader = KeyfileRoutes(group: group, family: family)
    let gateways = try reader.addresses().gateways
    let reach = Reachability(prefixes: link.addresses)
    var routes = try gateways.map { try reader.defaultRoute($0, reach) }
    routes += try reader.routes(reach)
    if isOff, !routes.isEmpty { throw group.error("routes with method=\(method.rawValue)") }
    for var route in routes {
      if route.metric == nil { route.metric = metric }
      guard link.routes.insert(route).inserted else { throw group.error("\(route) is given twice") }
    }
    let isDefault = method == .auto || method == .dhcp || routes.contains { $0.destination.isEverything }
    if try group.flag("never-default") == true, isDefault {
      throw group.error("never-default refuses the default route")
    }
  }

  private func applyDNS(_ group: KeyFile.Group, to link: inout LinkMeaning) throws {
    let servers = try group.list("dns").map { text in
      guard let address = IPAddress(text), address.family == family else {
        throw group.error("ignoring invalid DNS server address \(text)")
      }
      return address
    }
    let domains = try group.list("dns-search")
    if let odd = domains.first(where: { DomainName($0) == nil }) { throw group.error("\(odd) is no domain to search") }
    if isOff, !servers.isEmpty || !domains.isEmpty {
      throw group.error("rejected: DNS is not allowed for method=\(method.rawValue)")
    }
    link.nameServers += servers
    for domain in domains where !link.searchDomains.contains(domain) { link.searchDomains.append(domain) }
  }

  private func checkSwitches(_ group: KeyFile.Group) throws {
    for key in ["may-fail", "dhcp-send-hostname"] { _ = try group.flag(key) }
    for key in ["ignore-auto-dns", "ignore-auto-routes"] where try group.flag(key) == true {
      throw group.error("\(key) refuses what is offered")
    }
    for key in ["dhcp-timeout", "ra-timeout"] { _ = try group.number(key) }
    _ = try group.number("required-timeout", -1...Int(Int32.max))
    _ = try group.number("ip6-privacy", -1...2)
    let mode = try group.text("addr-gen-mode") ?? "eui64"
    guard ["eui64", "stable-privacy"].contains(mode) else { throw group.error("invalid option \(mode)") }
  }
}

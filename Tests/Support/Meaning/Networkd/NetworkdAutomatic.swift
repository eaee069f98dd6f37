// SPDX-License-Identifier: Apache-2.0

import NetModel

/// DHCP, router advertisements and link-local addresses of a .network file.
struct NetworkdAutomatic {
  /// Whether the interface has IPv6 in any way.
  private(set) var hasIPv6 = false
  private let unit: UnitFile

  /// Adds them to a link, of which the bond and static addresses are known.
  init(_ unit: UnitFile, addingTo link: inout LinkMeaning) throws {
    self.unit = unit
    let network = try unit.one("Network")
    let dhcp = try families(of: "DHCP", network, default: "no")
    let linkLocal = try families(of: "LinkLocalAddressing", network, default: "ipv6")
    guard !linkLocal.contains(.v4) else { throw network.error("an IPv4 link-local address") }
    if link.controller != nil, !dhcp.isEmpty { throw network.error("DHCP= beside Bond= is disabled") }
    let accepts = try network.flag("IPv6AcceptRA")
    if accepts == true, linkLocal.isEmpty { throw network.error("IPv6AcceptRA= without link-local IPv6 is disabled") }
    // Members of a bond have no IPv6 at all; link_ipv6ll_enabled() says no for them.
    let listens = accepts ?? true && !linkLocal.isEmpty && link.controller == nil
    link.usesDHCPv4 = dhcp.contains(.v4)
    link.ipv6 = try ipv6(listens: listens, asks: dhcp.contains(.v6), network)
    try applyMetrics(to: &link)
    try refuseHalfLeases()
    hasIPv6 = !linkLocal.isEmpty && link.controller == nil || link.addresses.contains { $0.family == .v6 }
  }

  private func families(of key: String, _ section: UnitFile.Section, default usual: String) throws -> Set<IPFamily> {
    let text = try section.one(key) ?? usual
    if let flag = UnitFile.Section.flag(text) { return flag ? [.v4, .v6] : [] }
    guard let families: Set<IPFamily> = ["ipv4": [.v4], "ipv6": [.v6]][text] else {
      throw section.error("\(key)=\(text) is ignored")
    }
    return families
  }

  private func ipv6(listens: Bool, asks: Bool, _ network: UnitFile.Section) throws -> IPv6Meaning {
    let (client, advertisements) = (try unit.one("DHCPv6"), try unit.one("IPv6AcceptRA"))
    let word = try advertisements.one("DHCPv6Client") ?? "yes"
    guard word == "always" || UnitFile.Section.flag(word) != nil else {
      throw advertisements.error("DHCPv6Client=\(word)")
    }
    let request = try withoutRA(client)
    if request != nil, !asks { throw client.error("WithoutRA= does nothing without DHCP=ipv6") }
    if asks, request == nil {
      guard listens, UnitFile.Section.flag(word) != false else {
        throw network.error("DHCPv6 waits for ever for an advertisement that starts it")
      }
    }
    let formsAddresses = try advertisements.flag("UseAutonomousPrefix") ?? true
    guard listens || request != nil else { return .none }
    return IPv6Meaning(
      acceptsRA: listens, formsAddresses: listens && formsAddresses,
      asksDHCPv6: request ?? Self.request(of: word))
  }

  /// What is asked once an advertisement has come.
  private static func request(of word: String) -> IPv6Meaning.Request {
    // "always" asks for addresses even where neither flag is set; 247 does as the O flag says where only that is set.
    if word == "always" { return .stateful }
    return UnitFile.Section.flag(word) == true ? .either : .none
  }

  /// What is asked before any advertisement.
  private func withoutRA(_ client: UnitFile.Section) throws -> IPv6Meaning.Request? {
    switch try client.one("WithoutRA") {
    case nil, "no": nil
    case "solicit": .stateful
    case "information-request": .stateless
    case let other?: throw client.error("WithoutRA=\(other) is ignored")
    }
  }

  private func applyMetrics(to link: inout LinkMeaning) throws {
    let shared = try unit.one("DHCP").number("RouteMetric")
    let own = try unit.one("DHCPv4").number("RouteMetric")
    let advertised = [
      try unit.one("DHCPv6").number("RouteMetric"), try unit.one("IPv6AcceptRA").number("RouteMetric"),
    ].compactMap(\.self)
    guard Set(advertised).count < 2 else { throw try unit.one("IPv6AcceptRA").error("two metrics of the same routes") }
    if link.usesDHCPv4 { link.dhcpMetric = (own ?? shared).flatMap { RouteMetric($0) } }
    if link.ipv6.acceptsRA { link.advertisedMetric = (advertised.first ?? shared).flatMap { RouteMetric($0) } }
    link.sharesDHCPMetric = shared != nil && advertised.isEmpty && link.usesDHCPv4 && link.ipv6.acceptsRA
  }

  /// Nobody means to refuse a part of what DHCP or advertisements bring.
  private func refuseHalfLeases() throws {
    let keys = [
      "DHCPv4": ["UseDNS", "UseRoutes", "UseGateway"], "DHCPv6": ["UseDNS", "UseAddress"],
      "IPv6AcceptRA": ["UseDNS", "UseGateway", "UseOnLinkPrefix"],
    ]
    for (name, keys) in keys {
      let section = try unit.one(name)
      for key in keys where try section.flag(key) == false { throw section.error("\(key)=no refuses what is offered") }
      for key in ["UseMTU", "UseHostname", "RoutesToDNS"] { _ = try section.flag(key) }
      if let text = try section.one("UseDomains"), text != "route", UnitFile.Section.flag(text) == nil {
        throw section.error("UseDomains=\(text)")
      }
    }
  }
}

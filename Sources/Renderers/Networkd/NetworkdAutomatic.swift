// SPDX-License-Identifier: Apache-2.0

import NetModel

/// What of DHCP and router advertisements a link takes, in the sections of a .network file (systemd.network(5)).
///
/// It is taken as other consumers take it: with the MTU and the domains, but without routes to the DNS servers.
struct NetworkdAutomatic {
  /// The sections by name; none for a link without DHCP and advertisements.
  private(set) var sections: [(name: String, section: SectionedText.Section)] = []

  init(_ link: Link, isFallback: Bool) {
    if link.usesDHCPv4 {
      add("DHCPv4") { section in
        section.set("RouteMetric", link.dhcpMetric)
        section.set("RoutesToDNS", flag: false)
        section.set("UseDomains", flag: true)
        // Where the link has an MTU of its own, networkd leaves that alone.
        section.set("UseMTU", flag: true)
      }
    }
    guard link.ipv6Mode.acceptsRouterAdvertisements else { return }
    add("IPv6AcceptRA") { section in
      section.set("RouteMetric", link.advertisedMetric)
      section.set("UseDomains", flag: true)
      // The fallback wants whatever the router offers.
      if !isFallback { section.set("DHCPv6Client", Self.dhcpv6Client[link.ipv6Mode]) }
    }
    add("DHCPv6") { section in
      // systemd 247 and 248 take the metric of advertised routes from here.
      section.set("RouteMetric", link.advertisedMetric)
      if Self.asksWithoutAdvertisement(link, isFallback: isFallback) { section.set("WithoutRA", "information-request") }
      if isFallback || link.ipv6Mode >= .stateless { section.set("UseDomains", flag: true) }
    }
  }

  private mutating func add(_ name: String, _ build: (inout SectionedText.Section) -> Void) {
    var section = SectionedText.Section()
    build(&section)
    if !section.lines.isEmpty { sections.append((name, section)) }
  }

  /// Whether the DHCPv6 client starts by itself: an advertisement would make it ask for addresses where the router offers
  /// them to others.
  static func asksWithoutAdvertisement(_ link: Link, isFallback: Bool) -> Bool {
    link.ipv6Mode == .stateless && !isFallback
  }

  /// What an advertisement makes of the DHCPv6 client: nothing, or it asks for addresses whatever the router's flags say.
  private static let dhcpv6Client: [IPv6Mode: String] = [.slaac: "no", .stateless: "no", .stateful: "always"]
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The .network file of a link (systemd.network(5)).
struct NetworkdNetwork {
  private var file = SectionedText()
  private let link: Link
  private let isFallback: Bool

  /// - Parameter vlans: The VLANs that stand on the link.
  init(_ link: Link, vlans: [Link], in plan: NetworkPlan) {
    self.link = link
    isFallback = plan.isFallback
    file.add("Match", match)
    file.add("Link", device)
    var network = link.bond.map { Self.membership(of: link, in: $0, plan) } ?? addresses
    network.set("VLAN", each: vlans.map(\.name))
    file.add("Network", network)
    // Since systemd 250.
    if link.needsConnectedMode { file.section("IPoIB") { $0.set("Mode", "connected") } }
    guard link.bond == nil else { return }
    for route in link.routes { file.add("Route", Self.section(of: route)) }
    for (name, section) in NetworkdAutomatic(link, isFallback: isFallback).sections { file.add(name, section) }
  }

  /// The file's sections.
  var text: String { file.text }

  private var match: SectionedText.Section {
    var section = SectionedText.Section()
    // By its permanent address a NIC is found under whatever name, and a bond or VLAN that has its address is not taken
    // for it. IP over InfiniBand has none that systemd 247 matches.
    if let mac = link.nic?.macAddress, !mac.isInfiniBand {
      section.set("PermanentMACAddress", mac)
    } else {
      section.set("Name", link.name)
    }
    return section
  }

  private var device: SectionedText.Section {
    var section = SectionedText.Section()
    // A member takes its bond's.
    if link.bond == nil { section.set("MTUBytes", link.mtu) }
    if isFallback {
      // Advertisements alone would end the wait for the network, and the metadata service is reached by IPv4.
      section.set("RequiredForOnline", "routable")
      section.set("RequiredFamilyForOnline", "ipv4")
    } else if link.bond == nil, !link.isConfigured {
      section.set("RequiredForOnline", flag: false)
    }
    return section
  }

  private static func membership(
    of link: Link, in bond: InterfaceName, _ plan: NetworkPlan
  ) -> SectionedText.Section {
    var section = SectionedText.Section()
    section.set("Bond", bond)
    let primary = plan.links.first { $0.name == bond }?.asBond?.options[.primary]
    if primary == link.name.text { section.set("PrimarySlave", flag: true) }
    section.set("LinkLocalAddressing", flag: false)
    section.set("IPv6AcceptRA", flag: false)
    return section
  }

  private var addresses: SectionedText.Section {
    var section = SectionedText.Section()
    let asksByItself = NetworkdAutomatic.asksWithoutAdvertisement(link, isFallback: isFallback)
    section.set("DHCP", asksByItself ? (link.usesDHCPv4 ? "yes" : "ipv6") : link.usesDHCPv4 ? "ipv4" : "no")
    // networkd raises an MTU that is too small for IPv6 where it is to use IPv6 at all.
    if !link.mayUseIPv6 { section.set("LinkLocalAddressing", flag: false) }
    section.set("IPv6AcceptRA", flag: link.ipv6Mode.acceptsRouterAdvertisements)
    // A NIC without a carrier has its addresses all the same, as with ifupdown.
    if link.nic != nil, !link.addresses.isEmpty { section.set("ConfigureWithoutCarrier", flag: true) }
    section.set("Address", each: link.addressesToAdd)
    section.set("DNS", each: link.nameServers)
    section.set("Domains", list: link.searchDomains, separator: " ")
    return section
  }

  private static func section(of route: Route) -> SectionedText.Section {
    var section = SectionedText.Section()
    section.set("Destination", route.destination)
    section.set("Gateway", route.gateway)
    if route.isOnLink { section.set("GatewayOnLink", flag: true) }
    section.set("Metric", route.metric)
    return section
  }
}

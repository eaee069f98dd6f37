// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The lines of one ifcfg-N.
struct IfcfgLink {
  private(set) var lines: [String] = []

  init(_ link: Link, in plan: NetworkPlan, routes: IfcfgRoutes, resolver: IfcfgResolver) {
    set("DEVICE", link.name)
    addKind(of: link)
    set("MACADDR", link.macAddress)
    set("MTU", link.mtu)
    set("ONBOOT", "yes")
    if let bond = link.bond {
      set("MASTER", bond)
      set("SLAVE", "yes")
      set("BOOTPROTO", "none")
      return
    }
    // Without it, initscripts gives every NIC a route to 169.254.0.0/16.
    set("NOZEROCONF", "yes")
    addIPv4(of: link, routes: routes)
    addIPv6(of: link, routes: routes)
    if plan.isFallback { addPatience() }
    for (index, server) in resolver.servers(for: link).enumerated() { set("DNS\(index + 1)", server) }
    let domains = link.searchDomains.map(\.text).joined(separator: " ")
    if !domains.isEmpty { set("DOMAIN", domains) }
  }

  private mutating func addKind(of link: Link) {
    switch link.kind {
    case .physical(let nic):
      set("TYPE", nic.isInfiniBand ? "InfiniBand" : "Ethernet")
      set("HWADDR", nic.macAddress)
      if link.needsConnectedMode { set("CONNECTED_MODE", "yes") }
    case .bond(let bond):
      set("TYPE", "Bond")
      set("BONDING_MASTER", "yes")
      // Without options neither reader makes the bond that is meant.
      let options = bond.orderedOptions.map { "\($0.option.rawValue)=\($0.value)" }
      set("BONDING_OPTS", (["mode=\(bond.mode.name)"] + options).joined(separator: " "))
    case .vlan(let vlan):
      set("TYPE", "Vlan")
      set("VLAN", "yes")
      set("PHYSDEV", vlan.parent)
      set("VLAN_ID", vlan.id)
      // initscripts knows VLAN_ID not at all, and VID where the name does not tell.
      if link.name.text != "\(vlan.parent).\(vlan.id)" { set("VID", vlan.id) }
    }
  }

  private mutating func addIPv4(of link: Link, routes: IfcfgRoutes) {
    set("BOOTPROTO", link.usesDHCPv4 ? "dhcp" : "none")
    if link.usesDHCPv4 {
      // initscripts then keeps asking in the background, and goes on to IPv6, routes and DNS.
      set("PERSISTENT_DHCLIENT", "yes")
      set("METRIC", link.dhcpMetric)
      set("IPV4_ROUTE_METRIC", link.dhcpMetric)
    }
    for (index, address) in link.addresses(.v4).enumerated() {
      let suffix = index == 0 ? "" : "\(index)"
      set("IPADDR" + suffix, address.address)
      set("PREFIX" + suffix, address.length)
    }
    if let gateway = routes.gateway(.v4) {
      set("GATEWAY", gateway)
      set("DEFROUTE", "yes")
    }
  }

  private mutating func addIPv6(of link: Link, routes: IfcfgRoutes) {
    // IPV6INIT=no would leave the kernel's default: to take every router advertisement.
    set("IPV6INIT", "yes")
    set("IPV6_AUTOCONF", link.ipv6Mode.acceptsRouterAdvertisements ? "yes" : "no")
    if link.ipv6Mode >= .stateless { set("DHCPV6C", "yes") }
    if link.ipv6Mode == .stateless { set("DHCPV6C_OPTIONS", "-S") }
    let addresses = link.addresses(.v6)
    set("IPV6ADDR", addresses.first)
    if addresses.count > 1 {
      set("IPV6ADDR_SECONDARIES", addresses.dropFirst().map(\.description).joined(separator: " "))
    }
    if let gateway = routes.gateway(.v6) { set("IPV6_DEFAULTGW", "\(gateway)%\(link.name)") }
    set("IPV6_ROUTE_METRIC", link.advertisedMetric)
  }

  /// In the fallback NetworkManager gives up on a silent NIC after a while, so that it does not hold up the boot.
  private mutating func addPatience() {
    set("AUTOCONNECT_RETRIES", 1)
    set("IPV4_FAILURE_FATAL", "no")
    set("IPV4_DHCP_TIMEOUT", 15)
    set("IPV4_REQUIRED_TIMEOUT", 15000)
    set("IPV6_FAILURE_FATAL", "no")
    set("IPV6_RA_TIMEOUT", 15)
  }

  /// Adds a key; the file is a shell script to initscripts, so a value with blanks stands in quotes.
  private mutating func set(_ key: String, _ value: (some CustomStringConvertible)?) {
    guard let text = value?.description else { return }
    lines.append(text.utf8.contains(UInt8(ascii: " ")) ? "\(key)=\"\(text)\"" : "\(key)=\(text)")
  }
}

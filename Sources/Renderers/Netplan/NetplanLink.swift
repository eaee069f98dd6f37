// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The entry of one link below `ethernets`, `bonds` or `vlans`.
struct NetplanLink {
  /// The largest metric that netplan 0.106 does not write as a negative number.
  static let largestMetric = RouteMetric(Int(Int32.max)) ?? RouteMetric(rank: 0)

  private var entry = YAMLMapping()

  init(_ link: Link, in plan: NetworkPlan) {
    addKind(of: link)
    entry.set("macaddress", text: link.macAddress)
    entry.set("mtu", link.mtu.map { .number($0.bytes) })
    guard link.bond == nil else { return }
    // networkd's wait at boot ends without links that have nothing to wait for.
    if !link.isConfigured { entry.set("optional", true) }
    // A NIC without a carrier has its addresses all the same, as with ifupdown.
    if link.nic != nil, !link.addresses.isEmpty { entry.set("ignore-carrier", true) }
    // networkd raises an MTU that is too small for IPv6 where it is to use IPv6 at all.
    if !link.mayUseIPv6 { entry.add("link-local", .sequence([])) }
    addAutomatic(of: link, in: plan)
    entry.set("addresses", texts: link.addressesToAdd)
    var nameservers = YAMLMapping()
    nameservers.set("addresses", texts: link.nameServers)
    nameservers.set("search", texts: link.searchDomains)
    entry.set("nameservers", nameservers.value)
    entry.set("routes", .sequence(link.routes.map(Self.value)))
  }

  /// The entry as a value.
  var value: YAMLValue { entry.value }

  private mutating func addKind(of link: Link) {
    switch link.kind {
    case .physical(let nic):
      addMatch(of: nic, as: link)
      // Since 0.105.
      if link.needsConnectedMode { entry.set("infiniband-mode", "connected") }
    case .bond(let bond):
      entry.set("interfaces", texts: bond.members)
      entry.set("parameters", NetplanBondParameters.value(of: bond))
    case .vlan(let vlan):
      entry.set("id", .number(vlan.id.number))
      entry.set("link", text: vlan.parent)
    }
  }

  private mutating func addMatch(of nic: NIC, as link: Link) {
    // netplan writes PermanentMACAddress=, which IP over InfiniBand does not have; a udev rule names it.
    guard !nic.isInfiniBand else { return }
    if let mac = nic.macAddress {
      entry.set("match", ["macaddress": .text(mac.description)])
      entry.set("set-name", text: link.name)
    } else if link.isRenamed {
      entry.set("match", ["name": .text(nic.name.text)])
      entry.set("set-name", text: link.name)
    }
  }

  private mutating func addAutomatic(of link: Link, in plan: NetworkPlan) {
    // The fallback wants whatever the router offers.
    let usesDHCPv6 = link.ipv6Mode >= .stateless || link.ipv6Mode == .slaac && plan.isFallback
    entry.set("dhcp4", .flag(link.usesDHCPv4))
    entry.set("dhcp6", .flag(usesDHCPv6))
    // Without this key networkd takes advertisements.
    entry.set("accept-ra", .flag(link.ipv6Mode.acceptsRouterAdvertisements))
    if link.usesDHCPv4, let metric = link.dhcpMetric {
      entry.set("dhcp4-overrides", ["route-metric": .number(Int(metric.number))])
      // netplan refuses a file whose two metrics differ; the drop-in has the last word on advertised routes.
      if usesDHCPv6 { entry.set("dhcp6-overrides", ["route-metric": .number(Int(metric.number))]) }
    }
  }

  private static func value(of route: Route) -> YAMLValue {
    var value = YAMLMapping()
    value.set("to", text: route.gateway != nil && route.isDefault ? "default" : route.destination.description)
    value.set("via", text: route.gateway)
    if route.gateway == nil { value.set("scope", "link") }
    if route.isOnLink { value.set("on-link", true) }
    value.set("metric", route.metric.map { .number(Int(min($0, largestMetric).number)) })
    return value.value
  }
}

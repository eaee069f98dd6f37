// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The entry of one link below `ethernets`, `bonds` or `vlans`.
struct NetplanLink {
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
    entry.set("addresses", texts: link.addresses)
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
    case .physical(let nic): addMatch(of: nic, as: link)
    case .bond(let bond):
      entry.set("interfaces", texts: bond.members)
      entry.set("parameters", NetplanBondParameters.value(of: bond))
    case .vlan(let vlan):
      entry.set("id", .number(vlan.id.number))
      entry.set("link", text: vlan.parent)
    }
  }

  private mutating func addMatch(of nic: NIC, as link: Link) {
    // netplan writes PermanentMACAddress=, which IP over InfiniBand does not have.
    if let mac = nic.macAddress, !mac.isInfiniBand {
      entry.set("match", ["macaddress": .text(mac.description)])
      entry.set("set-name", text: link.name)
    } else if link.isRenamed {
      entry.set("match", ["name": .text(nic.name.text)])
      entry.set("set-name", text: link.name)
    }
  }

  private mutating func addAutomatic(of link: Link, in plan: NetworkPlan) {
    let metric = NetplanMetrics(link).common
    // Only with dhcp6 does a metric reach advertised routes; whether DHCPv6 is asked is the router's decision anyway
    // (its M and O flags). The fallback wants whatever there is.
    let usesDHCPv6 = link.ipv6Mode >= .stateless || link.ipv6Mode == .slaac && (plan.isFallback || metric != nil)
    entry.set("dhcp4", .flag(link.usesDHCPv4))
    entry.set("dhcp6", .flag(usesDHCPv6))
    // Without this key networkd takes advertisements.
    entry.set("accept-ra", .flag(link.ipv6Mode.acceptsRouterAdvertisements))
    guard let metric else { return }
    let overrides: YAMLValue = ["route-metric": .number(Int(metric.number))]
    if link.usesDHCPv4 { entry.set("dhcp4-overrides", overrides) }
    if usesDHCPv6 { entry.set("dhcp6-overrides", overrides) }
  }

  private static func value(of route: Route) -> YAMLValue {
    var value = YAMLMapping()
    value.set("to", text: route.gateway != nil && route.isDefault ? "default" : route.destination.description)
    value.set("via", text: route.gateway)
    if route.gateway == nil { value.set("scope", "link") }
    if route.isOnLink { value.set("on-link", true) }
    value.set("metric", route.metric.map { .number(Int(min($0, NetplanMetrics.largest).number)) })
    return value.value
  }
}

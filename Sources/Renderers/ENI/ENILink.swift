// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The stanzas of one link.
///
/// The link's own settings stand in the first stanza, which must be `inet static` or `inet manual`: all other methods
/// ignore `mtu` or set it in vain. If a stanza fails, ifupdown skips the link's later ones, so those come
/// first that cannot fail: static IPv4, static IPv6 (duplicate addresses), SLAAC, DHCPv4, DHCPv6.
struct ENILink {
  private(set) var stanzas: [ENIStanza] = []
  private let link: Link
  private let vlans: [Link]

  /// - Parameter vlans: The VLANs that stand on the link.
  init(_ link: Link, vlans: [Link]) {
    self.link = link
    self.vlans = vlans
    addStatic(.v4)
    addStatic(.v6)
    if link.ipv6Mode == .slaac { stanzas.append(ENIStanza(link.name, .v6, "auto")) }
    if link.usesDHCPv4 {
      var stanza = ENIStanza(link.name, .v4, "dhcp")
      stanza.set("metric", link.dhcpMetric)
      stanzas.append(stanza)
    }
    if link.ipv6Mode == .stateless {
      var stanza = ENIStanza(link.name, .v6, "auto")
      stanza.set("dhcp", 1)
      stanzas.append(stanza)
    }
    if link.ipv6Mode == .stateful { stanzas.append(ENIStanza(link.name, .v6, "dhcp")) }
    addLinkSettings()
    addRoutes(.v4)
    addRoutes(.v6)
    addResolver()
  }

  // MARK: Addresses

  private mutating func addStatic(_ family: IPFamily) {
    for address in link.addressesToAdd where address.family == family {
      var stanza = ENIStanza(link.name, family, "static")
      stanza.set("address", address)
      if family == .v6 {
        // Without accept_ra the default route of any router is taken; `static` alone switches autoconf off.
        stanza.set("accept_ra", link.ipv6Mode.acceptsRouterAdvertisements ? 2 : 0)
        if link.ipv6Mode.acceptsRouterAdvertisements { stanza.set("autoconf", 1) }
        // Without a carrier duplicate detection never ends; ifupdown would give up and fail the whole link.
        stanza.set("dad-attempts", 0)
      }
      if let gateway = stanzaGateway(family), gateway.address == address {
        stanza.set("gateway", gateway.route.gateway)
        stanza.set("metric", gateway.route.metric)
      }
      stanzas.append(stanza)
    }
  }

  /// The default route that a static stanza of a family says as `gateway`, and whose: that of the gateway's prefix, else
  /// the first; ifupdown makes the route on-link by itself.
  private func stanzaGateway(_ family: IPFamily) -> (route: Route, address: IPPrefix)? {
    let addresses = link.addresses(family)
    guard let first = addresses.first,
      let route = link.routes(family).first(where: { $0.isDefault && $0.gateway != nil }),
      let gateway = route.gateway
    else { return nil }
    return (route, addresses.first { $0.contains(gateway) } ?? first)
  }

  // MARK: The link itself

  private mutating func addLinkSettings() {
    let settings = linkSettings
    let first = stanzas.first?.header ?? ""
    let isSettable = first.hasSuffix(" inet static") || settings.allSatisfy { Self.anyMethod.contains($0.name) }
    if stanzas.isEmpty || !isSettable { stanzas.insert(ENIStanza(link.name, .v4, "manual"), at: 0) }
    stanzas[0].prepend(settings)
  }

  /// Options that every method takes, and that do not wait for a DHCP client.
  private static let anyMethod: Set<String> = ["pre-up", "vlan-raw-device"]

  private var linkSettings: [(name: String, value: String)] {
    var stanza = ENIStanza(header: "")
    switch link.kind {
    case .physical:
      // The kernel wants the mode before the MTU that needs it (Documentation/infiniband/ipoib.rst).
      if link.needsConnectedMode { stanza.set("pre-up", "echo connected > /sys/class/net/\(link.name)/mode || true") }
    case .bond(let bond): Self.add(bond, of: link, to: &stanza)
    // ifupdown makes PARENT.ID by the name; the option is for people.
    case .vlan(let vlan): if ENIVLAN.isNative(link, vlan) { stanza.set("vlan-raw-device", vlan.parent) }
    }
    stanza.set("hwaddress", link.macAddress)
    // A member takes its bond's MTU, and would fail with one of its own if it were absent.
    if link.bond == nil { stanza.set("mtu", link.mtu) }
    addAdvertisementSwitches(to: &stanza)
    for child in vlans {
      if let vlan = child.asVLAN, !ENIVLAN.isNative(child, vlan) { stanza.set("up", ENIVLAN.command(for: child, vlan)) }
    }
    return stanza.options
  }

  private static func add(_ bond: Bond, of link: Link, to stanza: inout ENIStanza) {
    stanza.set("bond-slaves", list: bond.members)
    stanza.set("bond-mode", bond.mode.name)
    for (option, value) in bond.orderedOptions where ENIBondOptions.known.contains(option) {
      let name = String(option.rawValue.map { $0 == "_" ? "-" : $0 })
      stanza.set("bond-\(name)", String(value.map { $0 == "," ? " " : $0 }))
    }
    // ifenslave makes a bond only after `pre-up`, but it keeps one that is there; so settings can be made before it is up,
    // and options that ifenslave does not know.
    stanza.set("pre-up", "ip link add \(link.name) type bond mode \(bond.mode.name) || true")
    for (option, value) in bond.orderedOptions where !ENIBondOptions.known.contains(option) {
      stanza.set(
        ENIBondOptions.needMonitoring.contains(option) ? "up" : "pre-up",
        "echo \(value) > /sys/class/net/\(link.name)/bonding/\(option.rawValue) || true")
    }
  }

  /// The kernel takes router advertisements unless told otherwise, from the moment when the first stanza brings the link up;
  /// and ifupdown's own `accept_ra` needs a sysctl(8) that a small system does not have.
  private func addAdvertisementSwitches(to stanza: inout ENIStanza) {
    guard link.bond == nil else { return }
    let directory = "/proc/sys/net/ipv6/conf/\(link.name)"
    if !link.ipv6Mode.acceptsRouterAdvertisements {
      stanza.set("pre-up", "echo 0 > \(directory)/accept_ra || true")
    }
    if let metric = link.advertisedMetric {
      // Since kernel 5.12; before, such routes have metric 1024.
      stanza.set("pre-up", "[ ! -e \(directory)/ra_defrtr_metric ] || echo \(metric) > \(directory)/ra_defrtr_metric")
    }
  }

  // MARK: Routes and resolver

  private mutating func addRoutes(_ family: IPFamily) {
    let gateway = stanzaGateway(family)
    let routes = link.routes(family).filter { $0 != gateway?.route }
    guard !routes.isEmpty, !stanzas.isEmpty else { return }
    let prefix = family == .v4 ? "iface \(link.name) inet " : "iface \(link.name) inet6 "
    let place = stanzas.lastIndex { $0.header.hasPrefix(prefix) } ?? 0
    for route in routes { stanzas[place].set("up", Self.command(for: route, on: link.name)) }
  }

  private static func command(for route: Route, on name: InterfaceName) -> String {
    var words = route.family == .v4 ? ["ip route replace"] : ["ip -6 route replace"]
    words.append(route.isDefault ? "default" : route.destination.description)
    if let gateway = route.gateway { words.append("via \(gateway)") }
    words.append("dev \(name)")
    if route.isOnLink { words.append("onlink") }
    if let metric = route.metric { words.append("metric \(metric)") }
    return words.joined(separator: " ")
  }

  private mutating func addResolver() {
    // resolvconf's hook takes servers of either family from any stanza with addresses.
    let place = stanzas.firstIndex { !$0.header.hasSuffix(" manual") }
    guard let place else { return }
    stanzas[place].set("dns-nameservers", list: link.nameServers)
    stanzas[place].set("dns-search", list: link.searchDomains)
  }
}

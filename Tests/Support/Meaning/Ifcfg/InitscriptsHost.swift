// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The host while the network service starts: devices, the kernel's routing table, resolv.conf.
struct InitscriptsHost {
  private struct Slot: Hashable {
    let destination: IPPrefix
    let metric: UInt32
  }

  /// Devices that are there.
  var present: Set<String> = []
  /// Devices that ifup has been through.
  var links: [String: LinkMeaning] = [:]
  private(set) var resolver = HostResolver()
  private var table: [Slot: (link: String, route: RouteMeaning)] = [:]

  /// What ifup-eth does once the device is up.
  mutating func configure(_ device: IfcfgTree.Device) throws {
    let file = device.file
    let name = file.suffix
    var reach = Reachability()
    if file["BOOTPROTO"] == "dhcp" {
      // The addresses of the file are of the other branch of ifup-eth.
      links[name]?.usesDHCPv4 = true
      links[name]?.dhcpMetric = try file.metric("METRIC")
    } else {
      let addresses = try file.ipv4Addresses()
      links[name]?.addresses += addresses
      reach.prefixes += addresses
      try addGateway(file, first: addresses.first)
    }
    try configureIPv6(file, &reach)
    for family in IPFamily.allCases {
      for line in device.routes[family] ?? [] { try addRoute(line, family: family, to: name, &reach) }
    }
    try updateResolver(file)
  }

  /// GATEWAY counts only on the first address's network; the last device's replaces those before.
  private mutating func addGateway(_ file: IfcfgFile, first: IPPrefix?) throws {
    guard let text = file["GATEWAY"], try file.flag("DEFROUTE") != false else { return }
    guard let gateway = IPAddress(text), gateway.family == .v4 else { throw file.error("GATEWAY=\(text)") }
    guard let first, first.contains(gateway) else { return }
    set(RouteMeaning(to: .everything(.v4), via: gateway, metric: try file.metric("METRIC")), of: file.suffix)
  }

  private mutating func configureIPv6(_ file: IfcfgFile, _ reach: inout Reachability) throws {
    let name = file.suffix
    let isOn = try file.flag("IPV6INIT") != false
    let isAutomatic = try file.flag("IPV6_AUTOCONF") != false
    var mode = IPv6Meaning.kernelDefault
    if isOn {
      let addresses = try file.ipv6Addresses()
      for address in addresses { links[name]?.add(address) }
      reach.prefixes += addresses
      // SYSCTLDEVICE has a slash for the first dot alone, so sysctl finds no device whose name has two.
      if !isAutomatic, name.count(where: { $0 == "." }) < 2 {
        mode.formsAddresses = false
        mode.acceptsRA = try file.flag("IPV6_FORCE_ACCEPT_RA") == true
      }
      try addGateway6(file, reach)
    }
    // dhclient -6 runs even where IPV6INIT=no.
    if try file.flag("DHCPV6C") == true {
      switch file["DHCPV6C_OPTIONS"] {
      case nil: mode.asksDHCPv6 = .stateful
      case "-S": mode.asksDHCPv6 = .stateless
      case let other?: throw file.error("DHCPV6C_OPTIONS=\(other)")
      }
    }
    links[name]?.ipv6 = mode
  }

  /// `::/0 via G metric 1`: the first device's stays, and what is not on the link fails.
  private mutating func addGateway6(_ file: IfcfgFile, _ reach: Reachability) throws {
    guard let text = file["IPV6_DEFAULTGW"] else { return }
    let parts = text.split(separator: "%").map(String.init)
    guard let gateway = IPAddress(parts[0]), gateway.family == .v6 else { throw file.error("IPV6_DEFAULTGW=\(text)") }
    if parts.count > 1, parts[1] != file.suffix { return }
    if parts.count == 1, gateway.isLinkLocal { return }
    let slot = Slot(destination: .everything(.v6), metric: 1)
    guard reach.isNear(gateway), table[slot] == nil else { return }
    let route = RouteMeaning(to: .everything(.v6), via: gateway)
    table[slot] = (file.suffix, route)
    links[file.suffix]?.add(route)
  }

  /// `ip route add LINE`, and `replace` where that fails.
  private mutating func addRoute(_ line: TextLine, family: IPFamily, to name: String, _ reach: inout Reachability)
    throws
  {
    let words = try RouteWords(line.text.words, family: family, at: line)
    guard let device = words.device else { throw line.error("without dev the readers differ") }
    guard device == name else { throw line.error("initscripts obey dev \(device), NetworkManager takes \(name)") }
    guard !words.hasHostBits, !words.oddities.contains("comment"), let route = reach.meaning(of: words) else { return }
    set(route, of: name)
    if route.gateway == nil { reach.links.append(route.destination) }
  }

  private mutating func set(_ route: RouteMeaning, of name: String) {
    let metric = route.metric?.number ?? (route.destination.family == .v4 ? 0 : 1024)
    let slot = Slot(destination: route.destination, metric: metric)
    if let old = table[slot] { links[old.link]?.routes.remove(old.route) }
    table[slot] = (name, route)
    links[name]?.add(route)
  }

  /// ifup-post: this file's servers replace those before, its domains go before them.
  private mutating func updateResolver(_ file: IfcfgFile) throws {
    if try file.flag("PEERDNS") == false { return }
    // DNS1 to DNS3 are read, and shifted where one is missing.
    var servers: [IPAddress] = []
    for number in 1...3 {
      guard let text = file["DNS\(number)"] else { continue }
      guard let server = IPAddress(text) else { throw file.error("DNS\(number)=\(text) is no address") }
      if !servers.contains(server) { servers.append(server) }
    }
    let domains = (file["DOMAIN"] ?? "").words
    if !servers.isEmpty { resolver.nameServers = servers }
    resolver.searchDomains = domains + resolver.searchDomains.filter { !domains.contains($0) }
  }
}

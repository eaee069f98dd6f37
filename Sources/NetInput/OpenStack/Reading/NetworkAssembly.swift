// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Gives links what networks and services say of them.
struct NetworkAssembly {
  /// The links, in the document's order.
  private(set) var links: [Link]
  /// Who claims which destination.
  private(set) var preference = RoutePreference()
  private let graph: LinkGraph
  /// The place among `links` of each draft.
  private let places: [Int?]

  /// A network whose link, type and addresses are read.
  private struct Network {
    let wire: WireNetwork
    let path: DocumentPath
    let place: Int
    let type: NetworkType

    /// Whether it names gateways, which are judged against the link's addresses.
    var hasGateways: Bool { wire.gateway != nil || wire.routes != nil }
  }

  /// The values of a link while networks add to them.
  private struct Values {
    var addresses = OrderedSet<IPPrefix>()
    var routes = OrderedSet<Route>()
    var nameServers = OrderedSet<IPAddress>()
    var searchDomains = OrderedSet<DomainName>()
  }

  init(_ graph: LinkGraph, _ assembly: LinkAssembly) {
    self.graph = graph
    links = assembly.links
    places = assembly.places
  }

  /// Adds what networks give their links: addresses first, for gateways are judged against all of a link.
  mutating func add(_ networks: [(path: DocumentPath, value: WireNetwork)], log: inout FindingLog) {
    var values = Array(repeating: Values(), count: links.count)
    let readable = networks.compactMap { path, wire in
      readAddresses(of: wire, at: path, into: &values, log: &log)
    }
    var own: [Int: Set<IPAddress>] = [:]
    for network in readable {
      let place = network.place
      if network.hasGateways, own[place] == nil { own[place] = Set(values[place].addresses.elements.map(\.address)) }
      add(network, own: own[place] ?? [], to: &values[place], log: &log)
    }
    for (place, values) in values.enumerated() {
      links[place].addresses = values.addresses.elements
      links[place].routes = values.routes.elements
      links[place].nameServers = values.nameServers.elements
      links[place].searchDomains = values.searchDomains.elements
    }
  }

  /// Reads a network as far as its addresses; nil where it has an error that costs it.
  private func readAddresses(
    of wire: WireNetwork, at path: DocumentPath, into values: inout [Values], log: inout FindingLog
  ) -> Network? {
    guard let place = place(of: wire, at: path, log: &log), let type = type(of: wire, at: path, log: &log) else {
      return nil
    }
    if case .fixed(let family) = type {
      guard let addresses = log.readAddresses(of: wire, family: family, at: path) else { return nil }
      values[place].addresses.append(contentsOf: addresses)
    } else {
      ignoreAddress(of: wire, at: path, log: &log)
    }
    return Network(wire: wire, path: path, place: place, type: type)
  }

  /// Adds routes, DHCP or router advertisements, and DNS.
  private mutating func add(
    _ network: Network, own: Set<IPAddress>, to values: inout Values, log: inout FindingLog
  ) {
    let place = network.place
    if case .advertised = network.type {
      ignoreRoutes(of: network.wire, at: network.path, log: &log)
    } else {
      for route in log.readRoutes(of: network.wire, own: own, at: network.path) where values.routes.append(route) {
        preference.claim(route.destination, link: place, by: .route(values.routes.elements.count - 1))
      }
    }
    switch network.type {
    case .fixed: break
    case .dhcpv4:
      if !links[place].usesDHCPv4 { preference.claim(.everything(.v4), link: place, by: .dhcp) }
      links[place].usesDHCPv4 = true
    case .dhcpv6: advertise(.stateful, to: place)
    case .advertised(let mode): advertise(mode, to: place)
    }
    values.nameServers.append(contentsOf: log.readNameServers(of: network.wire, at: network.path))
    values.searchDomains.append(contentsOf: log.readSearchDomains(of: network.wire, at: network.path))
  }

  /// Gives servers that no link has to the first link that can reach one.
  mutating func addServers(_ servers: [IPAddress], log: inout FindingLog) {
    let known = Set(links.flatMap(\.nameServers))
    let rest = servers.filter { !known.contains($0) }
    guard !rest.isEmpty else { return }
    guard let place = links.firstIndex(where: \.isConfigured) else {
      log.add(
        .dnsWithoutLink, at: .root["services"],
        "no link has an address, so the DNS servers are of no use; they are left out")
      return
    }
    var all = OrderedSet(links[place].nameServers)
    all.append(contentsOf: rest)
    links[place].nameServers = all.elements
  }

  private func place(of network: WireNetwork, at path: DocumentPath, log: inout FindingLog) -> Int? {
    guard let id = log.text(network.link, at: path["link"], expected: "the id of a link") else {
      if network.link?.isEmpty ?? true {
        log.add(
          .missingKey, at: path["link"], "the network names no link; it is left out", hint: "add the id of a link")
      }
      return nil
    }
    guard let index = graph.indices[id] else {
      log.add(
        .networkDangling, at: path["link"], "there is no link \"\(id.printable)\"; this network is left out",
        hint: "link names the id of one of links")
      return nil
    }
    // A link that was left out has its own finding.
    guard let place = places[index] else { return nil }
    if let bond = links[place].bond {
      log.add(
        .networkOnMember, at: path["link"],
        "\"\(id.printable)\" is a member of \(bond), and members carry no addresses; this network is left out",
        hint: "put the network on the bond")
      return nil
    }
    return place
  }

  private func type(of network: WireNetwork, at path: DocumentPath, log: inout FindingLog) -> NetworkType? {
    guard let text = log.text(network.type, at: path["type"], expected: "a network type") else {
      guard network.type?.isEmpty ?? true else { return nil }
      // Documents written by hand leave the type out and mean a static address.
      if !(network.ipAddress?.isEmpty ?? true) { return .fixed(nil) }
      log.add(
        .networkTypeMissing, at: path["type"], "the network has neither type nor address; it is left out",
        hint: "add one of \(NetworkType.commonTexts)")
      return nil
    }
    if let type = NetworkType(text) { return type }
    log.add(
      .networkTypeUnknown, at: path["type"],
      "\"\(text.printable)\" is no network type that we know; this network is left out",
      hint: "\(NetworkType.commonTexts) are")
    return nil
  }

  private mutating func advertise(_ mode: IPv6Mode, to place: Int) {
    if links[place].ipv6Mode == .none { preference.claim(.everything(.v6), link: place, by: .advertisement) }
    links[place].ipv6Mode = max(links[place].ipv6Mode, mode)
  }

  private func ignoreAddress(of network: WireNetwork, at path: DocumentPath, log: inout FindingLog) {
    guard let address = network.ipAddress, !address.isEmpty else { return }
    log.add(
      .addressIgnored, at: path["ip_address"],
      "\"\(address.text?.printable ?? address.found)\" is what the network will assign, not what is to be set; "
        + "it is not written"
    )
  }

  private func ignoreRoutes(of network: WireNetwork, at path: DocumentPath, log: inout FindingLog) {
    guard case .elements(let routes)? = network.routes, !routes.isEmpty else { return }
    log.add(.routesIgnored, at: path["routes"], "routers advertise the routes of such a network; these are not written")
  }
}

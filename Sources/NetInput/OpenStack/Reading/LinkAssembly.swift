// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Makes the links of the plan from drafts, names, networks and services.
struct LinkAssembly {
  /// The links, in the document's order.
  private(set) var links: [Link] = []
  /// Who claims which destination.
  private(set) var preference = RoutePreference()
  private let graph: LinkGraph
  /// The place among `links` of each draft.
  private var places: [Int?]

  init(_ graph: LinkGraph, nics: [NIC?], names: [InterfaceName?], log: inout FindingLog) {
    self.graph = graph
    places = Array(repeating: nil, count: graph.drafts.count)
    for (index, draft) in graph.present {
      guard let name = names[index], let kind = Self.kind(of: draft, index, graph, nics, names, &log) else { continue }
      var link = Link(name: name, kind: kind, path: draft.path)
      link.mtu = draft.mtu
      link.bond = graph.bondOf[index].flatMap { names[$0] }
      if case .physical = kind {} else { link.macAddress = settable(draft, log: &log) }
      places[index] = links.count
      links.append(link)
    }
  }

  private static func kind(
    of draft: LinkDraft, _ index: Int, _ graph: LinkGraph, _ nics: [NIC?], _ names: [InterfaceName?],
    _ log: inout FindingLog
  ) -> Link.Kind? {
    switch draft.kind {
    case .unusable: return nil
    case .physical:
      return nics[index].map { .physical($0) }
    case .vlan(let parentID, let id):
      return graph.indices[parentID].flatMap { names[$0] }.map { .vlan(VLAN(parent: $0, id: id)) }
    case .bond(let bond):
      var options = bond.options
      let members = bond.members.filter { graph.indices[$0.id].flatMap { graph.bondOf[$0] } == index }
      let named = members.compactMap { member in
        graph.indices[member.id].flatMap { names[$0] }.map { (id: member.id, name: $0) }
      }
      if let primary = bond.primary {
        let member = named.first { $0.id == primary.text || $0.name.text == primary.text }
        options[.primary] = member?.name.text
        if member == nil {
          log.add(
            .bondMemberMissing, at: primary.path,
            "\"\(primary.text.printable)\" is no member of the bond that is there; the bond goes without a primary",
            hint: "name the id of one of bond_links")
        }
      }
      return .bond(Bond(mode: bond.mode, options: options, members: named.map(\.name)))
    }
  }

  private func settable(_ draft: LinkDraft, log: inout FindingLog) -> MACAddress? {
    guard let mac = draft.macAddress, !mac.isSettable else { return draft.macAddress }
    log.add(
      .macInvalid, at: draft.path, "a bond or VLAN cannot have the address \(mac); it is ignored",
      hint: "six octets are expected, the first of them even")
    return nil
  }

  /// Adds what a network gives its link.
  mutating func add(_ network: WireNetwork, at path: DocumentPath, log: inout FindingLog) {
    guard let place = place(of: network, at: path, log: &log), let type = type(of: network, at: path, log: &log) else {
      return
    }
    switch type {
    case .fixed(let family):
      guard let addresses = log.readAddresses(of: network, family: family, at: path) else { return }
      for address in addresses where !links[place].addresses.contains(address) {
        links[place].addresses.append(address)
      }
      add(log.readRoutes(of: network, own: addresses, at: path), to: place)
    case .dhcpv4:
      ignoreAddress(of: network, at: path, log: &log)
      add(log.readRoutes(of: network, own: [], at: path), to: place)
      if !links[place].usesDHCPv4 { preference.claim(.everything(.v4), link: place, by: .dhcp) }
      links[place].usesDHCPv4 = true
    case .dhcpv6:
      ignoreAddress(of: network, at: path, log: &log)
      add(log.readRoutes(of: network, own: [], at: path), to: place)
      advertise(.stateful, to: place)
    case .advertised(let mode):
      ignoreAddress(of: network, at: path, log: &log)
      ignoreRoutes(of: network, at: path, log: &log)
      advertise(mode, to: place)
    }
    addServers(log.readNameServers(of: network, at: path), to: place)
    for domain in log.readSearchDomains(of: network, at: path) where !links[place].searchDomains.contains(domain) {
      links[place].searchDomains.append(domain)
    }
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
    addServers(rest, to: place)
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

  private mutating func add(_ routes: [Route], to place: Int) {
    for route in routes where !links[place].routes.contains(route) {
      preference.claim(route.destination, link: place, by: .route(links[place].routes.count))
      links[place].routes.append(route)
    }
  }

  private mutating func advertise(_ mode: IPv6Mode, to place: Int) {
    if links[place].ipv6Mode == .none { preference.claim(.everything(.v6), link: place, by: .advertisement) }
    links[place].ipv6Mode = max(links[place].ipv6Mode, mode)
  }

  private mutating func addServers(_ servers: [IPAddress], to place: Int) {
    for server in servers where !links[place].nameServers.contains(server) { links[place].nameServers.append(server) }
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

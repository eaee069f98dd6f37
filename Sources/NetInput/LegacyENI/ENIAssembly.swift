// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Makes the links of the plan from NICs and stanzas.
struct ENIAssembly {
  /// The links, in the document's order.
  private(set) var links: [Link] = []
  /// Who claims which destination.
  private(set) var preference = RoutePreference()

  /// Adds a link, and gives its place; the NIC keeps its name, for that of the file is but a number.
  mutating func addLink(on nic: NIC, path: DocumentPath) -> Int {
    links.append(Link(name: nic.name, kind: .physical(nic), path: path))
    return links.count - 1
  }

  /// Adds what stanzas give their links: addresses first, for gateways are judged against all of a link.
  mutating func add(_ stanzas: [(stanza: ENIStanza, place: Int)], log: inout ENILog) {
    var readable: [(stanza: ENIStanza, place: Int)] = []
    for (stanza, place) in stanzas {
      // A stanza with an error that concerns its address gives nothing.
      if case .fixed(let family) = stanza.method {
        guard let address = log.readAddress(of: stanza, family: family) else { continue }
        add(address, to: place)
      }
      readable.append((stanza, place))
    }
    for (stanza, place) in readable { add(stanza, to: place, log: &log) }
  }

  /// Adds all that a stanza gives its link but its address.
  private mutating func add(_ stanza: ENIStanza, to place: Int, log: inout ENILog) {
    let metric = log.readMetric(of: stanza)
    switch stanza.method {
    case .manual, .fixed: break
    case .dhcpv4:
      // A metric of its own is no doubt that needs settling.
      if !links[place].usesDHCPv4, metric == nil { preference.claim(.everything(.v4), link: place, by: .dhcp) }
      links[place].usesDHCPv4 = true
      links[place].dhcpMetric = links[place].dhcpMetric ?? metric
    case .advertised(let mode):
      let isStateless = mode == .slaac && stanza.option("dhcp")?.text == "1"
      advertise(isStateless ? .stateless : mode, to: place)
    }
    ignoreAddress(of: stanza, log: &log)
    addDefaultRoute(of: stanza, metric: metric, to: place, log: &log)
    if let mtu = log.readMTU(of: stanza), links[place].mtu == nil { links[place].mtu = mtu }
    addServers(log.readServers(stanza.options, at: stanza.path), to: place)
    addDomains(log.readDomains(stanza.options, at: stanza.path), to: place)
    for option in stanza.options { run(option, of: stanza, on: place, log: &log) }
  }

  /// Gives what stands under lo to the first link that can reach a server, but servers that a link has already.
  mutating func addShared(_ options: [ENIOption], log: inout ENILog) {
    let path = DocumentPath.root["lo"]
    let known = Set(links.flatMap(\.nameServers))
    let servers = log.readServers(options, at: path).filter { !known.contains($0) }
    let domains = log.readDomains(options, at: path)
    guard !servers.isEmpty || !domains.isEmpty, let first = options.first else { return }
    guard let place = links.firstIndex(where: \.isConfigured) else {
      log.add(
        .dnsWithoutLink, at: first.word, in: path,
        "no link has an address, so the DNS servers are of no use; they are left out")
      return
    }
    addServers(servers, to: place)
    addDomains(domains, to: place)
  }

  // MARK: Addresses and routes

  private mutating func add(_ address: IPPrefix, to place: Int) {
    if !links[place].addresses.contains(address) { links[place].addresses.append(address) }
  }

  private mutating func add(_ route: Route, to place: Int) {
    guard !links[place].routes.contains(route) else { return }
    preference.claim(route.destination, link: place, by: .route(links[place].routes.count))
    links[place].routes.append(route)
  }

  private mutating func advertise(_ mode: IPv6Mode, to place: Int) {
    if links[place].ipv6Mode == .none { preference.claim(.everything(.v6), link: place, by: .advertisement) }
    links[place].ipv6Mode = max(links[place].ipv6Mode, mode)
  }

  private func ignoreAddress(of stanza: ENIStanza, log: inout ENILog) {
    if case .fixed = stanza.method { return }
    guard let option = stanza.option("address") else { return }
    log.add(
      .addressIgnored, at: option.place, in: stanza.path["address"],
      "\"\(option.text.printable)\" stands in a stanza that is not static; it is not written")
  }

  private mutating func addDefaultRoute(
    of stanza: ENIStanza, metric: RouteMetric?, to place: Int, log: inout ENILog
  ) {
    guard stanza.method.keepsRoutes else {
      guard let option = stanza.option("gateway") else { return }
      log.add(
        .routesIgnored, at: option.place, in: stanza.path["gateway"],
        "such a stanza has no gateway of its own; it is not written")
      return
    }
    guard let gateway = log.readGateway(of: stanza, own: links[place].addresses),
      let route = Route(to: .everything(gateway.family), via: gateway, metric: metric)
    else { return }
    add(route, to: place)
  }

  // MARK: DNS

  private mutating func addServers(_ servers: [IPAddress], to place: Int) {
    for server in servers where !links[place].nameServers.contains(server) { links[place].nameServers.append(server) }
  }

  private mutating func addDomains(_ domains: [DomainName], to place: Int) {
    for domain in domains where !links[place].searchDomains.contains(domain) {
      links[place].searchDomains.append(domain)
    }
  }

  // MARK: Commands

  /// Takes what a command means, where it is known; "run" is what ifupdown would do.
  private mutating func run(_ option: ENIOption, of stanza: ENIStanza, on place: Int, log: inout ENILog) {
    let isUndoing = ENIOption.undoing.contains(option.name)
    guard isUndoing || ENIOption.commands.contains(option.name) else { return }
    switch ENICommand(option.values.map(\.text), interface: stanza.name) {
    case .undo? where isUndoing: break
    case .route(let route)? where !isUndoing: add(route, to: place)
    case .address(let address)? where !isUndoing: add(address, to: place)
    default:
      log.add(
        .eniCommand, at: option.place, in: stanza.path[option.name],
        "\"\(option.text.printable)\" is not understood; commands are never run, so what it does is lost",
        hint: "commands that add a route or an address with ip or route are understood")
    }
  }
}

extension ENIMethod {
  /// Whether a gateway stands beside the addresses; where routers advertise, theirs is used.
  fileprivate var keepsRoutes: Bool {
    switch self {
    case .fixed, .dhcpv4, .advertised(.stateful): true
    case .manual, .advertised: false
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The DNS servers and search domains of a plan beside those of the host's resolver.
struct ResolverComparison {
  private let plan: NetworkPlan
  private let resolver: ResolverState
  /// Each server with the first link that names it.
  private let servers: [(address: IPAddress, link: InterfaceName)]

  init(_ plan: NetworkPlan, _ resolver: ResolverState) {
    self.plan = plan
    self.resolver = resolver
    var seen: Set<IPAddress> = []
    servers = plan.links.flatMap { link in
      link.nameServers.filter { seen.insert($0).inserted }.map { ($0, link.name) }
    }
  }

  var differences: [Difference] {
    if resolver.isHidden { return hidden + domains }
    return missing + domains + (isDynamic ? [] : unplanned)
  }

  private var isDynamic: Bool { plan.links.contains { $0.isDynamic(.v4) || $0.isDynamic(.v6) } }

  private var hidden: [Difference] {
    servers.prefix(ResolverState.mostServers).map { server in
      Difference(
        server.link, .dns, planned: "\(server.address)",
        found: resolver.servers.map(\.description).joined(separator: " "),
        cause: "\(resolver.file) names a resolver of this host, whose own servers cannot be seen", isNote: true)
    }
  }

  /// The C library asks three servers, so more than the first three of the plan are not demanded.
  private var missing: [Difference] {
    let used = resolver.usedServers
    let planned = Set(servers.map(\.address))
    return servers.prefix(ResolverState.mostServers).compactMap { address, link in
      if used.contains(address) { return nil }
      guard let place = resolver.servers.firstIndex(of: address) else {
        return Difference(link, .dns, planned: "\(address)", found: nil, cause: "\(resolver.file) does not name it")
      }
      // Others of the plan go before it: which of them come first is the consumer's choice.
      if used.allSatisfy(planned.contains) { return nil }
      return Difference(
        link, .dns, planned: "\(address)", found: "\(address) as server \(place + 1)",
        cause: "the C library asks the first \(ResolverState.mostServers) of \(resolver.file)")
    }
  }

  private var domains: [Difference] {
    let found = Set(resolver.searchDomains.map { $0.text.lowercased() })
    var seen: Set<String> = []
    return plan.links.flatMap { link in
      link.searchDomains.filter { seen.insert($0.text.lowercased()).inserted && !found.contains($0.text.lowercased()) }
        .map {
          Difference(link.name, .search, planned: $0.text, found: nil, cause: "\(resolver.file) does not name it")
        }
    }
  }

  /// Where the plan names no server at all, somebody else may well have seen to it.
  private var unplanned: [Difference] {
    let planned = Set(servers.map(\.address))
    return resolver.usedServers.filter { !planned.contains($0) }.map {
      Difference(nil, .dns, planned: nil, found: "\($0)", cause: "\(resolver.file) names it", isNote: planned.isEmpty)
    }
  }
}

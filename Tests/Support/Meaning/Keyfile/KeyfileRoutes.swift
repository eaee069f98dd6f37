// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The addresses and routes of an [ipv4] or [ipv6] group (nm-settings-keyfile(5), tables "ipv4 setting", "ipv6 setting").
struct KeyfileRoutes {
  let group: KeyFile.Group
  let family: IPFamily

  /// `addressN=IP/LENGTH`; the gateway that may follow is that of the `gateway` key.
  func addresses() throws -> (prefixes: [IPPrefix], gateways: [String]) {
    var found: (prefixes: [IPPrefix], gateways: [String]) = ([], [])
    for number in KeyfileKeys.numbers(of: "address", in: group) {
      let text = try group.text("address\(number)") ?? ""
      let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      // Without a length NetworkManager guesses 24 or 64.
      guard parts.count < 3, let prefix = parts.first.flatMap({ IPPrefix($0) }), prefix.family == family else {
        throw group.error("address\(number)=\(text) is no address with its length")
      }
      guard !found.prefixes.contains(prefix) else { throw group.error("\(prefix) is given twice") }
      found.prefixes.append(prefix)
      found.gateways += parts.dropFirst()
    }
    if let gateway = try group.text("gateway") { found.gateways.append(gateway) }
    guard found.gateways.count < 2 else { throw group.error("more than one gateway, of which one counts") }
    return found
  }

  /// `routeN=DESTINATION/LENGTH[,GATEWAY[,METRIC]]` and `routeN_options=NAME=VALUE,…`.
  func routes(_ reach: Reachability) throws -> [RouteMeaning] {
    let numbers = KeyfileKeys.numbers(of: "route", in: group)
    let orphan = group.keys.first { key in
      key.hasSuffix("_options") && !numbers.contains { key == "route\($0)_options" }
    }
    if let orphan { throw group.error("\(orphan) without its route") }
    return try numbers.map { try route("route\($0)", reach) }
  }

  private func route(_ key: String, _ reach: Reachability) throws -> RouteMeaning {
    let text = try group.text(key) ?? ""
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    // Without a length NetworkManager guesses 24 or 128.
    guard parts.count < 4, let destination = parts.first.flatMap({ IPPrefix($0) }), destination.family == family,
      destination.masked == destination
    else { throw group.error("\(key)=\(text) is no destination with its length") }
    var gateway = try parts.dropFirst().first.map(self.gateway)
    // Zeros hold the gateway's place where a metric follows.
    if gateway?.isUnspecified == true { gateway = nil }
    let metric = try parts.dropFirst(2).first.map { text in
      guard let metric = text.decimal.flatMap({ RouteMetric($0) }) else {
        throw group.error("metric \(text) of \(key)")
      }
      return metric
    }
    return meaning(to: destination, via: gateway, metric, reach, isOnLink: try isOnLink(key))
  }

  /// The one attribute that a plan has; others are known to NetworkManager.
  private func isOnLink(_ key: String) throws -> Bool {
    guard let text = try group.text(key + "_options") else { return false }
    guard let flag = ["onlink=true": true, "onlink=false": false][text] else {
      throw group.error("\(key)_options=\(text) is passed over")
    }
    return flag
  }

  /// The default route of the `gateway` key.
  func defaultRoute(_ text: String, _ reach: Reachability) throws -> RouteMeaning {
    meaning(to: .everything(family), via: try gateway(text), nil, reach, isOnLink: false)
  }

  private func gateway(_ text: String) throws -> IPAddress {
    guard let address = IPAddress(text), address.family == family else { throw group.error("gateway \(text)") }
    return address
  }

  /// Where the gateway is outside the prefixes, NetworkManager adds a route to it on the link by itself, for the
  /// `gateway` key and for routes, in both families: since 1.12 (NetworkManager-ci pull request 183), and so did 1.30
  /// and 1.42 when run.
  private func meaning(
    to destination: IPPrefix, via gateway: IPAddress?, _ metric: RouteMetric?, _ reach: Reachability, isOnLink: Bool
  ) -> RouteMeaning {
    let isFar = gateway.map { !reach.isNear($0) } ?? false
    return RouteMeaning(to: destination, via: gateway, metric: metric, isOnLink: isOnLink || isFar)
  }
}

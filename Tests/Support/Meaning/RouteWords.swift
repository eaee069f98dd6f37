// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The arguments of `ip route add`, as ip-route(8) takes them.
struct RouteWords {
  /// Where the route leads, as written: host bits are kept.
  var destination: IPPrefix
  var gateway: IPAddress?
  var device: String?
  var metric: RouteMetric?
  var isOnLink = false
  /// Words that some reader stumbles over: a comment, `proto`, `nexthop`, a mask after the slash.
  var oddities: [String] = []

  /// Reads `DESTINATION [via G] [dev N] [metric M] [onlink] [scope link]`; throws on what `ip` does not take.
  init(_ words: [String], family: IPFamily?, at line: TextLine) throws {
    var rest = words[...]
    guard let first = rest.popFirst() else { throw line.error("a route without a destination") }
    let written = Self.destination(first, family: family)
    if written == nil, first != "default" {
      throw line.error("\(first) is no destination\(family.map { " of \($0.rawValue)" } ?? "")")
    }
    while let word = rest.popFirst() {
      if word.hasPrefix("#") {
        oddities.append("comment")
        break
      }
      if word == "onlink" {
        isOnLink = true
        continue
      }
      guard let value = rest.popFirst() else { throw line.error("\(word) without a value") }
      switch word {
      case "via":
        guard let address = IPAddress(value) else { throw line.error("\(value) is no gateway") }
        gateway = address
      case "dev": device = value
      case "metric":
        guard let number = value.decimal, let metric = RouteMetric(number) else {
          throw line.error("\(value) is no metric")
        }
        self.metric = metric
      case "scope" where value == "link": break
      case "proto": oddities.append("proto")
      default: throw line.error("\(word) is no word of a route that we write")
      }
    }
    // "default" is IPv4 where nothing says otherwise.
    let destination = written ?? .everything(gateway?.family ?? family ?? .v4)
    guard gateway == nil || gateway?.family == destination.family else {
      throw line.error("destination and gateway differ")
    }
    self.destination = destination
  }

  private static func destination(_ text: String, family: IPFamily?) -> IPPrefix? {
    if text == "default" { return family.map { .everything($0) } }
    guard let prefix = IPPrefix(text) ?? IPAddress(text).map({ .host($0) }), family == nil || prefix.family == family
    else {
      return nil
    }
    return prefix
  }

  /// Whether the kernel answers "Invalid argument" because of bits after the prefix.
  var hasHostBits: Bool { destination.masked != destination }
}

/// Which gateways a link can reach at some moment.
struct Reachability {
  /// Prefixes of the link's addresses.
  var prefixes: [IPPrefix] = []
  /// Destinations of on-link routes.
  var links: [IPPrefix] = []

  /// What becomes of a route here and now; nil where the kernel answers "Nexthop has invalid gateway".
  ///
  /// `isOnLink` of the result is true where the route says so or only an on-link route makes its gateway reachable.
  func meaning(of route: RouteWords) -> RouteMeaning? {
    let destination = route.destination.masked
    guard let gateway = route.gateway else { return RouteMeaning(to: destination, via: nil, metric: route.metric) }
    let isNear = isNear(gateway)
    guard isNear || route.isOnLink || links.contains(where: { $0.contains(gateway) }) else { return nil }
    return RouteMeaning(to: destination, via: gateway, metric: route.metric, isOnLink: route.isOnLink || !isNear)
  }

  /// Whether an address is in a prefix of the link, or is link-local.
  func isNear(_ gateway: IPAddress) -> Bool {
    gateway.family == .v6 && gateway.isLinkLocal || prefixes.contains { $0.contains(gateway) }
  }
}

extension LinkMeaning {
  /// Adds a route; an on-link route to one address may be there only for the sake of gateways.
  mutating func add(_ route: RouteMeaning) {
    routes.insert(route)
  }

  /// Takes on-link host routes out that lead to the gateway of another route.
  mutating func settleHelpers() {
    let gateways = Set(routes.filter(\.isOnLink).compactMap(\.gateway))
    for route in routes where route.gateway == nil && gateways.contains(where: { .host($0) == route.destination }) {
      routes.remove(route)
      helperRoutes.insert(route)
    }
  }
}

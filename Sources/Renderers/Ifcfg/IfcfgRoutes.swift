// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Which of a link's routes stand in ifcfg-N as its gateway, and which in route-N and route6-N.
struct IfcfgRoutes {
  private let link: Link

  init(_ link: Link) { self.link = link }

  /// The gateway key of a family.
  ///
  /// Only a lone default route qualifies: the keys have no metric, and initscripts drops a GATEWAY outside the prefix
  /// of the first address without a word.
  func gateway(_ family: IPFamily) -> IPAddress? {
    guard let route = gatewayRoute(family) else { return nil }
    return route.gateway
  }

  private func gatewayRoute(_ family: IPFamily) -> Route? {
    let defaults = link.routes(family).filter(\.isDefault)
    guard defaults.count == 1, let route = defaults.first, let gateway = route.gateway, route.metric == nil,
      !route.isOnLink, let first = link.addresses(family).first
    else { return nil }
    return first.contains(gateway) || gateway.isLinkLocal && family == .v6 ? route : nil
  }

  /// The lines of route-N or route6-N: `ip route` arguments, which both readers take.
  func lines(_ family: IPFamily) -> [String] {
    let gateway = gatewayRoute(family)
    return link.routes(family).filter { $0 != gateway }.map(line)
  }

  private func line(_ route: Route) -> String {
    var words = [route.isDefault ? "default" : route.destination.description]
    if let gateway = route.gateway { words.append("via \(gateway)") }
    words.append("dev \(link.name)")
    if route.isOnLink { words.append("onlink") }
    if let metric = route.metric { words.append("metric \(metric)") }
    return words.joined(separator: " ")
  }
}

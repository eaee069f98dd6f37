// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The routes of a link beside those of its interface in the main table.
struct RouteComparison {
  private let comparison: LinkComparison
  private let routes: [KernelRoute]
  private let prefixes: Set<IPPrefix>
  private let gateways: Set<IPAddress>
  private var link: Link { comparison.link }

  init(_ comparison: LinkComparison) {
    self.comparison = comparison
    routes = comparison.kernel.routes(of: comparison.found)
    prefixes = Set(comparison.kernel.addresses(of: comparison.found).map(\.prefix.masked))
    gateways = Set(routes.compactMap(\.gateway) + comparison.link.routes.compactMap(\.gateway))
  }

  var differences: [Difference] {
    var rest = routes
    var differences: [Difference] = []
    var absent: [Route] = []
    // One of any metric must not take that of another.
    for route in link.routes.filter({ $0.metric != nil }) + link.routes.filter({ $0.metric == nil }) {
      guard let place = rest.firstIndex(where: { $0.is(route) }) ?? rest.firstIndex(where: { $0.leads(as: route) })
      else {
        absent.append(route)
        continue
      }
      let found = rest.remove(at: place)
      if !found.is(route) { differences.append(other(.metric, route, found)) }
    }
    for route in absent {
      let place = rest.firstIndex { $0.destination == route.destination && !isExpected($0) }
      differences.append(place.map { other(.route, route, rest.remove(at: $0)) } ?? missing(route))
    }
    let unplanned = rest.filter { !isExpected($0) }
    return differences + metrics(rest)
      + unplanned.map { comparison.difference(.route, planned: nil, found: "\($0) metric \($0.metric)") }
  }

  private func other(_ facet: Difference.Facet, _ route: Route, _ found: KernelRoute) -> Difference {
    let metric = facet == .metric ? " metric \(found.metric)" : ""
    return comparison.difference(
      facet, planned: "\(route.text)" + (facet == .metric ? route.metricText : ""), found: "\(found)\(metric)")
  }

  private func missing(_ route: Route) -> Difference {
    let elsewhere = comparison.kernel.routes(to: route.destination).first {
      $0.link != comparison.found.index && $0.gateway == route.gateway
    }
    let name = elsewhere.flatMap { comparison.kernel.link($0.link)?.name }
    return comparison.difference(
      .route, planned: route.text + route.metricText, found: nil, cause: name.map { "there is one over \($0)" })
  }

  // MARK: Routes that nobody plans

  /// Whether a route is nothing to wonder about though the plan does not name it.
  private func isExpected(_ route: KernelRoute) -> Bool {
    if route.expires || route.destination.address.isMulticast || route.destination.address.isLinkLocal { return true }
    // Those of the link's own prefixes, and to a gateway outside of them.
    if route.gateway == nil, prefixes.contains(route.destination) || isHostRouteToGateway(route) { return true }
    switch route.origin {
    // Advertisements that are to be ignored are told as such.
    case .kernel, .daemon, .advertisement: return true
    case .configuration: return false
    case .dhcp: return link.isDynamic(route.destination.family)
    case .boot: return isOfDHCPScript(route)
    }
  }

  private func isHostRouteToGateway(_ route: KernelRoute) -> Bool {
    route.destination.length == route.destination.family.bits && gateways.contains(route.destination.address)
  }

  /// dhclient's script does not say that its routes are DHCP's; other clients do.
  private func isOfDHCPScript(_ route: KernelRoute) -> Bool {
    route.destination.family == .v4 && link.usesDHCPv4 && !routes.contains { $0.origin == .dhcp }
  }

  // MARK: Metrics of routes that come by themselves

  private func metrics(_ rest: [KernelRoute]) -> [Difference] {
    [(IPFamily.v4, link.dhcpMetric, "DHCP"), (.v6, link.advertisedMetric, "router advertisement")].compactMap {
      (family, metric, source) -> Difference? in
      guard let metric, link.isDynamic(family) else { return nil }
      let defaults = rest.filter {
        $0.destination == .everything(family) && isExpected($0) && (family == .v4 || $0.origin == .advertisement)
      }
      guard let found = defaults.first, !defaults.contains(where: { $0.metric == metric.number }) else { return nil }
      return comparison.difference(
        .metric, planned: "\(found.destination) by \(source) metric \(metric)", found: "\(found) metric \(found.metric)"
      )
    }
  }
}

extension KernelRoute: CustomStringConvertible {
  /// `DESTINATION via GATEWAY`.
  public var description: String { gateway.map { "\(destination) via \($0)" } ?? "\(destination) on the link" }

  /// Whether it has the destination and next hop of a planned one.
  fileprivate func leads(as route: Route) -> Bool {
    destination == route.destination && gateway == route.gateway
  }

  /// Whether it is a planned one in all that the plan says.
  fileprivate func `is`(_ route: Route) -> Bool {
    leads(as: route) && (route.metric.map { $0.number == metric } ?? true)
  }
}

extension Route {
  fileprivate var text: String { gateway.map { "\(destination) via \($0)" } ?? "\(destination) on the link" }

  fileprivate var metricText: String { metric.map { " metric \($0)" } ?? "" }
}

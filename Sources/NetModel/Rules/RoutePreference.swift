// SPDX-License-Identifier: Apache-2.0

/// Settles which of several routes to the same place is preferred.
///
/// Where two or more links, or two routes of one link, lead to one destination (as a rule the default route), each gets
/// an explicit metric 100, 200, … in the order in which the document's networks claim it. Without one, every consumer
/// breaks the tie in its own way: the last `ip route replace` wins, the first `ip route add` wins, or NetworkManager
/// counts up from 100. A destination that is claimed once gets no metric.
public struct RoutePreference: Sendable {
  /// What brings a route.
  public enum Source: Hashable, Sendable {
    /// A static route, by its place in the link's `routes`.
    case route(Int)
    /// DHCPv4, which brings an IPv4 default route.
    case dhcp
    /// Router advertisements, which bring an IPv6 default route.
    case advertisement
  }

  private struct Claim {
    let link: Int
    let source: Source
  }

  private var claims: [IPPrefix: [Claim]] = [:]

  /// No claims.
  public init() {}

  /// Notes that a link (by its place among the links) can bring a route to a destination; to be called once for each.
  public mutating func claim(_ destination: IPPrefix, link: Int, by source: Source) {
    claims[destination, default: []].append(Claim(link: link, source: source))
  }

  /// The links with metrics where they are needed; explicit ones stay, and are not given twice.
  public func applied(to links: [Link]) -> [Link] {
    var links = links
    for claims in claims.values where claims.count > 1 {
      var taken = Set(claims.compactMap { Self.metric(of: $0, in: links) })
      var rank = 0
      for claim in claims where Self.metric(of: claim, in: links) == nil {
        while taken.contains(RouteMetric(rank: rank)) { rank += 1 }
        let metric = RouteMetric(rank: rank)
        taken.insert(metric)
        switch claim.source {
        case .route(let index): links[claim.link].routes[index].metric = metric
        case .dhcp: links[claim.link].dhcpMetric = metric
        case .advertisement: links[claim.link].advertisedMetric = metric
        }
      }
    }
    return links
  }

  private static func metric(of claim: Claim, in links: [Link]) -> RouteMetric? {
    guard case .route(let index) = claim.source else { return nil }
    return links[claim.link].routes[index].metric
  }
}

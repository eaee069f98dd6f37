// SPDX-License-Identifier: Apache-2.0

/// What the host's network is to be: the links with their names settled and every rule applied.
///
/// Renderers need nothing else, and two plans that are equal render to equal bytes.
public struct NetworkPlan: Hashable, Sendable {
  /// Where a plan comes from; files tell it in their first line.
  public enum Source: String, Hashable, Sendable {
    /// A network_data.json.
    case networkData = "network_data.json"
    /// The interfaces file that a config drive's meta_data.json names as `network_config`.
    case legacyENI = "the config drive's network_config"
    /// Nothing: DHCP on every NIC.
    case fallback = "the DHCP fallback (no network_data.json)"
  }

  /// The links in canonical order: physical, bonds, then VLANs after their parents, by name within each.
  public let links: [Link]
  /// Whether every physical link has its NIC; where one is missing, it may still come.
  public let isComplete: Bool
  /// Where the plan comes from.
  public let source: Source

  /// A plan of links, which it puts in order.
  public init(links: [Link], isComplete: Bool, source: Source) {
    self.links = Self.ordered(links)
    self.isComplete = isComplete
    self.source = source
  }

  /// A plan of links as a document gives them: what depends on other values is settled here.
  public static func settled(
    links: [Link], preference: RoutePreference, isComplete: Bool, source: Source
  ) -> (plan: NetworkPlan, findings: [Finding]) {
    let routed = BondAddress.applied(to: preference.applied(to: links)).map {
      $0.markingOnLinkGateways().groupingNameServers()
    }
    let (fitting, findings) = MTUPropagation.applied(to: routed)
    return (NetworkPlan(links: fitting, isComplete: isComplete, source: source), findings)
  }

  private static func ordered(_ links: [Link]) -> [Link] {
    let ranked = zip(links, VLANDepth.depths(of: links)).map { link, depth in
      switch link.kind {
      case .physical: (rank: 0, link: link)
      case .bond: (rank: 1, link: link)
      // VLANs of VLANs come after them.
      case .vlan: (rank: 2 + depth, link: link)
      }
    }
    return ranked.sorted { ($0.rank, $0.link.name) < ($1.rank, $1.link.name) }.map(\.link)
  }
}

extension NetworkPlan {
  /// Whether DHCP runs on every NIC because nothing else is known; then one silent NIC must not hold up the others.
  public var isFallback: Bool { source == .fallback }

  /// IPv4 by DHCP and IPv6 by router advertisements on every NIC.
  ///
  /// Only DHCP makes the metadata service reachable where there is no document.
  public static func fallback(nics: [NIC]) -> NetworkPlan {
    var preference = RoutePreference()
    var links: [Link] = []
    for (index, nic) in nics.sorted(by: { $0.name < $1.name }).enumerated() {
      var link = Link(name: nic.name, kind: .physical(nic), path: .root)
      link.usesDHCPv4 = true
      link.ipv6Mode = .slaac
      links.append(link)
      preference.claim(.everything(.v4), link: index, by: .dhcp)
      preference.claim(.everything(.v6), link: index, by: .advertisement)
    }
    return NetworkPlan(links: preference.applied(to: links), isComplete: true, source: .fallback)
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Which profile names which DNS servers and search domains.
///
/// NetworkManager drops the servers of a family that the profile does not have, and refuses the whole profile where
/// that family is link-local only; such servers go to the first link that has the family.
struct KeyfileResolver {
  private let plan: NetworkPlan

  init(_ plan: NetworkPlan) { self.plan = plan }

  /// The servers of a family in a link's profile.
  func servers(for link: Link, _ family: IPFamily) -> [IPAddress] {
    guard link.isConfigured(family) else { return [] }
    return distinct(link.nameServers.filter { $0.family == family } + (isHost(link, family) ? homeless(family) : []))
  }

  /// The search domains in a section of a link's profile; they stand in the first section that has addresses.
  func searchDomains(for link: Link, _ family: IPFamily) -> [DomainName] {
    guard link.isConfigured(family), family == .v4 || !link.isConfigured(.v4) else { return [] }
    let isFirst = plan.links.first(where: \.isConfigured)?.name == link.name
    let others = isFirst ? plan.links.filter { !$0.isConfigured }.flatMap(\.searchDomains) : []
    return distinct(link.searchDomains + others)
  }

  /// The servers that no profile can name.
  var findings: [Finding] {
    IPFamily.allCases.flatMap { family -> [Finding] in
      guard !plan.links.contains(where: { $0.isConfigured(family) }) else { return [] }
      return homeless(family).map {
        Finding(
          .unsupportedNameServers, at: .root,
          "keyfile: no link has an address of the family of DNS server \($0); it is left out")
      }
    }
  }

  /// Whether a link takes the servers of links that do not have the family.
  private func isHost(_ link: Link, _ family: IPFamily) -> Bool {
    plan.links.first { $0.isConfigured(family) }?.name == link.name
  }

  /// The servers of links that do not have their family.
  private func homeless(_ family: IPFamily) -> [IPAddress] {
    let servers = plan.links.filter { !$0.isConfigured(family) }.flatMap(\.nameServers)
    return distinct(servers.filter { $0.family == family })
  }

  private func distinct<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }
}

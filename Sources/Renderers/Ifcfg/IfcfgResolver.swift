// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Which ifcfg file names which DNS servers.
///
/// With initscripts each NIC's servers replace those of the NIC before it, and only three are written; NetworkManager
/// joins all NICs' servers, but drops those of a family that the NIC does not have, and refuses the whole file where
/// that family is link-local only. So one list, the same on every NIC that names servers, or on one NIC that has both
/// families.
struct IfcfgResolver {
  /// The most servers that initscripts and the C library's resolver take.
  private static let mostServers = 3

  private let plan: NetworkPlan
  private let servers: [IPAddress]
  private let families: Set<IPFamily>

  init(_ plan: NetworkPlan) {
    self.plan = plan
    let all = plan.links.flatMap(\.nameServers)
    // NetworkManager puts IPv4 first whatever is written, so the file says the same to initscripts.
    let byFamily = all.filter { $0.family == .v4 } + all.filter { $0.family == .v6 }
    var distinct: [IPAddress] = []
    for server in byFamily where !distinct.contains(server) { distinct.append(server) }
    servers = Array(distinct.prefix(Self.mostServers))
    families = Set(servers.map(\.family))
    excess = Array(distinct.dropFirst(Self.mostServers))
    carriers = Self.carriers(of: families, in: plan)
  }

  private let excess: [IPAddress]
  /// The links that carry the whole list; nil where no link has all its families.
  private let carriers: Set<InterfaceName>?

  private static func carriers(of families: Set<IPFamily>, in plan: NetworkPlan) -> Set<InterfaceName>? {
    let named = plan.links.filter { !$0.nameServers.isEmpty }
    let isAble = { (link: Link) in families.allSatisfy(link.isConfigured) }
    if named.allSatisfy(isAble) { return Set(named.map(\.name)) }
    return (named.first(where: isAble) ?? plan.links.first(where: isAble)).map { [$0.name] }
  }

  /// The servers that a link's file names.
  func servers(for link: Link) -> [IPAddress] {
    if let carriers { return carriers.contains(link.name) ? servers : [] }
    return link.nameServers.filter { servers.contains($0) && link.isConfigured($0.family) }
  }

  /// What is lost.
  var findings: [Finding] {
    var findings: [Finding] = []
    if !excess.isEmpty {
      findings.append(
        Finding(
          .unsupportedNameServers, at: .root,
          "ifcfg: a host has at most \(Self.mostServers) DNS servers; "
            + excess.map(\.description).joined(separator: ", ")
            + (excess.count == 1 ? " is left out" : " are left out")))
    }
    let written = Set(plan.links.flatMap { servers(for: $0) })
    let lost = servers.filter { !written.contains($0) }
    if carriers == nil {
      findings.append(
        Finding(
          .unsupportedNameServers, at: .root,
          "ifcfg: no link has both IPv4 and IPv6, so the DNS servers stand in several files, "
            + "of which initscripts keeps the last"
            + (lost.isEmpty ? "" : "; left out: " + lost.map(\.description).joined(separator: ", "))))
    }
    return findings
  }
}

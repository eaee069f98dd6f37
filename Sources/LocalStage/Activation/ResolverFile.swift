// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// /etc/resolv.conf, where nothing else would write it.
///
/// ifupdown without resolvconf, and systemd-networkd without systemd-resolved, leave the DNS servers of static links
/// nowhere; then the local stage writes the file itself.
public enum ResolverFile {
  /// The most servers that the C library asks (MAXNS, resolv.conf(5)).
  private static let mostServers = 3

  /// The file for a plan; nil where the plan has no servers.
  public static func file(for plan: NetworkPlan) -> RenderedFile? {
    let servers = distinct(plan.links.flatMap(\.nameServers)).prefix(mostServers)
    guard !servers.isEmpty else { return nil }
    let domains = distinct(plan.links.flatMap(\.searchDomains))
    let search = domains.isEmpty ? "" : "search \(domains.map(\.text).joined(separator: " "))\n"
    return RenderedFile(
      path: "etc/resolv.conf", mode: 0o644,
      contents: "# Made by swinit-net from \(plan.source.rawValue), for nothing else here would write it.\n" + search
        + servers.map { "nameserver \($0)\n" }.joined())
  }

  /// Whether a host needs the file: nobody else writes it, and it is no link of somebody else's.
  public static func isNeeded(on host: HostFiles, renderer: String) -> Bool {
    !Programs(of: host).bringsDNS(renderer) && host.linkTarget("etc/resolv.conf") == nil
  }

  private static func distinct<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }
}

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

  /// The files for a plan: /etc/resolv.conf where the plan has servers, and the same for the hook of dhclient, which adds
  /// those of each lease, where ifupdown runs that.
  public static func files(for plan: NetworkPlan, renderer: String) -> [RenderedFile] {
    let servers = distinct(plan.links.flatMap(\.nameServers)).prefix(mostServers)
    let domains = distinct(plan.links.flatMap(\.searchDomains))
    let search = domains.isEmpty ? "" : "search \(domains.map(\.text).joined(separator: " "))\n"
    let contents =
      "# Made by swinit-net from \(plan.source.rawValue), for nothing else here would write it.\n" + search
      + servers.map { "nameserver \($0)\n" }.joined()
    let paths =
      (servers.isEmpty ? [] : ["etc/resolv.conf"])
      + (renderer == "eni" && plan.links.contains(where: \.runsDHCPClient) ? ["etc/dhcp/swinit-resolv.conf"] : [])
    return paths.map { RenderedFile(path: $0, mode: 0o644, contents: contents) }
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

extension Link {
  /// Whether ifupdown runs a DHCP client of either family for the link.
  fileprivate var runsDHCPClient: Bool { usesDHCPv4 || ipv6Mode >= .stateless }
}

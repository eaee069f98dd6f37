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

  /// For whom the plan's servers are left as well, who adds those of leases: a hook of dhclient, a unit beside networkd.
  private static func learner(of renderer: String) -> (path: String, learns: @Sendable (Link) -> Bool)? {
    switch renderer {
    // Of routers ifupdown learns nothing but by DHCPv6.
    case "eni": ("etc/dhcp/swinit-resolv.conf", { $0.usesDHCPv4 || $0.ipv6Mode >= .stateless })
    case "netplan", "networkd":
      ("etc/systemd/network/swinit-resolv.conf", { $0.usesDHCPv4 || $0.ipv6Mode.acceptsRouterAdvertisements })
    default: nil
    }
  }

  /// The files for a plan: /etc/resolv.conf where the plan has servers, and the same for who adds those of leases, where
  /// some link learns any.
  public static func files(for plan: NetworkPlan, renderer: String) -> [RenderedFile] {
    let servers = distinct(plan.links.flatMap(\.nameServers)).prefix(mostServers)
    let domains = distinct(plan.links.flatMap(\.searchDomains))
    let search = domains.isEmpty ? "" : "search \(domains.map(\.text).joined(separator: " "))\n"
    let contents =
      "# Made by swinit-net from \(plan.source.rawValue), for nothing else here would write it.\n" + search
      + servers.map { "nameserver \($0)\n" }.joined()
    var paths = servers.isEmpty ? [] : ["etc/resolv.conf"]
    if let learner = learner(of: renderer), plan.links.contains(where: learner.learns) { paths.append(learner.path) }
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

// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// /etc/resolv.conf, where nothing else would write it.
///
/// ifupdown without resolvconf, and systemd-networkd without systemd-resolved, leave the DNS servers of static links
/// nowhere; then the local stage writes the file itself.
public enum ResolverFile {
  private static let path = "etc/resolv.conf"
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

  /// The files for a plan: /etc/resolv.conf where the plan has servers or some link learns any, and in the latter case the
  /// plan's servers for who adds those of leases.
  public static func files(for plan: NetworkPlan, renderer: String, on host: HostFiles) -> [RenderedFile] {
    let servers = distinct(plan.links.flatMap(\.nameServers)).prefix(mostServers)
    let domains = distinct(plan.links.flatMap(\.searchDomains))
    let search = domains.isEmpty ? "" : "search \(domains.map(\.text).joined(separator: " "))\n"
    let contents =
      "# Made by swinit-net from \(plan.source.rawValue), for nothing else here would write it.\n" + search
      + servers.map { "nameserver \($0)\n" }.joined()
    guard let learner = learner(of: renderer), plan.links.contains(where: learner.learns) else {
      return servers.isEmpty ? [] : [RenderedFile(path: path, mode: 0o644, contents: contents)]
    }
    // Written even where it is to stay as it is: then the ledger has it, and what stands there comes back after us.
    let first = servers.isEmpty ? text(of: path, on: host) : merge(with: contents, of: learner.path, on: host)
    return [(path, first ?? contents), (learner.path, contents)].map {
      RenderedFile(path: $0, mode: 0o644, contents: $1)
    }
  }

  /// What the servers of leases were added to at an earlier boot; nil where that was not the same document.
  private static func merge(with document: String, of learner: String, on host: HostFiles) -> String? {
    guard text(of: learner, on: host) == document, let merge = text(of: path, on: host),
      merge.utf8.starts(with: Survey.mergeSignature)
    else { return nil }
    return merge
  }

  private static func text(of path: String, on host: HostFiles) -> String? {
    (try? host.contents(of: path)).flatMap { String(validating: $0, as: UTF8.self) }
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

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The DNS servers and search domains that the host's resolver uses.
public struct ResolverState: Hashable, Sendable {
  /// The most servers that the C library asks (MAXNS, resolv.conf(5)).
  public static let mostServers = 3

  /// The file that names them, as an absolute path.
  public var file: String
  /// The servers, in the order in which they are asked.
  public var servers: [IPAddress]
  /// The domains.
  public var searchDomains: [DomainName]
  /// Whether the file is systemd-resolved's, which asks all of its servers.
  public var isResolved: Bool

  /// What a file names.
  public init(
    file: String = "/etc/resolv.conf", servers: [IPAddress] = [], searchDomains: [DomainName] = [],
    isResolved: Bool = false
  ) {
    self.file = file
    self.servers = servers
    self.searchDomains = searchDomains
    self.isResolved = isResolved
  }

  /// The servers that are asked: all by systemd-resolved, else the first three.
  public var usedServers: ArraySlice<IPAddress> { isResolved ? servers[...] : servers.prefix(Self.mostServers) }

  /// Whether all servers are programs of this host, whose own servers cannot be seen.
  public var isHidden: Bool { !servers.isEmpty && servers.allSatisfy(\.isLoopback) }
}

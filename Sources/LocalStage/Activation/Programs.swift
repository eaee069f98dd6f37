// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemPackage

/// What is installed on a host.
public struct Programs: Sendable {
  private let host: HostFiles

  /// The programs of a host.
  public init(of host: HostFiles) { self.host = host }

  /// The first of some paths at which there is something.
  public func first(of paths: [String]) -> String? { paths.first { host.exists($0) } }

  /// The program of a name in the directories for system programs.
  public func path(of name: String) -> String? {
    first(of: ["usr/sbin", "sbin", "usr/bin", "bin"].map { "\($0)/\(name)" })
  }

  /// Whether the consumer of a renderer's files is there; nil for renderers that are not known.
  public func reads(_ renderer: String) -> Bool? {
    switch renderer {
    case "eni": path(of: "ifup") != nil
    case "netplan": path(of: "netplan") != nil || netplanGenerator != nil
    case "ifcfg": host.exists("etc/sysconfig/network-scripts")
    case "networkd": first(of: ["usr/lib/systemd/systemd-networkd", "lib/systemd/systemd-networkd"]) != nil
    case "keyfile": path(of: "NetworkManager") != nil
    default: nil
    }
  }

  /// What turns netplan's files into those of its back end: the program that `netplan generate` and systemd run.
  public var netplanGenerator: String? { first(of: ["usr/libexec/netplan/generate", "lib/netplan/generate"]) }

  /// Whether something but the files' reader brings DNS servers of static links to resolv.conf.
  public func bringsDNS(_ renderer: String) -> Bool {
    switch renderer {
    // ifupdown's hooks call resolvconf, which systemd-resolved's package can stand in for.
    case "eni": path(of: "resolvconf") != nil
    case "netplan", "networkd":
      first(of: ["usr/lib/systemd/systemd-resolved", "lib/systemd/systemd-resolved"]) != nil
    default: true
    }
  }
}

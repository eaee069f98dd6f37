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

/// A program that is started with arguments, never by a shell.
public struct Command: Hashable, Sendable {
  /// The program's path and its arguments.
  public let words: [String]

  /// A call of a program.
  public init(_ words: String...) { self.words = words }

  /// A call of a program.
  public init(words: [String]) { self.words = words }

  /// Runs it with nothing on standard input and its output on ours; the exit status, 128 and more for a signal.
  public func run() throws(Errno) -> Int32 {
    var child = pid_t()
    var arguments = words.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    arguments.append(nil)
    let result = posix_spawn(&child, words.first ?? "", nil, nil, arguments, environ)
    guard result == 0 else { throw Errno(rawValue: result) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 { if errno != EINTR { throw Errno(rawValue: errno) } }
    return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
  }
}

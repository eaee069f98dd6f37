// SPDX-License-Identifier: Apache-2.0

import LocalStage

/// Who is who on a host: /etc/passwd and /etc/group (passwd(5), group(5)). A static program has no NSS.
struct AccountTable {
  private let passwd: [[Substring]]
  private let group: [[Substring]]

  init(of host: HostFiles) {
    passwd = Self.fields(of: "etc/passwd", on: host)
    group = Self.fields(of: "etc/group", on: host)
  }

  private static func fields(of path: String, on host: HostFiles) -> [[Substring]] {
    let text = String(decoding: (try? host.contents(of: path, limit: 16 << 20)) ?? [], as: UTF8.self)
    return text.split(separator: "\n").map { $0.split(separator: ":", omittingEmptySubsequences: false) }
  }

  /// The numbers of `USER` or `USER:GROUP`; without a group, that of the user.
  func owner(_ text: String) -> (user: UInt32, group: UInt32)? {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard let name = parts.first else { return nil }
    let line = passwd.first { $0.first.map(String.init) == name && $0.count > 3 }
    guard let user = line.flatMap({ UInt32($0[2]) }) ?? UInt32(name) else { return nil }
    let own = line.flatMap { UInt32($0[3]) }
    guard parts.count == 2 else { return own.map { (user, $0) } ?? (user, user) }
    let named = group.first { $0.first.map(String.init) == parts[1] && $0.count > 2 }
    return (named.flatMap { UInt32($0[2]) } ?? UInt32(parts[1])).map { (user, $0) }
  }
}

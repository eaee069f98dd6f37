// SPDX-License-Identifier: Apache-2.0

import Renderers

/// What /etc/os-release says of the distribution (os-release(5)).
public struct OSRelease: Hashable, Sendable {
  /// `ID`, lower-case.
  public let id: String
  /// `VERSION_ID`, if there is one.
  public let version: String?

  /// Reads ROOT/etc/os-release, else ROOT/usr/lib/os-release; nil where neither names an ID.
  public init?(_ host: HostFiles) {
    guard
      let bytes = (try? host.contents(of: "etc/os-release")) ?? (try? host.contents(of: "usr/lib/os-release"))
    else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    func value(_ key: String) -> String? {
      lines.first { $0.hasPrefix(key + "=") }.map { $0.dropFirst(key.count + 1).filter { $0 != "\"" && $0 != "'" } }
    }
    guard let id = value("ID"), !id.isEmpty else { return nil }
    self.id = id
    version = value("VERSION_ID")
  }

  /// The distribution as the table takes it.
  public var request: DistroTable.Request { DistroTable.Request(version.map { "\(id):\($0)" } ?? id) }
}

// SPDX-License-Identifier: Apache-2.0

/// The stages after the local one, in their order.
public enum Stage: String, Sendable, CaseIterable {
  /// Metadata is there; the host gets its name, its users, its root file system.
  case initial = "init"
  /// The network is up; settings that services read.
  case config
  /// Last: packages, scripts of users.
  case final

  /// The key of cloud.cfg that lists the stage's modules.
  public var listKey: String { "cloud_\(rawValue)_modules" }
}

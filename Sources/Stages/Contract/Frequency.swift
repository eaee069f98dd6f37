// SPDX-License-Identifier: Apache-2.0

/// How often a module runs; the words are those of cloud.cfg.
public enum Frequency: String, Sendable, CaseIterable {
  /// At each boot.
  case always
  /// At the first boot of each instance, by the instance's id.
  case oncePerInstance = "once-per-instance"
  /// Once for this disk, whatever instance it belongs to.
  case once

  /// Reads the word of a `[name, frequency]` pair; cloud-init takes `instance` and `per-instance` forms in scripts only.
  public init?(_ text: String) { self.init(rawValue: text) }
}

// SPDX-License-Identifier: Apache-2.0

/// A file to be written below a root directory.
public struct RenderedFile: Hashable, Sendable {
  /// The path relative to the root, without a leading slash.
  public let path: String
  /// The permission bits, 0o644 for instance.
  public let mode: UInt16
  /// The whole contents; ends in a line feed.
  public let contents: String

  /// A file by its parts.
  public init(path: String, mode: UInt16, contents: String) {
    self.path = path
    self.mode = mode
    self.contents = contents
  }

  /// The permission bits as `0644`.
  public var modeText: String {
    let digits = String(mode, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

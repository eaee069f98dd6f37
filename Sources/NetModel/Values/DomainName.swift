// SPDX-License-Identifier: Apache-2.0

/// A domain of the resolver's search list: dot-separated labels of letters, digits, `-` and `_` (RFC 1035 section
/// 2.3.4).
public struct DomainName: Hashable, Sendable, CustomStringConvertible {
  /// The name without a dot at its end.
  public let text: String

  /// Fails on empty or long (63, 253) labels and names, and on other characters.
  public init?(_ text: String) {
    let name = text.hasSuffix(".") ? String(text.dropLast()) : text
    guard (1...253).contains(name.utf8.count) else { return nil }
    for label in name.utf8.split(separator: .dot, omittingEmptySubsequences: false) {
      guard (1...63).contains(label.count), label.first != .hyphen, label.last != .hyphen,
        label.allSatisfy({ $0.isLetter || $0.isDigit || $0 == .hyphen || $0 == .underscore })
      else { return nil }
    }
    self.text = name
  }

  /// The name without a dot at its end.
  public var description: String { text }
}

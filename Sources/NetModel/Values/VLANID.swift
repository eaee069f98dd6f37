// SPDX-License-Identifier: Apache-2.0

/// A VLAN identifier: 1...4094 (IEEE 802.1Q: 0 marks priority tags, 4095 is reserved).
public struct VLANID: Hashable, Sendable, CustomStringConvertible {
  /// The number on the wire.
  public let number: Int

  /// Fails outside 1...4094.
  public init?(_ number: Int) {
    guard (1...4094).contains(number) else { return nil }
    self.number = number
  }

  /// The number in decimal.
  public var description: String { "\(number)" }
}

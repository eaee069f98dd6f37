// SPDX-License-Identifier: Apache-2.0

/// The largest packet of a link in bytes: 68 (RFC 791) to 65535.
public struct MTU: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The least MTU with which the kernel lets a link have IPv6 (RFC 8200 section 5).
  public static let leastForIPv6 = 1280

  /// What an Ethernet interface has where nothing is said (`ETH_DATA_LEN`, if_ether.h).
  public static let ofEthernet = 1500

  /// The size in bytes.
  public let bytes: Int

  /// Fails outside 68...65535.
  public init?(_ bytes: Int) {
    guard (68...65535).contains(bytes) else { return nil }
    self.bytes = bytes
  }

  /// The size in decimal.
  public var description: String { "\(bytes)" }

  /// Orders by size.
  public static func < (one: MTU, other: MTU) -> Bool { one.bytes < other.bytes }
}

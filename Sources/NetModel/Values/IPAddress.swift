// SPDX-License-Identifier: Apache-2.0

/// An IPv4 or IPv6 address without a zone.
///
///     IPAddress("2001:DB8:0:0::1")?.description  // "2001:db8::1"
public enum IPAddress: Hashable, Sendable {
  /// An IPv4 address, most significant byte first in the number.
  case v4(UInt32)
  /// An IPv6 address, most significant bit first in the number.
  case v6(UInt128)

  /// Reads `a.b.c.d` in decimal without leading zeros (as `inet_pton(3)`), or IPv6 text (RFC 4291 section 2.2).
  public init?(_ text: String) {
    if text.utf8.contains(.colon) {
      guard let value = IPv6Text.parse(Array(text.utf8)) else { return nil }
      self = .v6(value)
    } else {
      guard let value = Self.parseIPv4(text.utf8) else { return nil }
      self = .v4(value)
    }
  }

  /// An address of a family from its number; the upper 96 bits are dropped for IPv4.
  public init(family: IPFamily, value: UInt128) {
    self = family == .v4 ? .v4(UInt32(truncatingIfNeeded: value)) : .v6(value)
  }

  @inline(__always)
  static func parseIPv4(_ text: some Sequence<UInt8>) -> UInt32? {
    var value: UInt32 = 0
    var octets = 1
    var octet: UInt32?
    for byte in text {
      if byte == .dot {
        guard let finished = octet, octets < 4 else { return nil }
        value = value << 8 | finished
        octets += 1
        octet = nil
      } else {
        // No leading zeros: to some readers they mean octal.
        guard byte.isDigit, octet != 0 else { return nil }
        octet = (octet ?? 0) * 10 + UInt32(byte - UInt8(ascii: "0"))
        guard octet.map({ $0 <= 255 }) ?? false else { return nil }
      }
    }
    guard octets == 4, let octet else { return nil }
    return value << 8 | octet
  }
}

extension IPAddress {
  /// The family of the address.
  public var family: IPFamily {
    switch self {
    case .v4: .v4
    case .v6: .v6
    }
  }

  /// The address as a number, IPv4 in the low 32 bits.
  public var value: UInt128 {
    switch self {
    case .v4(let value): UInt128(value)
    case .v6(let value): value
    }
  }

  /// Whether this is `0.0.0.0` or `::`.
  public var isUnspecified: Bool { value == 0 }

  /// Whether this is `169.254.0.0/16` (RFC 3927) or `fe80::/10` (RFC 4291 section 2.5.6).
  public var isLinkLocal: Bool {
    switch self {
    case .v4(let value): value >> 16 == 0xa9fe
    case .v6(let value): value >> 118 == 0xfe80 >> 6
    }
  }

  /// Whether this is `224.0.0.0/4` or `ff00::/8`.
  public var isMulticast: Bool {
    switch self {
    case .v4(let value): value >> 28 == 0xe
    case .v6(let value): value >> 120 == 0xff
    }
  }

  /// Whether an interface other than `lo` can have this address, or a gateway: neither unspecified nor multicast nor
  /// loopback, which no network carries (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3).
  public var isAssignable: Bool { !isUnspecified && !isMulticast && !isLoopback }

  /// Whether this is `127.0.0.0/8` or `::1`.
  public var isLoopback: Bool {
    switch self {
    case .v4(let value): value >> 24 == 127
    case .v6(let value): value == 1
    }
  }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted decimal, or the canonical text of RFC 5952.
  public var description: String {
    switch self {
    case .v4(let value): Self.dotted(value)
    case .v6(let value): IPv6Text.write(value)
    }
  }

  static func dotted(_ value: UInt32) -> String {
    "\(value >> 24).\(value >> 16 & 255).\(value >> 8 & 255).\(value & 255)"
  }
}

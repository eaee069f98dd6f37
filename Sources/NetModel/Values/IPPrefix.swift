// SPDX-License-Identifier: Apache-2.0

/// An address and the length of its network part, `192.0.2.10/24`: an interface's address, or a route's destination.
public struct IPPrefix: Hashable, Sendable {
  /// The address; its host bits are kept.
  public let address: IPAddress
  /// The number of network bits: 0...32 for IPv4, 0...128 for IPv6.
  public let length: Int

  /// Fails where the length does not fit the address's family.
  public init?(_ address: IPAddress, length: Int) {
    guard (0...address.family.bits).contains(length) else { return nil }
    self.address = address
    self.length = length
  }

  /// Reads `ADDRESS/LENGTH`.
  public init?(_ text: String) {
    guard let slash = text.utf8.firstIndex(of: .slash), let address = IPAddress(String(text[..<slash])),
      let length = Int(decimal: text.utf8[slash...].dropFirst())
    else { return nil }
    self.init(address, length: length)
  }

  /// The prefix that holds one address alone: /32 or /128.
  public static func host(_ address: IPAddress) -> IPPrefix {
    IPPrefix(unchecked: address, length: address.family.bits)
  }

  /// `0.0.0.0/0` or `::/0`.
  public static func everything(_ family: IPFamily) -> IPPrefix {
    IPPrefix(unchecked: IPAddress(family: family, value: 0), length: 0)
  }

  private init(unchecked address: IPAddress, length: Int) {
    self.address = address
    self.length = length
  }
}

extension IPPrefix {
  /// The family of the address.
  public var family: IPFamily { address.family }

  /// Whether this is the destination of a default route.
  ///
  /// `0.0.0.0/24` is not: what counts is the length, not the digits of the address.
  public var isEverything: Bool { length == 0 }

  /// The same prefix with all host bits zero, as the kernel wants a route's destination.
  public var masked: IPPrefix {
    let hostBits = family.bits - length
    let value = hostBits == 128 ? 0 : (address.value >> hostBits) << hostBits
    return IPPrefix(unchecked: IPAddress(family: family, value: value), length: length)
  }

  /// Whether an address lies in this prefix; never where the families differ.
  public func contains(_ other: IPAddress) -> Bool {
    other.family == family && IPPrefix(unchecked: other, length: length).masked == masked
  }
}

extension IPPrefix: CustomStringConvertible {
  /// `ADDRESS/LENGTH`.
  public var description: String { "\(address)/\(length)" }
}

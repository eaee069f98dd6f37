// SPDX-License-Identifier: Apache-2.0

/// A link-layer address: 6 bytes (Ethernet) or 20 bytes (IP over InfiniBand, RFC 4391 section 9.1.1).
///
/// All zeros is no address: drivers show it where a NIC has none. Multicast addresses, which no NIC has, are read all
/// the same, for documents and examples have them; `isSettable` tells them apart.
///
///     MACAddress("FA-16-3E-00-00-01")?.description  // "fa:16:3e:00:00:01"
public struct MACAddress: Hashable, Sendable {
  /// The octets, 6 or 20 of them.
  public let bytes: [UInt8]

  /// Reads octets of one or two hexadecimal digits, any case, separated by `:` or `-`.
  public init?(_ text: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(6)
    var octet: (value: UInt8, digits: Int) = (0, 0)
    for byte in text.utf8 {
      if byte == .colon || byte == .hyphen {
        guard octet.digits > 0 else { return nil }
        bytes.append(octet.value)
        octet = (0, 0)
      } else {
        guard octet.digits < 2, let digit = byte.hexadecimalValue else { return nil }
        octet = (octet.value << 4 | digit, octet.digits + 1)
      }
    }
    guard octet.digits > 0 else { return nil }
    bytes.append(octet.value)
    self.init(bytes: bytes)
  }

  /// Takes octets; fails unless there are 6 or 20, not all zero.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 6 || bytes.count == 20, bytes.contains(where: { $0 != 0 }) else { return nil }
    self.bytes = bytes
  }

  /// Whether this is the 20-byte address of an IP over InfiniBand interface.
  public var isInfiniBand: Bool { bytes.count == 20 }

  /// Whether the kernel lets a bond or VLAN have it: six bytes, not multicast (`is_valid_ether_addr`).
  public var isSettable: Bool { bytes.count == 6 && bytes[0] & 1 == 0 }

  /// The six bytes by which OpenStack names this NIC.
  ///
  /// Neutron ports have 6-byte addresses even for InfiniBand; they are made of bytes 13-15 and 18-20 of the interface's
  /// 20 (canonical/cloud-init issue 3959). Ethernet addresses stand for themselves.
  public var portAddress: MACAddress {
    guard isInfiniBand else { return self }
    return MACAddress(unchecked: Array(bytes[12...14] + bytes[17...19]))
  }

  private init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

extension MACAddress: CustomStringConvertible {
  /// Lower-case hexadecimal octets with colons, as the kernel prints them.
  public var description: String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 3)
    for byte in bytes {
      if !text.isEmpty { text.append(.colon) }
      text.append(.hexadecimalDigit(byte >> 4))
      text.append(.hexadecimalDigit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }
}

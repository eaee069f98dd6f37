// SPDX-License-Identifier: Apache-2.0

/// Writes netlink messages as netlink(7) and rtnetlink(7) describe them, in this machine's byte order.
enum NetlinkBuilder {
  /// A message of a type: a header of 16 bytes and the rest, filled up to a multiple of 4.
  static func message(_ type: UInt16, flags: UInt16 = 2, sequence: UInt32 = 1, _ body: [UInt8]) -> [UInt8] {
    padded(native(UInt32(16 + body.count)) + native(type) + native(flags) + native(sequence) + native(UInt32(0)) + body)
  }

  /// An attribute: its length without filling, its type, its value.
  static func attribute(_ type: UInt16, _ value: [UInt8]) -> [UInt8] {
    padded(native(UInt16(4 + value.count)) + native(type) + value)
  }

  static func attribute(_ type: UInt16, _ number: UInt32) -> [UInt8] { attribute(type, native(number)) }

  static func attribute(_ type: UInt16, text: String) -> [UInt8] { attribute(type, Array(text.utf8) + [0]) }

  /// struct ifinfomsg: family, filling, type, index, flags, change.
  static func link(_ index: UInt32, flags: UInt32, _ attributes: [UInt8]) -> [UInt8] {
    message(16, [0, 0] + native(UInt16(1)) + native(index) + native(flags) + native(UInt32(0)) + attributes)
  }

  /// struct ifaddrmsg: family, length, flags, scope, index.
  static func address(
    family: UInt8, length: UInt8, flags: UInt8, scope: UInt8, _ index: UInt32, _ attributes: [UInt8]
  ) -> [UInt8] {
    message(20, [family, length, flags, scope] + native(index) + attributes)
  }

  /// struct rtmsg: family, lengths of destination and source, type of service, table, protocol, scope, type, flags.
  static func route(
    family: UInt8 = 2, length: UInt8, table: UInt8 = 254, origin: UInt8 = 4, type: UInt8 = 1, flags: UInt32 = 0,
    _ attributes: [UInt8]
  ) -> [UInt8] {
    message(24, [family, length, 0, 0, table, origin, 0, type] + native(flags) + attributes)
  }

  /// struct rtnexthop: length, flags, hops, index, attributes.
  static func hop(_ index: UInt32, _ attributes: [UInt8]) -> [UInt8] {
    native(UInt16(8 + attributes.count)) + [0, 0] + native(index) + attributes
  }

  static func native<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] { withUnsafeBytes(of: value) { Array($0) } }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
  }
}

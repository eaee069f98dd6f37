// SPDX-License-Identifier: Apache-2.0

/// What follows the fixed part of a message: a length, a type and a value, again and again (rtnetlink(7)).
///
/// Types that are not asked for do no harm; what comes after a length that cannot be true is not read.
struct NetlinkAttributes {
  private var values: [Int: NetlinkBytes] = [:]

  private static let headerLength = 4
  /// The upper two bits of a type tell how its value is written, which the type tells too (NLA_TYPE_MASK of netlink.h).
  private static let typeMask: UInt16 = 0x3fff

  init(_ bytes: NetlinkBytes) {
    var rest = bytes
    while let length = rest.uint16(0).map(Int.init), let type = rest.uint16(2),
      let value = rest.range(Self.headerLength, length - Self.headerLength)
    {
      values[Int(type & Self.typeMask)] = value
      rest = rest.dropping(length.aligned)
    }
  }

  /// The value of a type; nil where there is none.
  subscript(type: Int) -> NetlinkBytes? { values[type] }

  /// The attributes within an attribute; empty where there is none.
  func nested(_ type: Int) -> NetlinkAttributes { NetlinkAttributes(values[type] ?? NetlinkBytes([])) }

  /// A number of 32 bits.
  func uint32(_ type: Int) -> UInt32? { values[type]?.uint32(0) }

  /// The index of an interface; 0 stands for none.
  func index(_ type: Int) -> Int? { uint32(type).flatMap { $0 == 0 ? nil : Int($0) } }

  /// Text, empty text being none.
  func text(_ type: Int) -> String? { values[type].flatMap { $0.text.isEmpty ? nil : $0.text } }
}

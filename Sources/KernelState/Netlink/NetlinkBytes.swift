// SPDX-License-Identifier: Apache-2.0

/// Bytes from the kernel, read without ever looking beyond their end.
struct NetlinkBytes {
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  var count: Int { bytes.count }

  /// All of them.
  var array: [UInt8] { Array(bytes) }

  /// The byte at a place; nil beyond the end.
  func uint8(_ offset: Int) -> UInt8? {
    offset < bytes.count ? bytes[bytes.startIndex + offset] : nil
  }

  /// A number of 16 bits in the machine's byte order.
  func uint16(_ offset: Int) -> UInt16? { value(offset, UInt16.self) }

  /// A number of 32 bits in the machine's byte order.
  func uint32(_ offset: Int) -> UInt32? { value(offset, UInt32.self) }

  /// What comes after some bytes; empty where there is nothing.
  func dropping(_ count: Int) -> NetlinkBytes { NetlinkBytes(bytes.dropFirst(count)) }

  /// The bytes of a range; nil where it does not lie within.
  func range(_ offset: Int, _ length: Int) -> NetlinkBytes? {
    guard length >= 0, offset <= bytes.count, length <= bytes.count - offset else { return nil }
    return NetlinkBytes(bytes[(bytes.startIndex + offset)...].prefix(length))
  }

  /// Text up to a zero byte.
  var text: String { String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }

  private func value<Value: FixedWidthInteger>(_ offset: Int, _: Value.Type) -> Value? {
    guard let field = range(offset, MemoryLayout<Value>.size) else { return nil }
    return field.bytes.reduce(Value(0)) { $0 << 8 | Value($1) }.bigEndian
  }
}

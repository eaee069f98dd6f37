// SPDX-License-Identifier: Apache-2.0

/// Whether bytes are text.
enum UTF8Text {
  /// The offset of the first byte that begins no character in UTF-8; nil where all do.
  static func firstFault(in bytes: [UInt8]) -> Int? {
    // The library is fast and tells no place; the slow walk is for the one text in many that needs it.
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var decoder = UTF8()
    var offset = 0
    var iterator = bytes.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .error: return min(offset, bytes.count)
      case .emptyInput: return nil
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// How deep a JSON text nests, before anything recurses into it.
enum JSONNesting {
  /// The offset of the first bracket that opens level `limit` + 1; nil where there is none.
  static func firstExcess(in bytes: [UInt8], over limit: Int) -> Int? {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (offset, byte) in bytes.enumerated() {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth > limit { return offset }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
    }
    return nil
  }
}

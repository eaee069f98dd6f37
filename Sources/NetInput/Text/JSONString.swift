// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The escapes of JSON's strings (RFC 8259 section 7).
enum JSONString {
  private static let backslash = UInt8(ascii: "\\")

  /// What the letters of two-character escapes stand for.
  private static let letters: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "\""): "\"", backslash: "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
    UInt8(ascii: "f"): "\u{c}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
  ]

  /// The offset of the first escape that stands for nothing; nil where there is none.
  static func firstBadEscape(in inside: ArraySlice<UInt8>) -> Int? {
    var rest = inside
    while let start = rest.firstIndex(of: backslash) {
      rest = rest[start...]
      guard takeEscape(&rest) != nil else { return start }
    }
    return nil
  }

  /// The text that the inside of a string stands for; escapes that stand for nothing are left out.
  static func text(of inside: ArraySlice<UInt8>) -> String {
    var text = ""
    var rest = inside
    while let start = rest.firstIndex(of: backslash) {
      text += String(decoding: rest[..<start], as: UTF8.self)
      rest = rest[start...]
      if let scalar = takeEscape(&rest) { text.unicodeScalars.append(scalar) } else { rest = rest.dropFirst() }
    }
    return text + String(decoding: rest, as: UTF8.self)
  }

  /// Takes an escape, a pair of surrogates as one; nil, taking nothing, where it stands for nothing.
  private static func takeEscape(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar? {
    if let letter = rest.dropFirst().first, let scalar = letters[letter] {
      rest = rest.dropFirst(2)
      return scalar
    }
    guard let unit = codeUnit(at: rest) else { return nil }
    if let scalar = Unicode.Scalar(UInt32(unit)) {
      rest = rest.dropFirst(6)
      return scalar
    }
    guard UTF16.isLeadSurrogate(unit), let low = codeUnit(at: rest.dropFirst(6)), UTF16.isTrailSurrogate(low) else {
      return nil
    }
    rest = rest.dropFirst(12)
    return Unicode.Scalar(0x10000 + (UInt32(unit) - 0xd800) << 10 + UInt32(low) - 0xdc00)
  }

  private static func codeUnit(at rest: ArraySlice<UInt8>) -> UInt16? {
    guard rest.count >= 6, rest.starts(with: "\\u".utf8) else { return nil }
    return UInt16(hexadecimal: rest.dropFirst(2).prefix(4))
  }
}

// SPDX-License-Identifier: Apache-2.0

/// How bytes are written as text in mail (RFC 2045 section 6).
enum TransferEncoding {
  /// Undoes the encoding of a `Content-Transfer-Encoding`; nil where it is not known or the text is not of it.
  static func decoded(_ bytes: ArraySlice<UInt8>, _ name: String?) -> [UInt8]? {
    switch name?.lowercased() ?? "" {
    case "", "7bit", "8bit", "binary": Array(bytes)
    case "base64": base64(bytes)
    case "quoted-printable": quotedPrintable(bytes)
    default: nil
    }
  }

  /// Undoes Base64 (RFC 4648 section 4); blanks and other characters that are not of it are passed over, as RFC 2045
  /// section 6.8 has it. Nil where the last group has a single character.
  static func base64(_ bytes: some Sequence<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var (bits, count) = (UInt32(0), 0)
    for byte in bytes {
      if byte == UInt8(ascii: "=") { if count > 1 { break } else { continue } }
      guard let value = value(ofBase64: byte) else { continue }
      bits = bits << 6 | value
      count += 1
      if count == 4 {
        for shift: UInt32 in [16, 8, 0] { result.append(UInt8(truncatingIfNeeded: bits >> shift)) }
        (bits, count) = (0, 0)
      }
    }
    switch count {
    case 1: return nil
    case 2: result.append(UInt8(truncatingIfNeeded: bits >> 4))
    case 3: result += [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)]
    default: break
    }
    return result
  }

  private static func value(ofBase64 byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  /// Undoes quoted-printable (RFC 2045 section 6.7); what is not of it stays as it is.
  private static func quotedPrintable(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "=") else {
        result.append(byte)
        continue
      }
      if rest.starts(with: [0x0d, 0x0a]) {
        rest = rest.dropFirst(2)
      } else if rest.first == 0x0a {
        rest = rest.dropFirst()
      } else if let high = rest.first.flatMap(digit), let low = rest.dropFirst().first.flatMap(digit) {
        result.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
  }
}

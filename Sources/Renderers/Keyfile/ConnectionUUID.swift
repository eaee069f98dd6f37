// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The UUID by which NetworkManager knows a profile: the same for a link's name at each boot, another for each name.
///
/// RFC 9562 section 5.8 leaves the contents of version 8 to whoever makes it; these are two FNV-1a hashes of the name.
struct ConnectionUUID: CustomStringConvertible {
  /// Five groups of lower-case hexadecimal digits.
  let description: String

  init(of name: InterfaceName) {
    let text = Array("swinit-net \(name)".utf8)
    let high = Self.hash(text) & ~0xf000 | 0x8000
    let low = Self.hash(text.reversed()) & ~(0b11 << 62) | 0b10 << 62
    let digits = Self.hexadecimal(high) + Self.hexadecimal(low)
    var groups: [Substring] = []
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      groups.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    description = groups.joined(separator: "-")
  }

  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The 64-bit FNV-1a hash of a file's contents: tells an edit from what we wrote, and is no defence against malice.
public struct ContentHash: Hashable, Sendable {
  /// The hash as a number.
  public let value: UInt64

  /// The hash of contents.
  public init(of contents: some Sequence<UInt8>) {
    value = contents.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension ContentHash: Codable, CustomStringConvertible {
  /// Sixteen lower-case hexadecimal digits.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Reads the digits that `description` gives.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard text.utf8.count == 16, let value = UInt64(hexadecimal: Array(text.utf8)) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no hash of 16 hexadecimal digits"))
    }
    self.value = value
  }

  /// Writes `description`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

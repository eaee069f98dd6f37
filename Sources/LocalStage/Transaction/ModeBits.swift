// SPDX-License-Identifier: Apache-2.0

/// The permission bits of a file, as people write them: `0644`.
public struct ModeBits: Hashable, Sendable {
  /// The bits below 0o10000.
  public let bits: UInt16

  /// The permission bits of a mode that may hold a file type too.
  public init(_ bits: some BinaryInteger) { self.bits = UInt16(truncatingIfNeeded: bits) & 0o7777 }
}

extension ModeBits: ExpressibleByIntegerLiteral, Codable, CustomStringConvertible {
  /// The mode of a literal such as `0o644`.
  public init(integerLiteral bits: UInt16) { self.init(bits) }

  /// Four octal digits.
  public var description: String {
    let digits = String(bits, radix: 8)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// Reads octal digits.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let bits = UInt16(text, radix: 8), bits <= 0o7777 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no mode of four octal digits"))
    }
    self.bits = bits
  }

  /// Writes `description`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The bytes that network texts are made of, by name.
extension UInt8 {
  package static let colon = UInt8(ascii: ":")
  package static let dot = UInt8(ascii: ".")
  package static let hyphen = UInt8(ascii: "-")
  package static let slash = UInt8(ascii: "/")
  package static let underscore = UInt8(ascii: "_")

  @inlinable package var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  @inlinable package var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

  /// The value of a hexadecimal digit, any case.
  @inlinable package var hexadecimalValue: UInt8? {
    if isDigit { return self - UInt8(ascii: "0") }
    let lower = self | 0x20
    guard (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(lower) else { return nil }
    return lower - UInt8(ascii: "a") + 10
  }

  /// The lower-case digit of a value below 16.
  package static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}

extension FixedWidthInteger {
  /// Reads hexadecimal digits only: no sign, no prefix, no overflow.
  @inlinable package init?(hexadecimal digits: some Collection<UInt8>) {
    guard !digits.isEmpty, digits.count <= Self.bitWidth / 4 else { return nil }
    var value: Self = 0
    for digit in digits {
      guard let nibble = digit.hexadecimalValue else { return nil }
      value = value << 4 | Self(nibble)
    }
    self = value
  }

  /// Reads decimal digits only: no sign, no blanks, no overflow; leading zeros only where `allowingLeadingZeros`.
  @inlinable package init?(decimal digits: some Collection<UInt8>, allowingLeadingZeros: Bool = true) {
    guard let first = digits.first else { return nil }
    if !allowingLeadingZeros, first == UInt8(ascii: "0"), digits.count > 1 { return nil }
    var value: Self = 0
    for digit in digits {
      guard digit.isDigit else { return nil }
      let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowedToo) = product.addingReportingOverflow(Self(digit - UInt8(ascii: "0")))
      guard !overflowed, !overflowedToo else { return nil }
      value = sum
    }
    self = value
  }
}

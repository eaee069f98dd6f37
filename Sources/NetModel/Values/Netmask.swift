// SPDX-License-Identifier: Apache-2.0

/// What a text in the place of a netmask says.
public enum Netmask: Hashable, Sendable {
  /// A mask in address form, `255.255.255.0` or `ffff:ffff::`, of this many bits.
  case mask(length: Int)
  /// A length written instead of a mask: `24`, `/24` or `::/0`.
  case length(Int)

  /// Why a text is no netmask.
  public enum Failure: Error, Hashable {
    /// Ones after zeros, `255.0.255.0` or `ffff:0:ffff::`: such a mask has no length.
    case nonContiguous
    /// A length above 32 (IPv4) or 128 (IPv6), or a mask of the other family.
    case wrongFamily
    /// Neither a mask nor a number.
    case unreadable
  }

  /// Reads the spellings that producers use for a mask of a family.
  public init(_ text: String, family: IPFamily) throws(Failure) {
    if let address = IPAddress(text) {
      guard address.family == family else { throw .wrongFamily }
      self = .mask(length: try Self.bits(of: address))
    } else if let length = Int(decimal: text.utf8.first == .slash ? text.utf8.dropFirst() : text.utf8[...]) {
      guard length <= family.bits else { throw .wrongFamily }
      self = .length(length)
    } else if let prefix = IPPrefix(text) {
      // "::/0" and "0.0.0.0/0" as the mask of a default route: Airship and others write the destination twice.
      guard prefix.family == family else { throw .wrongFamily }
      guard prefix.address.isUnspecified else { throw .unreadable }
      self = .length(prefix.length)
    } else {
      throw .unreadable
    }
  }

  private static func bits(of mask: IPAddress) throws(Failure) -> Int {
    let value = mask.value << (128 - mask.family.bits)
    let length = (~value).leadingZeroBitCount
    guard length == 128 || value << length == 0 else { throw .nonContiguous }
    return min(length, mask.family.bits)
  }

  /// The number of network bits, however it was written.
  public var bits: Int {
    switch self {
    case .mask(let length), .length(let length): length
    }
  }
}

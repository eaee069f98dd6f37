// SPDX-License-Identifier: Apache-2.0

/// An internet protocol version.
public enum IPFamily: String, Hashable, Sendable, CaseIterable {
  /// IPv4: 32-bit addresses.
  case v4 = "IPv4"
  /// IPv6: 128-bit addresses.
  case v6 = "IPv6"

  /// The number of bits of an address: 32 or 128.
  public var bits: Int { self == .v4 ? 32 : 128 }
}

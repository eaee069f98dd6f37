// SPDX-License-Identifier: Apache-2.0

/// How a link gets IPv6 addresses besides those that the plan gives it.
///
/// All but `none` take router advertisements, hence the default route; they are ordered by what they ask for.
public enum IPv6Mode: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// None; router advertisements are ignored.
  case none
  /// Stateless address autoconfiguration (RFC 4862).
  case slaac
  /// The same, with DHCPv6 for all that is not an address (RFC 8415 section 6.1).
  case stateless
  /// Addresses by DHCPv6 (RFC 8415 section 6.2).
  case stateful

  /// Whether the link takes router advertisements.
  public var acceptsRouterAdvertisements: Bool { self != .none }

  /// Orders by what is asked for, the least first.
  public static func < (one: IPv6Mode, other: IPv6Mode) -> Bool { one.rawValue < other.rawValue }
}

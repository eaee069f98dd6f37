// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Something that the running host has otherwise than it was planned.
public struct Difference: Hashable, Sendable {
  /// What it concerns; the raw values are stable, scripts may depend on them.
  public enum Facet: String, Hashable, Sendable, CaseIterable {
    /// The interface itself: whether it is there, of which kind, and up.
    case link
    /// A link-layer address.
    case mac
    /// The MTU.
    case mtu
    /// A VLAN's parent and tag.
    case vlan
    /// How a bond spreads traffic.
    case bondMode = "bond-mode"
    /// An option of a bond.
    case bondOption = "bond-option"
    /// A member of a bond.
    case member
    /// An address.
    case address
    /// What a DHCP client is to bring.
    case dhcp
    /// Router advertisements, and what they are to bring.
    case advertisement = "ra"
    /// A route.
    case route
    /// The preference of a route.
    case metric
    /// A DNS server.
    case dns
    /// A domain that the resolver searches.
    case search
  }

  /// The link; nil where the host as a whole is concerned.
  public let link: InterfaceName?
  /// What it concerns.
  public let facet: Facet
  /// What was planned; nil for nothing.
  public let planned: String?
  /// What was found; nil for nothing.
  public let found: String?
  /// Why, or where to look, as far as it is known.
  public let cause: String?
  /// Whether it is only told, because it cannot be judged or need not be as planned.
  public var isNote: Bool

  /// A difference by its parts.
  public init(
    _ link: InterfaceName?, _ facet: Facet, planned: String?, found: String?, cause: String? = nil, isNote: Bool = false
  ) {
    self.link = link
    self.facet = facet
    self.planned = planned
    self.found = found
    self.cause = cause
    self.isNote = isNote
  }

  /// One line: `eth0: mtu: 1450 planned, 1500 found`, and after a semicolon the cause.
  public var text: String {
    let head =
      "\(link?.text ?? "host"): \(facet.rawValue): \(planned ?? "nothing") planned, \(found ?? "nothing") found"
    return cause.map { "\(head); \($0)" } ?? head
  }
}

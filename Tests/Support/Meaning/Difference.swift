// SPDX-License-Identifier: Apache-2.0

import NetModel

/// One thing in which two meanings of a link differ.
public struct Difference: Hashable, Sendable, CustomStringConvertible {
  /// What of a link it concerns.
  public enum Facet: Hashable, Sendable {
    /// Whether the link is there, and of what kind.
    case existence
    /// How its NIC is found and renamed.
    case nic
    /// The MAC address that is set.
    case macAddress
    /// The MTU.
    case mtu
    /// Whether IP over InfiniBand is in connected mode.
    case connectedMode
    /// The bond's mode or members, or whose member it is.
    case bond
    /// One option of a bond, by the kernel's name.
    case bondOption(String)
    /// Static addresses.
    case addresses
    /// DHCPv4.
    case dhcp
    /// Router advertisements and DHCPv6.
    case ipv6
    /// Routes.
    case routes
    /// The metric of a route, of DHCP or of router advertisements.
    case metric
    /// DNS servers.
    case nameServers
    /// Search domains.
    case searchDomains
  }

  /// What it concerns.
  public let facet: Facet
  /// The link.
  public let link: String
  /// What was expected and what was read.
  public let text: String
  /// The metrics that were meant and read, where it concerns metrics.
  public let metrics: [RouteMetric]

  /// A difference of its parts.
  public init(_ facet: Facet, link: String, _ text: String, metrics: [RouteMetric] = []) {
    self.facet = facet
    self.link = link
    self.text = text
    self.metrics = metrics
  }

  /// `LINK: TEXT`.
  public var description: String { "\(link): \(text)" }
}

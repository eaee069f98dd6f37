// SPDX-License-Identifier: Apache-2.0

/// A static route of a link.
public struct Route: Hashable, Sendable {
  /// Where it leads; host bits are zero.
  public let destination: IPPrefix
  /// The next hop, of the destination's family; nil where the destination is on the link.
  public let gateway: IPAddress?
  /// The preference; nil leaves it to the consumer, where no other route leads to the same place.
  public var metric: RouteMetric?
  /// Whether the gateway is outside the link's prefixes and so must be reached as if it were on the link.
  public var isOnLink: Bool

  /// A route to a destination, whose host bits are cleared; fails where the gateway is of another family.
  public init?(to destination: IPPrefix, via gateway: IPAddress?, metric: RouteMetric? = nil, isOnLink: Bool = false) {
    guard gateway == nil || gateway?.family == destination.family else { return nil }
    self.destination = destination.masked
    self.gateway = gateway
    self.metric = metric
    self.isOnLink = isOnLink
  }

  /// The family of the destination.
  public var family: IPFamily { destination.family }

  /// Whether this is a default route.
  public var isDefault: Bool { destination.isEverything }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// What a set of files makes of one interface, whoever reads them.
///
/// Readers of files and `PlanMeaning` both end here, so that a round trip is a comparison of two values.
public struct LinkMeaning: Hashable, Sendable {
  /// What the interface is made of.
  public enum Kind: Hashable, Sendable {
    /// A NIC that is there already.
    case physical
    /// A bond that is created.
    case bond(BondMeaning)
    /// A VLAN that is created.
    case vlan(VLANMeaning)
  }

  /// The name of the interface once all is done.
  public var name: String
  /// What it is made of.
  public var kind: Kind
  /// How the NIC of a physical link is found.
  public var nic = NICMatch()
  /// The MAC address that is set.
  public var macAddress: String?
  /// The MTU that is set; nil leaves it alone.
  public var mtu: Int?
  /// Whether IP over InfiniBand is put into connected mode.
  public var isConnected = false
  /// The bond that the interface is a member of.
  public var controller: String?
  /// Static addresses, in the order in which the kernel prefers them as the source of connections.
  public var addresses: [IPPrefix] = []
  /// Whether IPv4 comes by DHCP.
  public var usesDHCPv4 = false
  /// How IPv6 comes besides static addresses.
  public var ipv6 = IPv6Meaning.none
  /// The routes that are wanted.
  public var routes: Set<RouteMeaning> = []
  /// On-link routes that may be there only to reach a gateway.
  public var helperRoutes: Set<RouteMeaning> = []
  /// The metric that a format gives to routes which name none, by family.
  public var inheritedMetrics: [IPFamily: RouteMetric] = [:]
  /// The metric of routes that DHCPv4 brings.
  public var dhcpMetric: RouteMetric?
  /// The metric of routes that router advertisements bring.
  public var advertisedMetric: RouteMetric?
  /// Whether the format has one number for both of the metrics above.
  public var sharesDHCPMetric = false
  /// DNS servers in order.
  public var nameServers: [IPAddress] = []
  /// Domains that the resolver searches, in order.
  public var searchDomains: [String] = []

  /// Adds an address after those that are there; the kernel puts a new one of IPv6 before them.
  public mutating func add(_ address: IPPrefix) {
    let place = address.family == .v6 ? addresses.firstIndex { $0.family == .v6 } : nil
    addresses.insert(address, at: place ?? addresses.endIndex)
  }

  /// An interface that is up and has nothing.
  public init(name: String, kind: Kind = .physical) {
    self.name = name
    self.kind = kind
  }
}

/// How a reader finds the NIC of a physical link.
public struct NICMatch: Hashable, Sendable {
  /// The MAC address that the NIC must have; nil where it is not looked at.
  public var macAddress: String?
  /// The name that the NIC must have before; nil where it is not looked at.
  public var originalName: String?
  /// The last eight octets of an InfiniBand address; nil where they are not looked at by themselves.
  public var guid: String?
  /// Whether the NIC gets the name of the link.
  public var isRenamed = false

  /// A match of its parts.
  public init(
    macAddress: String? = nil, originalName: String? = nil, guid: String? = nil, isRenamed: Bool = false
  ) {
    self.macAddress = macAddress
    self.guid = guid
    self.originalName = originalName
    self.isRenamed = isRenamed
  }
}

/// The bond that an interface is.
public struct BondMeaning: Hashable, Sendable {
  /// The kernel's name of the mode.
  public var mode: String
  /// The options that are set, by the kernel's names, in its spelling.
  public var options: [String: String]
  /// The members.
  public var members: [String]
  /// Whether the format gives the members an order.
  public var isOrdered = true

  /// A bond of its parts.
  public init(mode: String, options: [String: String] = [:], members: [String] = []) {
    self.mode = mode
    self.options = options
    self.members = members
  }
}

/// The VLAN that an interface is.
public struct VLANMeaning: Hashable, Sendable {
  /// The interface below.
  public var parent: String
  /// The tag.
  public var id: Int

  /// A VLAN of its parts.
  public init(parent: String, id: Int) {
    self.parent = parent
    self.id = id
  }
}

/// A route of an interface.
public struct RouteMeaning: Hashable, Sendable {
  /// Where it leads.
  public var destination: IPPrefix
  /// The next hop; nil for the link itself.
  public var gateway: IPAddress?
  /// The metric; nil where the file names none.
  public var metric: RouteMetric?
  /// Whether the gateway is taken to be on the link, although no prefix says so.
  public var isOnLink: Bool

  /// A route of its parts.
  public init(to destination: IPPrefix, via gateway: IPAddress?, metric: RouteMetric? = nil, isOnLink: Bool = false) {
    self.destination = destination
    self.gateway = gateway
    self.metric = metric
    self.isOnLink = isOnLink
  }

  /// The same route with another metric.
  func with(metric: RouteMetric?) -> RouteMeaning {
    RouteMeaning(to: destination, via: gateway, metric: metric, isOnLink: isOnLink)
  }
}

extension RouteMeaning: CustomStringConvertible {
  /// The route as `ip route` writes it.
  public var description: String {
    "\(destination)" + (gateway.map { " via \($0)" } ?? "") + (metric.map { " metric \($0)" } ?? "")
      + (isOnLink ? " onlink" : "")
  }
}

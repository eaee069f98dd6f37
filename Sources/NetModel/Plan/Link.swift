// SPDX-License-Identifier: Apache-2.0

/// One link with all that is configured on it.
public struct Link: Hashable, Sendable {
  /// What a link is made of.
  public enum Kind: Hashable, Sendable {
    /// A NIC, under the name that it has before; where that is not the link's name, it is renamed.
    case physical(NIC)
    /// A bond of other links.
    case bond(Bond)
    /// A VLAN of another link.
    case vlan(VLAN)
  }

  /// The name of the interface.
  public var name: InterfaceName
  /// What it is made of.
  public var kind: Kind
  /// Whether the document gives a NIC this name: then each boot must give it again, be it that the NIC has it by now.
  public var hasRequestedName = false
  /// The address to set on a bond or VLAN; physical links keep the NIC's own.
  public var macAddress: MACAddress?
  /// The MTU; nil leaves it alone.
  public var mtu: MTU?
  /// The bond that this link is a member of; members have no addresses.
  public var bond: InterfaceName?

  /// Static addresses of both families, the preferred first.
  public var addresses: [IPPrefix] = []
  /// Whether IPv4 comes by DHCP.
  public var usesDHCPv4 = false
  /// How IPv6 comes besides static addresses.
  public var ipv6Mode = IPv6Mode.none
  /// Static routes.
  public var routes: [Route] = []
  /// The metric of routes that DHCPv4 brings, where it matters.
  public var dhcpMetric: RouteMetric?
  /// The metric of routes that router advertisements bring, where it matters.
  public var advertisedMetric: RouteMetric?
  /// DNS servers, in the document's order within each family, IPv4 first.
  public var nameServers: [IPAddress] = []
  /// Domains that the resolver searches.
  public var searchDomains: [DomainName] = []

  /// Where the document speaks of this link.
  public var path: DocumentPath

  /// A link without addresses.
  public init(name: InterfaceName, kind: Kind, path: DocumentPath) {
    self.name = name
    self.kind = kind
    self.path = path
  }
}

extension Link {
  /// The NIC of a physical link.
  public var nic: NIC? {
    if case .physical(let nic) = kind { nic } else { nil }
  }

  /// The bond that this link is.
  public var asBond: Bond? {
    if case .bond(let bond) = kind { bond } else { nil }
  }

  /// The VLAN that this link is.
  public var asVLAN: VLAN? {
    if case .vlan(let vlan) = kind { vlan } else { nil }
  }

  /// Whether the NIC of this link gets another name.
  public var isRenamed: Bool { nic.map { $0.name != name } ?? false }

  /// The static addresses of a family.
  public func addresses(_ family: IPFamily) -> [IPPrefix] { addresses.filter { $0.family == family } }

  /// The static routes of a family.
  public func routes(_ family: IPFamily) -> [Route] { routes.filter { $0.family == family } }

  /// Whether the link gets addresses of a family, static or not; each link's own link-local ones do not count.
  public func isConfigured(_ family: IPFamily) -> Bool {
    addresses.contains { $0.family == family }
      || (family == .v4 ? usesDHCPv4 : ipv6Mode.acceptsRouterAdvertisements)
  }

  /// Whether IPv6 is wanted or at least does no harm: below the least MTU for IPv6, some consumers raise the MTU of a link
  /// that is to have no more than a link-local address.
  public var mayUseIPv6: Bool { isConfigured(.v6) || (mtu?.bytes ?? MTU.leastForIPv6) >= MTU.leastForIPv6 }

  /// Whether the link gets any address.
  public var isConfigured: Bool { isConfigured(.v4) || isConfigured(.v6) }
}

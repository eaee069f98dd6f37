// SPDX-License-Identifier: Apache-2.0

import NetModel

/// What a plan means for each link: the expectation of every round trip.
public enum PlanMeaning {
  /// What is meant for each link.
  public static func links(of plan: NetworkPlan) -> [LinkMeaning] { plan.links.map(meaning) }

  /// What is meant for one link.
  ///
  /// All that the plan does not give is meant not to be: a link without an RA-based network ignores router
  /// advertisements, and a member of a bond has nothing at all.
  public static func meaning(of link: Link) -> LinkMeaning {
    var meaning = LinkMeaning(name: link.name.text)
    switch link.kind {
    case .physical(let nic):
      meaning.nic = NICMatch(
        macAddress: nic.macAddress?.description, originalName: nic.name.text,
        guid: nic.isInfiniBand ? nic.macAddress.map { String($0.description.suffix(23)) } : nil,
        isRenamed: link.isRenamed || link.hasRequestedName && nic.macAddress != nil)
      // The greatest MTU of datagrams that every fabric carries (RFC 4391).
      meaning.isConnected = nic.isInfiniBand && (link.mtu?.bytes ?? 0) > 2044
    case .bond(let bond):
      meaning.kind = .bond(
        BondMeaning(
          mode: bond.mode.name,
          options: Dictionary(uniqueKeysWithValues: bond.options.map { ($0.key.rawValue, $0.value) }),
          members: bond.members.map(\.text)))
    case .vlan(let vlan):
      meaning.kind = .vlan(VLANMeaning(parent: vlan.parent.text, id: vlan.id.number))
    }
    meaning.macAddress = link.macAddress?.description
    meaning.mtu = link.mtu?.bytes
    meaning.controller = link.bond?.text
    meaning.addresses = link.addresses
    meaning.usesDHCPv4 = link.usesDHCPv4
    meaning.ipv6 = self.meaning(of: link.ipv6Mode)
    meaning.routes = Set(
      link.routes.map { RouteMeaning(to: $0.destination, via: $0.gateway, metric: $0.metric, isOnLink: $0.isOnLink) })
    meaning.dhcpMetric = link.dhcpMetric
    meaning.advertisedMetric = link.advertisedMetric
    meaning.nameServers = link.nameServers
    meaning.searchDomains = link.searchDomains.map(\.text)
    return meaning
  }

  private static func meaning(of mode: IPv6Mode) -> IPv6Meaning {
    switch mode {
    case .none: .none
    case .slaac: IPv6Meaning(acceptsRA: true, formsAddresses: true, asksDHCPv6: .none)
    case .stateless: IPv6Meaning(acceptsRA: true, formsAddresses: true, asksDHCPv6: .stateless)
    case .stateful: IPv6Meaning(acceptsRA: true, formsAddresses: true, asksDHCPv6: .stateful)
    }
  }
}

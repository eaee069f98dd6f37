// SPDX-License-Identifier: Apache-2.0

import NetModel

/// How a network of the document gives a link its addresses.
enum NetworkType: Hashable {
  /// Addresses of the document; of either family where nil.
  case fixed(IPFamily?)
  case dhcpv4
  /// DHCPv6 on a subnet whose address mode neutron does not tell.
  case dhcpv6
  /// By router advertisements; the document's address is what neutron expects to come out.
  case advertised(IPv6Mode)

  /// The texts that producers write, lower-case and with underscores; nova makes `ipv4`, `ipv6`, `ipv4_dhcp`,
  /// `ipv6_dhcp` and `ipv6_` before neutron's address mode, the others stand in hand-written documents.
  private static let table: [String: NetworkType] = [
    "ipv4": .fixed(.v4), "ipv6": .fixed(.v6),
    "static": .fixed(nil), "static4": .fixed(.v4), "static6": .fixed(.v6),
    "ipv4_static": .fixed(.v4), "ipv6_static": .fixed(.v6),
    "ipv4_dhcp": .dhcpv4, "dhcp": .dhcpv4, "dhcp4": .dhcpv4, "ipv4_dhcp4": .dhcpv4,
    "ipv6_dhcp": .dhcpv6, "dhcp6": .dhcpv6, "ipv6_dhcp6": .dhcpv6,
    "ipv6_slaac": .advertised(.slaac), "slaac": .advertised(.slaac),
    "ipv6_dhcpv6_stateless": .advertised(.stateless), "dhcpv6_stateless": .advertised(.stateless),
    "ipv6_dhcpv6_stateful": .advertised(.stateful), "dhcpv6_stateful": .advertised(.stateful),
  ]

  /// The spellings that messages name.
  static let commonTexts =
    "ipv4, ipv6, ipv4_dhcp, ipv6_dhcp, ipv6_slaac, ipv6_dhcpv6-stateless, ipv6_dhcpv6-stateful"

  /// Reads a type; hyphens and underscores are alike.
  init?(_ text: String) {
    let type = Self.table[text] ?? Self.table[String(text.lowercased().map { $0 == "-" ? "_" : $0 })]
    guard let type else { return nil }
    self = type
  }
}

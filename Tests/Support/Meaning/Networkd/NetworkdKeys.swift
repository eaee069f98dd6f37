// SPDX-License-Identifier: Apache-2.0

/// The keys that have a meaning here, with the version of systemd that brought them: systemd.network(5),
/// systemd.netdev(5), and "CHANGES WITH" in systemd's NEWS; what is older than 247 is 247 here.
///
/// networkd knows more, none of which a plan asks for.
enum NetworkdKeys {
  /// Of .netdev files.
  static let netdev: UnitFile.Keys = [
    "NetDev": old("Name", "Kind", "MACAddress", "MTUBytes"), "VLAN": old("Id"),
    "Bond": Dictionary(uniqueKeysWithValues: NetworkdBond.keys.map { ($0, 247) }),
  ]

  /// Of .network files.
  static let network: UnitFile.Keys = [
    "Match": old("Name", "PermanentMACAddress", "MACAddress"),
    "Link": old("MTUBytes", "MACAddress", "RequiredForOnline").with(
      ["RequiredFamilyForOnline": 249, "ActivationPolicy": 248]),
    "Network": old(
      "DHCP", "LinkLocalAddressing", "IPv6AcceptRA", "IPv6DuplicateAddressDetection", "Address", "Gateway", "DNS",
      "Domains", "Bond", "PrimarySlave", "ActiveSlave", "VLAN", "ConfigureWithoutCarrier", "IgnoreCarrierLoss",
      "KeepConfiguration"),
    "Address": old("Address", "DuplicateAddressDetection"),
    "IPoIB": ["Mode": 250],
    "Route": old("Destination", "Gateway", "GatewayOnLink", "Metric", "Scope"),
    // The section of both clients that was before DHCPv4 and DHCPv6, which all versions still read.
    "DHCP": old("RouteMetric", "UseMTU"),
    "DHCPv4": old(
      "RouteMetric", "UseMTU", "UseDNS", "UseDomains", "UseRoutes", "UseGateway", "UseHostname", "RoutesToDNS"),
    // RouteMetric is that of advertised routes; from 249 on it is documented as a key of IPv6AcceptRA.
    "DHCPv6": old("RouteMetric", "WithoutRA", "UseDNS").with(["UseAddress": 248, "UseDomains": 249]),
    "IPv6AcceptRA": old("DHCPv6Client", "UseAutonomousPrefix", "UseOnLinkPrefix", "UseDNS", "UseDomains").with(
      ["RouteMetric": 249, "UseGateway": 250, "UseMTU": 250]),
  ]

  private static func old(_ names: String...) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, 247) })
  }
}

extension [String: Int] {
  fileprivate func with(_ others: [String: Int]) -> [String: Int] { merging(others) { _, other in other } }
}

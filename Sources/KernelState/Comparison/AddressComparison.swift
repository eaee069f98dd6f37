// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The addresses of a link beside those of its interface, and whether DHCP and advertisements have brought any.
struct AddressComparison {
  private let comparison: LinkComparison
  private let addresses: [KernelAddress]
  private var link: Link { comparison.link }

  init(_ comparison: LinkComparison) {
    self.comparison = comparison
    addresses = comparison.kernel.addresses(of: comparison.found)
  }

  var differences: [Difference] {
    link.addresses.compactMap(planned) + IPFamily.allCases.flatMap { brought($0) + unplanned($0) }
  }

  /// The addresses of a family that are not static ones of the plan, whatever their length.
  private func others(_ family: IPFamily) -> [KernelAddress] {
    let planned = Set(link.addresses(family).map(\.address))
    return addresses.filter { $0.prefix.family == family && $0.isGlobal && !planned.contains($0.prefix.address) }
  }

  /// Those of them that DHCP or advertisements have brought.
  ///
  /// They have a lifetime; but some clients, and leases that never end, make permanent ones. So where none has a
  /// lifetime, the first is taken to be theirs.
  private func dynamic(_ family: IPFamily) -> [KernelAddress] {
    let others = others(family)
    let mortal = others.filter { !$0.isPermanent }
    return mortal.isEmpty && link.isDynamic(family) ? Array(others.prefix(1)) : mortal
  }

  private func planned(_ prefix: IPPrefix) -> Difference? {
    let same = addresses.filter { $0.prefix.address == prefix.address }
    guard let address = same.first(where: { $0.prefix == prefix }) else {
      return comparison.difference(
        .address, planned: "\(prefix)", found: same.first.map { "\($0.prefix)" },
        cause: prefix.family == .v6 ? comparison.found.whyNoIPv6 : nil)
    }
    switch address.detection {
    case .done: return nil
    case .duplicate:
      return comparison.difference(
        .address, planned: "\(prefix)", found: "a duplicate",
        cause: "another host on the link has the address (duplicate address detection failed)")
    case .running:
      let cause =
        comparison.found.hasCarrier ? "duplicate address detection has not ended" : "the link has no carrier"
      return comparison.difference(.address, planned: "\(prefix)", found: "a tentative one", cause: cause)
    }
  }

  private func unplanned(_ family: IPFamily) -> [Difference] {
    let dynamic = Set(dynamic(family).map(\.prefix))
    return others(family).compactMap { address in
      let isDynamic = dynamic.contains(address.prefix)
      if isDynamic, link.isDynamic(family) { return nil }
      let bringer = family == .v4 ? "a DHCP client" : "a router advertisement or DHCPv6"
      return comparison.difference(
        .address, planned: nil, found: "\(address.prefix)",
        cause: isDynamic ? "it has a lifetime: \(bringer) brought it" : nil)
    }
  }

  private func brought(_ family: IPFamily) -> [Difference] {
    guard link.isDynamic(family), dynamic(family).isEmpty else { return [] }
    guard family == .v6 else { return [comparison.difference(.dhcp, planned: "an IPv4 address", found: nil)] }
    let cause = comparison.found.whyNoIPv6 ?? AdvertisementComparison(comparison).whyNothingCame
    return link.ipv6Mode == .stateful
      ? [comparison.difference(.dhcp, planned: "an IPv6 address", found: nil, cause: cause)]
      : [comparison.difference(.advertisement, planned: "an IPv6 address", found: nil, cause: cause)]
  }
}

extension Link {
  /// Whether addresses of a family come from elsewhere than the plan.
  func isDynamic(_ family: IPFamily) -> Bool {
    family == .v4 ? usesDHCPv4 : ipv6Mode.acceptsRouterAdvertisements
  }
}

extension KernelLink {
  /// Why no IPv6 address can be there at all; nil where it can.
  fileprivate var whyNoIPv6: String? {
    if mtu < MTU.leastForIPv6 { return "the kernel turns IPv6 off where the MTU is below \(MTU.leastForIPv6)" }
    return ipv6?.isDisabled ?? true ? "IPv6 is off on the link" : nil
  }
}

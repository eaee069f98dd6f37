// SPDX-License-Identifier: Apache-2.0

import NetModel

/// A link of a plan beside the interface of its name.
struct LinkComparison {
  let link: Link
  let found: KernelLink
  let kernel: KernelState

  /// All that differs; what follows of itself from an interface that is missing, wrong or down is not told.
  static func differences(of link: Link, in kernel: KernelState) -> [Difference] {
    guard let found = kernel.link(named: link.name) else { return [missing(link, in: kernel)] }
    let comparison = LinkComparison(link: link, found: found, kernel: kernel)
    guard comparison.isOfRightKind else {
      return [comparison.difference(.link, planned: link.kindName, found: found.kindName)]
    }
    let lower = comparison.macAddress + comparison.mtu + comparison.vlan + comparison.bond + comparison.master
    guard found.isUp else { return lower + [comparison.difference(.link, planned: "up", found: "down")] }
    return lower + AddressComparison(comparison).differences + AdvertisementComparison(comparison).differences
      + RouteComparison(comparison).differences
  }

  /// A difference of this link; what is missing on a link without a carrier is missing for that.
  func difference(
    _ facet: Difference.Facet, planned: String?, found: String?, cause: String? = nil, isNote: Bool = false
  ) -> Difference {
    let isAbsent = planned != nil && found == nil
    let reason = isAbsent && !self.found.hasCarrier ? "the link has no carrier" : cause
    return Difference(link.name, facet, planned: planned, found: found, cause: reason, isNote: isNote)
  }

  private static func missing(_ link: Link, in kernel: KernelState) -> Difference {
    let other = link.nic.flatMap { kernel.link(of: $0) }
    return Difference(
      link.name, .link, planned: link.kindName, found: nil,
      cause: other.map { "the NIC \(link.nic?.macAddress?.description ?? "") is called \($0.name)" })
  }

  private var isOfRightKind: Bool {
    switch link.kind {
    case .physical: found.mayBeNIC
    case .bond: found.kind == "bond"
    case .vlan: found.kind == "vlan"
    }
  }

  private var macAddress: [Difference] {
    if let nic = link.nic {
      // Where the kernel knows no permanent address, the present one counts.
      guard let planned = nic.macAddress, found.nicAddress?.portAddress != planned.portAddress else { return [] }
      let other = kernel.link(of: nic)
      return [
        difference(
          .mac, planned: "NIC \(planned)", found: found.nicAddress?.description,
          cause: other.map { "that NIC is called \($0.name)" })
      ]
    }
    // With fail_over_mac the bond has the address of whichever member is active (bonding.rst).
    let follows = link.asBond.map { $0.options[.failOverMAC] ?? "none" != "none" } ?? false
    guard let planned = link.macAddress, planned != found.macAddress, !follows else { return [] }
    return [difference(.mac, planned: "\(planned)", found: found.macAddress?.description)]
  }

  private var mtu: [Difference] {
    guard let planned = link.mtu, planned.bytes != found.mtu else { return [] }
    return [difference(.mtu, planned: "\(planned)", found: "\(found.mtu)")]
  }

  private var vlan: [Difference] {
    guard let planned = link.asVLAN else { return [] }
    let parent = found.parent.flatMap { kernel.link($0)?.name }
    guard parent != planned.parent.text || found.vlanID != planned.id.number else { return [] }
    return [
      difference(
        .vlan, planned: "VLAN \(planned.id) of \(planned.parent)",
        found: "VLAN \(found.vlanID.map(String.init) ?? "?") of \(parent ?? "?")")
    ]
  }

  private var bond: [Difference] { link.asBond.map { BondComparison(bond: $0, link: self).differences } ?? [] }

  /// That a member has its bond is told of the bond.
  private var master: [Difference] {
    guard link.bond == nil, let master = found.master else { return [] }
    return [difference(.member, planned: nil, found: "member of \(kernel.link(master)?.name ?? "?")")]
  }
}

extension KernelLink {
  fileprivate var kindName: String { kind ?? "NIC" }
}

extension Link {
  fileprivate var kindName: String {
    switch kind {
    case .physical(let nic): nic.macAddress.map { "NIC \($0)" } ?? "NIC"
    case .bond: "bond"
    case .vlan: "vlan"
    }
  }
}

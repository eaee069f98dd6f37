// SPDX-License-Identifier: Apache-2.0

/// Gives a bond that names no MAC address that of its first member.
///
/// It is what the kernel does by itself (bond_enslave() in bond_main.c), but systemd-networkd makes an address of its own
/// from the machine's identity, which the cloud does not know.
enum BondAddress {
  /// The links with an address on each bond of which a member's NIC is known by one.
  static func applied(to links: [Link]) -> [Link] {
    let addresses = Dictionary(links.map { ($0.name, $0.nic?.macAddress) }, uniquingKeysWith: { first, _ in first })
    return links.map { link in
      guard link.macAddress == nil, let first = link.asBond?.members.first, let address = addresses[first] ?? nil,
        address.isSettable
      else { return link }
      var link = link
      link.macAddress = address
      return link
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import CLinux
import NetModel

extension KernelLink {
  /// Reads RTM_NEWLINK: struct ifinfomsg and IFLA_* attributes; nil for another message, or one without a name.
  init?(_ message: NetlinkMessage) {
    let attributes = NetlinkAttributes(message.body.dropping(16))
    guard message.type == RTM_NEWLINK, let index = message.body.uint32(4), let flags = message.body.uint32(8),
      let name = attributes.text(Int(IFLA_IFNAME))
    else { return nil }
    let info = attributes.nested(Int(IFLA_LINKINFO))
    self.init(index: Int(index), name: name, kind: info.text(Int(IFLA_INFO_KIND)))
    isUp = flags & UInt32(IFF_UP) != 0
    hasCarrier = flags & Self.lowerUp != 0
    mtu = attributes.uint32(Int(IFLA_MTU)).map(Int.init) ?? 0
    macAddress = attributes[Int(IFLA_ADDRESS)].flatMap { MACAddress(bytes: $0.array) }
    // Of a bond's member, what the bonding driver remembers: the driver of the NIC may have nothing.
    permanentMACAddress =
      info.nested(Int(IFLA_INFO_SLAVE_DATA))[Int(IFLA_BOND_SLAVE_PERM_HWADDR)].flatMap { MACAddress(bytes: $0.array) }
      ?? attributes[Int(IFLA_PERM_ADDRESS)].flatMap { MACAddress(bytes: $0.array) }
    // An index of another network namespace means nothing here.
    parent = attributes[Int(IFLA_LINK_NETNSID)] == nil ? attributes.index(Int(IFLA_LINK)) : nil
    master = attributes.index(Int(IFLA_MASTER))
    if kind == "vlan" {
      vlanID = info.nested(Int(IFLA_INFO_DATA))[Int(IFLA_VLAN_ID)]?.uint16(0).map(Int.init)
    }
  }

  /// IFF_LOWER_UP of linux/if.h, which cannot be included beside net/if.h.
  private static let lowerUp: UInt32 = 1 << 16
}

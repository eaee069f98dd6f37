// SPDX-License-Identifier: Apache-2.0

import NetModel

/// How a VLAN comes to be.
enum ENIVLAN {
  /// Whether ifupdown makes the VLAN by itself: it reads PARENT.ID from the name, split at the first dot.
  ///
  /// It would make VLAN 10 of eth0 for `eth0.10.20`, so names of any other form must be there before it looks.
  static func isNative(_ link: Link, _ vlan: VLAN) -> Bool {
    link.name.text == "\(vlan.parent).\(vlan.id)" && !vlan.parent.text.utf8.contains(.dot)
  }

  /// The command by which the parent makes any other VLAN once it is up.
  static func command(for link: Link, _ vlan: VLAN) -> String {
    "[ -e /sys/class/net/\(link.name) ] || ip link add link \(vlan.parent) name \(link.name) type vlan id \(vlan.id)"
  }
}

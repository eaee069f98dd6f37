// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The .netdev file of a link that is to be made (systemd.netdev(5)).
struct NetworkdNetdev {
  private var file = SectionedText()

  /// Nil for a NIC, which is there.
  init?(_ link: Link) {
    switch link.kind {
    case .physical: return nil
    case .bond(let bond):
      addDevice(of: link, kind: "bond")
      file.section("Bond") { NetworkdBondOptions.add(bond, to: &$0) }
    case .vlan(let vlan):
      addDevice(of: link, kind: "vlan")
      file.section("VLAN") { $0.set("Id", vlan.id) }
    }
  }

  private mutating func addDevice(of link: Link, kind: String) {
    file.section("NetDev") { section in
      section.set("Name", link.name)
      section.set("Kind", kind)
      section.set("MACAddress", link.macAddress)
    }
  }

  /// The file's sections.
  var text: String { file.text }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The profile of one link.
///
/// Every link has one, also those without addresses: NetworkManager makes a DHCP profile for a NIC that has none.
struct KeyfileProfile {
  private var file = SectionedText()

  init(_ link: Link, in plan: NetworkPlan, resolver: KeyfileResolver) {
    addConnection(of: link, isFallback: plan.isFallback)
    addDevice(of: link)
    switch link.kind {
    case .physical: break
    case .bond(let bond): file.section("bond") { KeyfileBondOptions.add(bond, to: &$0) }
    case .vlan(let vlan):
      file.section("vlan") { section in
        section.set("id", vlan.id)
        section.set("parent", vlan.parent)
      }
    }
    guard link.bond == nil else { return }
    for family in IPFamily.allCases {
      let ip = KeyfileIP(link, family, resolver: resolver, isFallback: plan.isFallback)
      file.add(family == .v4 ? "ipv4" : "ipv6", ip.section)
    }
  }

  /// The file's sections.
  var text: String { file.text }

  private mutating func addConnection(of link: Link, isFallback: Bool) {
    file.section("connection") { section in
      section.set("id", "swinit-\(link.name)")
      section.set("uuid", ConnectionUUID(of: link.name))
      section.set("type", Self.type(of: link))
      // A NIC that is known by its address is found under whatever name.
      if link.nic?.macAddress == nil { section.set("interface-name", link.name) }
      // A profile that an image brought along must not win because it has been used before.
      section.set("autoconnect-priority", 100)
      if isFallback { section.set("autoconnect-retries", 1) }
      if let bond = link.bond {
        // The names of `controller` and `port-type` before version 1.46, which later ones read too.
        section.set("master", bond)
        section.set("slave-type", "bond")
      }
    }
  }

  private static func type(of link: Link) -> String {
    switch link.kind {
    case .physical(let nic): nic.isInfiniBand ? "infiniband" : "ethernet"
    case .bond: "bond"
    case .vlan: "vlan"
    }
  }

  private mutating func addDevice(of link: Link) {
    let isInfiniBand = link.nic?.isInfiniBand ?? false
    file.section(isInfiniBand ? "infiniband" : "ethernet") { section in
      section.set("mac-address", link.nic?.macAddress)
      section.set("cloned-mac-address", link.macAddress)
      // A member takes its bond's.
      if link.bond == nil { section.set("mtu", link.mtu) }
      if isInfiniBand {
        section.set("transport-mode", link.needsConnectedMode ? "connected" : "datagram")
      }
    }
  }
}

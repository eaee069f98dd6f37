// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// An element of `links`.
struct WireLink: WireRecord {
  var id: WireScalar?
  var type: WireScalar?
  var name: WireScalar?
  var ethernetMACAddress: WireScalar?
  var mtu: WireScalar?
  var vlanID: WireScalar?
  var vlanLink: WireScalar?
  var vlanMACAddress: WireScalar?
  var bondLinks: WireList<WireScalar>?
  /// Of a bond: every other key that begins with `bond_`, with the key as it is; in the order of the keys.
  var bondOptions: [(key: String, value: WireScalar)] = []

  init(_ object: WireObject) throws {
    id = object.scalar("id")
    type = object.scalar("type")
    name = object.scalar("name")
    ethernetMACAddress = object.scalar("ethernet_mac_address")
    mtu = object.scalar("mtu", isMostlyNumber: true)
    vlanID = object.scalar("vlan_id", isMostlyNumber: true)
    vlanLink = object.scalar("vlan_link")
    vlanMACAddress = object.scalar("vlan_mac_address")
    bondLinks = try object.list("bond_links")
    guard type?.text?.lowercased() == "bond" else { return }
    for key in object.allKeys where key.stringValue.hasPrefix("bond_") && key.stringValue != "bond_links" {
      bondOptions.append((key.stringValue, WireScalar(object, key)))
    }
    bondOptions.sort { $0.key < $1.key }
  }
}

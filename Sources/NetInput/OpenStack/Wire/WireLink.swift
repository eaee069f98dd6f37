// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// An element of `links`.
struct WireLink: Decodable {
  var id: WireScalar?
  var type: WireScalar?
  var name: WireScalar?
  var ethernetMACAddress: WireScalar?
  var mtu: WireScalar?
  var vlanID: WireScalar?
  var vlanLink: WireScalar?
  var vlanMACAddress: WireScalar?
  var bondLinks: WireList<WireScalar>?
  /// Every other key that begins with `bond_`, with the key as it is; in the order of the keys.
  var bondOptions: [(key: String, value: WireScalar)] = []
  var unknownKeys: [String] = []

  init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: WireKey.self)
    for key in object.allKeys {
      switch key.stringValue {
      case "id": id = try object.scalar(key)
      case "type": type = try object.scalar(key)
      case "ethernet_mac_address": ethernetMACAddress = try object.scalar(key)
      case "mtu": mtu = try object.scalar(key)
      case "vif_id": break  // The port's id in neutron: of no use in the guest.
      case "name": name = try object.scalar(key)
      case "vlan_id": vlanID = try object.scalar(key)
      case "vlan_link": vlanLink = try object.scalar(key)
      case "vlan_mac_address": vlanMACAddress = try object.scalar(key)
      case "bond_links": bondLinks = try object.list(key)
      case let option where option.hasPrefix("bond_"):
        bondOptions.append((option, try object.scalar(key)))
      default: unknownKeys.append(key.stringValue)
      }
    }
    bondOptions.sort { $0.key < $1.key }
  }
}

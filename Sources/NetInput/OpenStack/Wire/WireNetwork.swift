// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// An element of `networks`.
struct WireNetwork: Decodable {
  var type: WireScalar?
  var link: WireScalar?
  var ipAddress: WireScalar?
  var netmask: WireScalar?
  var gateway: WireScalar?
  var ipAddresses: WireList<WireAddress>?
  var routes: WireList<WireRoute>?
  var services: WireList<WireService>?
  var dnsNameServers: WireList<WireScalar>?
  var dnsSearch: WireList<WireScalar>?
  var unknownKeys: [String] = []

  init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: WireKey.self)
    for key in object.allKeys {
      switch key.stringValue {
      // `id` and `network_id` are no keys: ironic and CloudStack repeat them. `network_name` is for people.
      case "id", "network_id", "network_name": break
      case "type": type = try object.scalar(key)
      case "link": link = try object.scalar(key)
      case "ip_address": ipAddress = try object.scalar(key)
      case "netmask": netmask = try object.scalar(key)
      case "gateway": gateway = try object.scalar(key)
      case "ip_addresses": ipAddresses = try object.list(key)
      case "routes": routes = try object.list(key)
      case "services": services = try object.list(key)
      case "dns_nameservers": dnsNameServers = try object.list(key)
      case "dns_search": dnsSearch = try object.list(key)
      default: unknownKeys.append(key.stringValue)
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// An element of a network's `routes`.
struct WireRoute: Decodable {
  var network: WireScalar?
  var netmask: WireScalar?
  var gateway: WireScalar?
  var metric: WireScalar?
  var services: WireList<WireService>?
  var unknownKeys: [String] = []

  init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: WireKey.self)
    for key in object.allKeys {
      switch key.stringValue {
      case "network": network = try object.scalar(key)
      case "netmask": netmask = try object.scalar(key)
      case "gateway": gateway = try object.scalar(key)
      case "metric": metric = try object.scalar(key)
      case "services": services = try object.list(key)
      default: unknownKeys.append(key.stringValue)
      }
    }
  }
}

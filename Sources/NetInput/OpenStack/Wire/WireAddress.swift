// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// An element of a network's `ip_addresses`, which nova proposed three times and never built.
struct WireAddress: Decodable {
  var address: WireScalar?
  var netmask: WireScalar?
  var unknownKeys: [String] = []

  init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: WireKey.self)
    for key in object.allKeys {
      switch key.stringValue {
      case "address": address = try object.scalar(key)
      case "netmask": netmask = try object.scalar(key)
      default: unknownKeys.append(key.stringValue)
      }
    }
  }
}

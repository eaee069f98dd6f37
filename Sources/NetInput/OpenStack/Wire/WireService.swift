// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// An element of any `services`.
struct WireService: Decodable {
  var type: WireScalar?
  var address: WireScalar?
  var unknownKeys: [String] = []

  init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: WireKey.self)
    for key in object.allKeys {
      switch key.stringValue {
      case "type": type = try object.scalar(key)
      case "address": address = try object.scalar(key)
      default: unknownKeys.append(key.stringValue)
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A network_data.json as it stands.
struct WireDocument: Decodable {
  var links: WireList<WireLink>?
  var networks: WireList<WireNetwork>?
  var services: WireList<WireService>?
  var unknownKeys: [String] = []

  init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: WireKey.self)
    for key in object.allKeys {
      switch key.stringValue {
      case "links": links = try object.list(key)
      case "networks": networks = try object.list(key)
      case "services": services = try object.list(key)
      default: unknownKeys.append(key.stringValue)
      }
    }
  }
}

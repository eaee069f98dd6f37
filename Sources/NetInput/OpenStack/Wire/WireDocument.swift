// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A network_data.json as it stands.
struct WireDocument: Decodable {
  var links: WireList<WireLink>?
  var networks: WireList<WireNetwork>?
  var services: WireList<WireService>?

  init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: WireKey.self)
    links = try object.list("links")
    networks = try object.list("networks")
    services = try object.list("services")
  }
}

// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// An element of a network's `routes`.
struct WireRoute: WireRecord {
  var network: WireScalar?
  var netmask: WireScalar?
  var gateway: WireScalar?
  var metric: WireScalar?
  var services: WireList<WireService>?

  init(_ object: WireObject) throws {
    network = object.scalar("network")
    netmask = object.scalar("netmask")
    gateway = object.scalar("gateway")
    metric = object.scalar("metric", isMostlyNumber: true)
    services = try object.list("services")
  }
}

// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// An element of a network's `ip_addresses`, which nova proposed three times and never built.
struct WireAddress: WireRecord {
  var address: WireScalar?
  var netmask: WireScalar?

  init(_ object: WireObject) throws {
    address = object.scalar("address")
    netmask = object.scalar("netmask")
  }
}

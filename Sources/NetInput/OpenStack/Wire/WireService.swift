// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// An element of any `services`.
struct WireService: WireRecord {
  var type: WireScalar?
  var address: WireScalar?

  init(_ object: WireObject) throws {
    type = object.scalar("type")
    address = object.scalar("address")
  }
}

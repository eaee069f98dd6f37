// SPDX-License-Identifier: Apache-2.0

import NetModel

extension [NIC] {
  /// The NICs of a host with their addresses, the first eight of them, for hints.
  var inWords: String {
    guard !isEmpty else { return "the host has no NIC" }
    let shown = prefix(8).map { "\($0.name)=\($0.macAddress?.description ?? "none")" }.joined(separator: ", ")
    return "the host has \(shown)" + (count > 8 ? ", …" : "")
  }
}

// SPDX-License-Identifier: Apache-2.0

extension Link {
  /// The link with its DNS servers grouped by family, IPv4 first, in their order within each.
  ///
  /// netplan and NetworkManager put them so whatever is written; grouped here, every format says the same.
  func groupingNameServers() -> Link {
    var link = self
    link.nameServers = nameServers.filter { $0.family == .v4 } + nameServers.filter { $0.family == .v6 }
    return link
  }
}

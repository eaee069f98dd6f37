// SPDX-License-Identifier: Apache-2.0

/// Prefixes, to ask which addresses lie in one of them; asking takes no longer for many prefixes than for few.
struct PrefixSet {
  private var prefixes: Set<IPPrefix> = []
  private var lengths: [IPFamily: Set<Int>] = [:]

  /// The prefixes, of whatever addresses.
  init(_ prefixes: [IPPrefix]) {
    for prefix in prefixes where self.prefixes.insert(prefix.masked).inserted {
      lengths[prefix.family, default: []].insert(prefix.length)
    }
  }

  /// Whether an address lies in one of them.
  func contains(_ address: IPAddress) -> Bool {
    lengths[address.family, default: []].contains { length in
      IPPrefix(address, length: length).map { prefixes.contains($0.masked) } ?? false
    }
  }
}

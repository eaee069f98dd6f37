// SPDX-License-Identifier: Apache-2.0

/// Where the members of an object stand, by key, to find keys that repeat.
///
/// Of an object that nothing is known of, no key means anything, and none is remembered.
struct JSONMembers {
  /// The members whose keys the shape lists, by the key's place in the list.
  private var listed: [Range<Int>?]
  /// The members whose keys the shape knows by how they begin.
  private var others: [String: Range<Int>] = [:]

  init(_ shape: WireShape?) {
    listed = Array(repeating: nil, count: shape?.count ?? 0)
  }

  /// Remembers where a member stands; gives the place of the one that had the key before.
  mutating func replace(_ key: WireShape.Key, by member: Range<Int>) -> Range<Int>? {
    switch key {
    case .listed(let place):
      defer { listed[place] = member }
      return listed[place]
    case .prefixed(let name):
      return others.updateValue(member, forKey: name)
    case .unknown:
      return nil
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetInput

extension YAMLNode {
  /// This value over that of a file that counts less, as cloud-init's default mergers `list()+dict()+str()` do it
  /// (cloudinit/mergers): mappings are joined key by key at every depth, and of other values this one stays.
  ///
  /// A mapping below a text or list replaces it (m_str.py, m_list.py), but not below null.
  public func merged(over lower: YAMLNode) -> YAMLNode {
    guard let below = lower.entries else { return self }
    guard let own = entries else { return isNull ? self : lower }
    var result = own.distinct
    let places = Dictionary(uniqueKeysWithValues: result.enumerated().map { ($1.key, $0) })
    for entry in below.distinct {
      if let place = places[entry.key] {
        let mine = result[place]
        result[place] = Entry(key: mine.key, place: mine.place, value: mine.value.merged(over: entry.value))
      } else {
        result.append(entry)
      }
    }
    return YAMLNode(.mapping(result), at: place)
  }
}

extension [YAMLNode.Entry] {
  /// Each key once, with the last of its values, as PyYAML reads them.
  fileprivate var distinct: [Element] {
    var places: [String: Int] = [:]
    var result: [Element] = []
    for entry in self {
      if let place = places[entry.key] {
        result[place] = entry
      } else {
        places[entry.key] = result.count
        result.append(entry)
      }
    }
    return result
  }
}

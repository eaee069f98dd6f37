// SPDX-License-Identifier: Apache-2.0

/// The keys at the top of a YAML (or JSON) text: enough to tell what kind of document it is.
struct YAMLOutline {
  /// The keys of the root mapping and, where it has a `network` mapping, of that.
  private(set) var keys: Set<String> = []
  private(set) var networkKeys: Set<String> = []
  /// The value of `version`, at the top or below `network`.
  private(set) var version: String?

  /// Reads a text as far as it is YAML; nil where the root is no mapping.
  init?(_ bytes: [UInt8]) {
    guard let events = YAMLEvents(bytes), walk(events) else { return nil }
  }

  private mutating func walk(_ events: YAMLEvents) -> Bool {
    var open: [Bool] = []  // Of each open collection, whether it is a mapping.
    var keys: [String?] = []  // The key that each open mapping has read and not yet given a value.
    while let event = try? events.next() {
      switch event.kind {
      case .mappingStart, .sequenceStart:
        if case .mappingStart = event.kind { open.append(true) } else { open.append(false) }
        keys.append(nil)
        if open == [false] { return false }
      case .mappingEnd, .sequenceEnd:
        open.removeLast()
        keys.removeLast()
        if !keys.isEmpty { keys[keys.count - 1] = nil }
      case .scalar(let text, _):
        guard let isMapping = open.last else { return false }
        guard isMapping, open.count <= 2 else { continue }
        if let key = keys[keys.count - 1] {
          if key == "version" { version = version ?? text }
          keys[keys.count - 1] = nil
        } else {
          keys[keys.count - 1] = text
          note(text, below: keys.dropLast().compactMap(\.self))
        }
      case .streamEnd: return !self.keys.isEmpty
      default: break
      }
    }
    return !self.keys.isEmpty
  }

  private mutating func note(_ key: String, below parents: [String]) {
    if parents.isEmpty { keys.insert(key) }
    if parents == ["network"] { networkKeys.insert(key) }
  }
}

// SPDX-License-Identifier: Apache-2.0

import CYAML

/// The keys at the top of a YAML (or JSON) text: enough to tell what kind of document it is.
struct YAMLOutline {
  /// The keys of the root mapping and, where it has a `network` mapping, of that.
  private(set) var keys: Set<String> = []
  private(set) var networkKeys: Set<String> = []
  /// The value of `version`, at the top or below `network`.
  private(set) var version: String?

  /// Reads a text as far as it is YAML; nil where the root is no mapping.
  init?(_ bytes: [UInt8]) {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { return nil }
    defer { yaml_parser_delete(&parser) }
    let isMapping = bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      return walk(&parser)
    }
    guard isMapping else { return nil }
  }

  private mutating func walk(_ parser: inout yaml_parser_t) -> Bool {
    var open: [Bool] = []  // Of each open collection, whether it is a mapping.
    var keys: [String?] = []  // The key that each open mapping has read and not yet given a value.
    var event = yaml_event_t()
    while yaml_parser_parse(&parser, &event) == 1 {
      defer { yaml_event_delete(&event) }
      switch event.type {
      case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT:
        open.append(event.type == YAML_MAPPING_START_EVENT)
        keys.append(nil)
        if open == [false] { return false }
      case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
        open.removeLast()
        keys.removeLast()
        if !keys.isEmpty { keys[keys.count - 1] = nil }
      case YAML_SCALAR_EVENT:
        guard let isMapping = open.last else { return false }
        guard isMapping, open.count <= 2 else { continue }
        let text = String(cString: event.data.scalar.value)
        if let key = keys[keys.count - 1] {
          if key == "version" { version = version ?? text }
          keys[keys.count - 1] = nil
        } else {
          keys[keys.count - 1] = text
          note(text, below: keys.dropLast().compactMap(\.self))
        }
      case YAML_STREAM_END_EVENT: return !self.keys.isEmpty
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

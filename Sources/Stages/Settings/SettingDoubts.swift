// SPDX-License-Identifier: Apache-2.0

import NetInput

/// Settings that are read with a warning where they are not what they are to be.
extension ModulePlan {
  /// The boolean at a key.
  mutating func flag(_ key: String, in node: YAMLNode, _ name: String? = nil, default value: Bool = false) -> Bool {
    guard let node = node[path: key] else { return value }
    if let flag = node.flag { return flag }
    warn("\(name ?? key) is to be true or false; \(value) is assumed")
    return value
  }

  /// The text at a key, without blanks at its ends; nil where it is empty.
  mutating func text(_ key: String, in node: YAMLNode, _ name: String? = nil) -> String? {
    guard let node = node[path: key] else { return nil }
    guard let text = node.text else {
      warn("\(name ?? key) is to be a text; it is ignored")
      return nil
    }
    let trimmed = text.trimmed
    return trimmed.isEmpty ? nil : trimmed
  }

  /// The values of a list at a key.
  mutating func list(_ key: String, in node: YAMLNode, _ name: String? = nil) -> [YAMLNode] {
    guard let node = node[path: key] else { return [] }
    if node.elements == nil { warn("\(name ?? key) is to be a list; it is ignored") }
    return node.elements ?? []
  }

  /// The mapping at a key; an empty one where there is none.
  mutating func mapping(_ key: String, in node: YAMLNode) -> YAMLNode {
    guard let node = node[path: key] else { return .emptyMapping }
    if node.entries != nil { return node }
    warn("\(key) is to be a mapping; it is ignored")
    return .emptyMapping
  }
}

extension String {
  /// The lines, without the empty one that the last line break would make.
  var lines: [String] {
    var lines = split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}

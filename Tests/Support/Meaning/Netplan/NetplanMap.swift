// SPDX-License-Identifier: Apache-2.0

import NetModel

/// A mapping of a netplan file, whose keys must all be used: netplan refuses the whole file for one it does not know.
struct NetplanMap {
  let file: String
  let line: Int
  let keys: [String]
  private let values: [String: YAMLNode]

  /// A mapping with no keys but these.
  init(_ node: YAMLNode, file: String, known: Set<String>? = nil) throws {
    guard case .mapping(let pairs, let line) = node else {
      throw MeaningError("\(file):\(node.line)", "a mapping was expected")
    }
    self.file = file
    self.line = line
    keys = pairs.map(\.key)
    values = Dictionary(uniqueKeysWithValues: pairs.map { ($0.key, $0.value) })
    if let known, let odd = pairs.first(where: { !known.contains($0.key) }) {
      throw MeaningError("\(file):\(odd.value.line)", "unknown key '\(odd.key)'")
    }
  }

  /// An error in this mapping.
  func error(_ text: String) -> MeaningError { MeaningError("\(file):\(line)", text) }

  /// The value of a key.
  subscript(key: String) -> YAMLNode? { values[key] }

  /// A scalar.
  func text(_ key: String) throws -> String? {
    guard let node = values[key] else { return nil }
    guard case .scalar(let text, _) = node else { throw error("\(key): a scalar was expected") }
    return text
  }

  /// A boolean as netplan 0.106 reads it (handle_generic_bool).
  func flag(_ key: String) throws -> Bool? {
    guard let text = try text(key) else { return nil }
    switch text {
    case "true", "on", "yes", "y": return true
    case "false", "off", "no", "n": return false
    default: throw error("invalid boolean value '\(text)' of \(key)")
    }
  }

  /// An unsigned number of 32 bits.
  func number(_ key: String) throws -> Int? {
    guard let text = try text(key) else { return nil }
    guard let number = text.decimal, UInt32(exactly: number) != nil else {
      throw error("invalid unsigned int value '\(text)'")
    }
    return number
  }

  /// A sequence of scalars.
  func list(_ key: String) throws -> [String]? {
    guard let node = values[key] else { return nil }
    guard case .sequence(let nodes, _) = node else { throw error("\(key): a sequence was expected") }
    return try nodes.map { node in
      guard case .scalar(let text, _) = node else { throw error("\(key): scalars were expected") }
      return text
    }
  }

  /// A sequence of mappings.
  func maps(_ key: String, known: Set<String>) throws -> [NetplanMap] {
    guard let node = values[key] else { return [] }
    guard case .sequence(let nodes, _) = node else { throw error("\(key): a sequence was expected") }
    return try nodes.map { try NetplanMap($0, file: file, known: known) }
  }

  /// A mapping.
  func map(_ key: String, known: Set<String>? = nil) throws -> NetplanMap? {
    try values[key].map { try NetplanMap($0, file: file, known: known) }
  }
}

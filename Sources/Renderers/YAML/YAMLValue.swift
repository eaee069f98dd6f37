// SPDX-License-Identifier: Apache-2.0

/// A value of a YAML document, with its mappings in order.
indirect enum YAMLValue {
  /// A text; quoted where it could be read as anything else.
  case text(String)
  case number(Int)
  case flag(Bool)
  case sequence([YAMLValue])
  case mapping([(key: String, value: YAMLValue)])
}

extension YAMLValue: ExpressibleByDictionaryLiteral, ExpressibleByBooleanLiteral, ExpressibleByStringLiteral {
  init(dictionaryLiteral elements: (String, YAMLValue)...) { self = .mapping(elements.map { ($0.0, $0.1) }) }
  init(booleanLiteral value: Bool) { self = .flag(value) }
  init(stringLiteral value: String) { self = .text(value) }
}

/// A mapping under construction; keys without a value are left out.
struct YAMLMapping {
  private(set) var entries: [(key: String, value: YAMLValue)] = []

  /// Sets a key to a value, if there is one; lists and mappings that are empty count as none.
  mutating func set(_ key: String, _ value: YAMLValue?) {
    switch value {
    case nil: return
    case .sequence(let values)? where values.isEmpty: return
    case .mapping(let inner)? where inner.isEmpty: return
    case let value?: entries.append((key, value))
    }
  }

  /// Sets a key to a value, be it empty.
  mutating func add(_ key: String, _ value: YAMLValue) { entries.append((key, value)) }

  /// Sets a key to a text, if there is one.
  mutating func set(_ key: String, text: (some CustomStringConvertible)?) {
    set(key, text.map { .text($0.description) })
  }

  /// Sets a key to a list of texts, if it is not empty.
  mutating func set(_ key: String, texts: [some CustomStringConvertible]) {
    set(key, .sequence(texts.map { .text($0.description) }))
  }

  /// The mapping as a value.
  var value: YAMLValue { .mapping(entries) }
}

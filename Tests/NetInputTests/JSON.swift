// SPDX-License-Identifier: Apache-2.0

/// A document as a tree that tests build, change and write.
indirect enum JSON: Hashable {
  case null
  case bool(Bool)
  case number(Int)
  case string(String)
  case list([JSON])
  case object([Member])

  /// A key and its value; objects keep their order.
  struct Member: Hashable {
    var key: String
    var value: JSON
  }

  /// The JSON text; strings are plain ASCII here, but for what is escaped.
  var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let value): "\"" + value.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\""
    case .list(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { JSON.string($0.key).text + ": " + $0.value.text }.joined(separator: ", ") + "}"
    }
  }

  var bytes: [UInt8] { Array(text.utf8) }

  /// The value of a key; setting nil removes it.
  subscript(key: String) -> JSON? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.key == key }?.value
    }
    set {
      guard case .object(var members) = self else { return }
      let index = members.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
      self = .object(members)
    }
  }

  /// The elements of a list, else none.
  var elements: [JSON] {
    get { if case .list(let values) = self { values } else { [] } }
    set { self = .list(newValue) }
  }

  var string: String? { if case .string(let value) = self { value } else { nil } }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .number(value) }
  init(arrayLiteral elements: JSON...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member(key: $0.0, value: $0.1) })
  }
}

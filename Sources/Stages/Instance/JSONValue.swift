// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A value of a JSON document whose types nobody promises.
enum JSONValue: Decodable, Sendable {
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])
  /// A number or a truth value, in no further detail: none of the documents' meanings here is one.
  case other
  case null

  /// Reads a document in UTF-8; nil where it is not JSON, or nested deeper than the decoder goes.
  init?(_ bytes: [UInt8]) {
    guard let value = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
    self = value
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let object = try? container.decode([String: JSONValue].self) {
      self = .object(object)
    } else if let list = try? container.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .other
    }
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }

  var elements: [JSONValue]? { if case .list(let elements) = self { elements } else { nil } }

  var members: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }

  /// What it is, for people.
  var kind: String {
    switch self {
    case .text: "a text"
    case .list: "a list"
    case .object: "an object"
    case .other: "a number or a truth value"
    case .null: "null"
    }
  }
}

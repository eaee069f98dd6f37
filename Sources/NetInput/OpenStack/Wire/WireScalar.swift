// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A JSON value where a text or number belongs; it means nothing yet.
///
/// Producers write numbers as strings and strings as numbers (bifrost's `"vlan_id": "100"`, CAPM3's `"mtu": 0`), so both
/// are taken everywhere. Arrays and objects are kept as what they are, to be told about.
enum WireScalar: Decodable, Equatable {
  case text(String)
  case integer(Int)
  case real(Double)
  case boolean(Bool)
  case null
  case array
  case object

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    // The commonest first: every miss costs the decoder an error.
    if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if value.decodeNil() {
      self = .null
    } else if let integer = try? value.decode(Int.self) {
      self = .integer(integer)
    } else if let real = try? value.decode(Double.self) {
      self = .real(real)
    } else if let boolean = try? value.decode(Bool.self) {
      self = .boolean(boolean)
    } else if (try? decoder.unkeyedContainer()) != nil {
      self = .array
    } else if (try? decoder.container(keyedBy: WireKey.self)) != nil {
      self = .object
    } else {
      self = .real(.infinity)  // A number too large for any type.
    }
  }

  /// The text of a string, or the digits of a whole number.
  var text: String? {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .real, .boolean, .null, .array, .object: nil
    }
  }

  /// Null and the empty string: "no value", as Go's producers write it.
  var isEmpty: Bool { self == .null || self == .text("") }

  /// What stands there, in words, for messages.
  var found: String {
    switch self {
    case .text(let text): "\"\(text.printable)\""
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .boolean(let flag): "\(flag)"
    case .null: "null"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

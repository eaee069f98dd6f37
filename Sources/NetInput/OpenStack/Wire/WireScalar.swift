// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A JSON value where a text or number belongs; it means nothing yet.
///
/// Producers write numbers as strings and strings as numbers (bifrost's `"vlan_id": "100"`, CAPM3's `"mtu": 0`), so
/// both are taken everywhere. Arrays and objects are kept as what they are, to be told about.
enum WireScalar: Equatable {
  case text(String)
  case integer(Int)
  case real(Double)
  case boolean(Bool)
  case null
  case array
  case object

  /// Reads the value of a key; the commonest type first, for every miss costs the decoder an error.
  init(_ object: WireObject, _ key: WireKey, isMostlyNumber: Bool = false) {
    if isMostlyNumber, let integer = try? object.decode(Int.self, forKey: key) {
      self = .integer(integer)
    } else if let text = try? object.decode(String.self, forKey: key) {
      self = .text(text)
    } else if let integer = try? object.decode(Int.self, forKey: key) {
      self = .integer(integer)
    } else if (try? object.decodeNil(forKey: key)) ?? true {
      self = .null
    } else if let boolean = try? object.decode(Bool.self, forKey: key) {
      self = .boolean(boolean)
    } else if (try? object.nestedUnkeyedContainer(forKey: key)) != nil {
      self = .array
    } else if (try? object.nestedContainer(keyedBy: WireKey.self, forKey: key)) != nil {
      self = .object
    } else {
      self = .real((try? object.decode(Double.self, forKey: key)) ?? .infinity)
    }
  }

  /// Reads the next element of an array, whatever it is.
  init(next array: inout any UnkeyedDecodingContainer) {
    if let text = try? array.decode(String.self) {
      self = .text(text)
    } else if let integer = try? array.decode(Int.self) {
      self = .integer(integer)
    } else if (try? array.decodeNil()) ?? true {
      self = .null
    } else if let boolean = try? array.decode(Bool.self) {
      self = .boolean(boolean)
    } else if (try? array.nestedUnkeyedContainer()) != nil {
      self = .array
    } else if (try? array.nestedContainer(keyedBy: WireKey.self)) != nil {
      self = .object
    } else if let real = try? array.decode(Double.self) {
      self = .real(real)
    } else {
      // A number too large for any type; a decoder of its own takes it.
      _ = try? array.superDecoder()
      self = .real(.infinity)
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
  var isEmpty: Bool {
    switch self {
    case .null: true
    case .text(let text): text.isEmpty
    case .integer, .real, .boolean, .array, .object: false
    }
  }

  /// What stands there, in words, for messages.
  var found: String {
    switch self {
    case .text(let text): "the text \"\(text.printable)\""
    case .integer(let number): "the number \(number)"
    case .real(let number): number.isFinite ? "the number \(number)" : "a number that is too large"
    case .boolean(let flag): "the boolean \(flag)"
    case .null: "null"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension WireScalar: WireElement {}

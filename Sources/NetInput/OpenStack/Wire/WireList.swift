// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A JSON value where an array belongs, and each element of it where an `Element` belongs.
enum WireList<Element: Decodable>: Decodable {
  /// An array; what is no `Element` is there as what was found instead.
  case elements([Result<Element, WireMismatch>])
  case null
  case other(WireScalar)

  init(from decoder: any Decoder) throws {
    guard var array = try? decoder.unkeyedContainer() else {
      let value = try WireScalar(from: decoder)
      self = value == .null ? .null : .other(value)
      return
    }
    var elements: [Result<Element, WireMismatch>] = []
    elements.reserveCapacity(array.count ?? 0)
    while !array.isAtEnd {
      if let element = try? array.decode(Element.self) {
        elements.append(.success(element))
      } else {
        elements.append(.failure(WireMismatch(found: try array.decode(WireScalar.self))))
      }
    }
    self = .elements(elements)
  }
}

/// Something that is not of the type that belongs there.
struct WireMismatch: Error {
  /// What stands there instead.
  let found: WireScalar
}

/// Any key of an object.
struct WireKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension KeyedDecodingContainer<WireKey> {
  /// A value as text, number or whatever it is.
  func scalar(_ key: WireKey) throws -> WireScalar { try decode(WireScalar.self, forKey: key) }

  /// A value as an array.
  func list<Element>(_ key: WireKey) throws -> WireList<Element> { try decode(WireList<Element>.self, forKey: key) }
}

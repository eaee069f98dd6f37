// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// An object of the document: its keys, and the values by key.
typealias WireObject = KeyedDecodingContainer<WireKey>

/// Any key of an object.
struct WireKey: CodingKey, ExpressibleByStringLiteral {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init(stringLiteral value: String) { stringValue = value }
  init?(intValue: Int) { nil }
}

extension WireObject {
  /// The value of a key as text, number or whatever it is; nil where there is no such key.
  func scalar(_ key: WireKey, isMostlyNumber: Bool = false) -> WireScalar? {
    contains(key) ? WireScalar(self, key, isMostlyNumber: isMostlyNumber) : nil
  }

  /// The value of a key as an array; nil where there is no such key.
  func list<Element>(_ key: WireKey) throws -> WireList<Element>? {
    contains(key) ? try WireList(self, key) : nil
  }
}

/// What an array of the document is made of.
///
/// Elements are read from the decoder's containers and are not `Decodable` themselves: for each such type the decoder
/// searches all protocol conformances of the program, which costs more than reading a small document.
protocol WireElement {
  /// Reads the next element; fails, without taking it, where it is of another type.
  init(next array: inout any UnkeyedDecodingContainer) throws
}

/// An element that is an object.
protocol WireRecord: WireElement {
  init(_ object: WireObject) throws
}

extension WireRecord {
  init(next array: inout any UnkeyedDecodingContainer) throws {
    self = try Self(array.nestedContainer(keyedBy: WireKey.self))
  }
}

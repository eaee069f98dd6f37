// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A JSON value where an array belongs, and each element of it where an `Element` belongs.
enum WireList<Element: WireElement> {
  /// An array; what is no `Element` is there as what was found instead.
  case elements([Result<Element, WireMismatch>])
  case null
  case other(WireScalar)

  init(_ object: WireObject, _ key: WireKey) throws {
    guard var array = try? object.nestedUnkeyedContainer(forKey: key) else {
      let value = WireScalar(object, key)
      self = value == .null ? .null : .other(value)
      return
    }
    var elements: [Result<Element, WireMismatch>] = []
    elements.reserveCapacity(array.count ?? 0)
    while !array.isAtEnd {
      if let element = try? Element(next: &array) {
        elements.append(.success(element))
      } else {
        elements.append(.failure(WireMismatch(found: WireScalar(next: &array))))
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

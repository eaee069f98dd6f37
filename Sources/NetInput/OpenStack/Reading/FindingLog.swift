// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Collects findings while a document is read, and reads scalars with a finding where they are of the wrong type.
struct FindingLog {
  private(set) var findings: [Finding] = []

  mutating func add(_ code: Finding.Code, at path: DocumentPath, _ message: String, hint: String = "") {
    findings.append(Finding(code, at: path, message, hint: hint))
  }

  mutating func add(_ others: [Finding]) { findings += others }

  /// Warns of keys that repeat: Python's json, with which cloud-init and glean read, takes the last too.
  mutating func warn(_ keys: [RepeatedKey]) {
    for key in keys {
      add(
        .duplicateKey, at: key.path, "\"\(key.key.printable)\" stands more than once in its object; the last counts",
        hint: "remove the others")
    }
  }

  /// Notes keys that we do not know.
  mutating func note(_ keys: [UnknownKey]) {
    for key in keys {
      add(.unknownKey, at: key.path, "\"\(key.key.printable)\" is no key of a \(key.kind) that we know; it is ignored")
    }
  }

  /// A text or number as text; nil where it is absent, null or "", and, with a finding, where it is anything else.
  mutating func text(_ scalar: WireScalar?, at path: @autoclosure () -> DocumentPath, expected: String) -> String? {
    guard let scalar, !scalar.isEmpty else { return nil }
    if let text = scalar.text { return text }
    wrongType(scalar, at: path(), expected: expected)
    return nil
  }

  mutating func wrongType(_ found: WireScalar, at path: DocumentPath, expected: String) {
    add(.wrongType, at: path, "\(expected) is expected here, but \(found.found) was found; it is ignored")
  }

  /// The elements of a list with their paths; what is no list or no element is told and left out.
  mutating func elements<Element>(
    of list: WireList<Element>?, at path: @autoclosure () -> DocumentPath, expected: String
  ) -> [(path: DocumentPath, value: Element)] {
    switch list {
    case nil, .null?: return []
    case .other(let found)?:
      wrongType(found, at: path(), expected: "an array")
      return []
    case .elements(let elements)?:
      var result: [(DocumentPath, Element)] = []
      result.reserveCapacity(elements.count)
      let path = path()
      for (index, element) in elements.enumerated() {
        switch element {
        case .success(let value): result.append((path[index], value))
        case .failure(let mismatch): wrongType(mismatch.found, at: path[index], expected: expected)
        }
      }
      return result
    }
  }
}

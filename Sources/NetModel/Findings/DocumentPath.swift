// SPDX-License-Identifier: Apache-2.0

/// A place in a document by keys and indices, written `networks[1].netmask`.
public struct DocumentPath: Hashable, Sendable {
  /// A step down from a value.
  public enum Step: Hashable, Sendable {
    /// Into an object, by key.
    case key(String)
    /// Into an array, by index from 0.
    case index(Int)
  }

  /// The steps from the top.
  public let steps: [Step]

  /// The document itself.
  public static let root = DocumentPath(steps: [])

  /// The place that steps from the top lead to.
  public init(steps: [Step]) { self.steps = steps }

  /// The place of a key below this one.
  public subscript(key: String) -> DocumentPath { DocumentPath(steps: steps + [.key(key)]) }

  /// The place of an element below this one.
  public subscript(index: Int) -> DocumentPath { DocumentPath(steps: steps + [.index(index)]) }
}

extension DocumentPath: CustomStringConvertible {
  /// Keys with dots, indices in brackets; empty for the document itself. Control characters of keys are left out.
  public var description: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .key(let key): text += (text.isEmpty ? "" : ".") + key.printable
      case .index(let index): text += "[\(index)]"
      }
    }
  }
}

extension String {
  /// The text with control characters shown as `\u{…}`, cut at 80 characters: for quoting a document in a message.
  package var printable: String {
    var text = ""
    for scalar in unicodeScalars.prefix(80) {
      let isControl = scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
      text += isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
    return unicodeScalars.count > 80 ? text + "…" : text
  }
}

// SPDX-License-Identifier: Apache-2.0

/// A place in a document by keys and indices, written `networks[1].netmask`.
///
/// A path is its last step and the path before it, so that going one step down costs the same at any depth.
public struct DocumentPath: Sendable {
  /// A step down from a value.
  public enum Step: Hashable, Sendable {
    /// Into an object, by key.
    case key(String)
    /// Into an array, by index from 0.
    case index(Int)
  }

  private final class Node: Sendable {
    let step: Step
    let parent: Node?

    init(_ step: Step, below parent: Node?) {
      self.step = step
      self.parent = parent
    }
  }

  private let last: Node?

  private init(last: Node?) { self.last = last }

  /// The document itself.
  public static let root = DocumentPath(last: nil)

  /// The place that steps from the top lead to.
  public init(steps: [Step]) {
    last = steps.reduce(nil) { Node($1, below: $0) }
  }

  /// The steps from the top.
  public var steps: [Step] {
    var steps: [Step] = []
    var node = last
    while let step = node?.step {
      steps.append(step)
      node = node?.parent
    }
    return steps.reversed()
  }

  /// The place of a key below this one.
  public subscript(key: String) -> DocumentPath { DocumentPath(last: Node(.key(key), below: last)) }

  /// The place of an element below this one.
  public subscript(index: Int) -> DocumentPath { DocumentPath(last: Node(.index(index), below: last)) }
}

extension DocumentPath: Hashable {
  /// Whether the steps are the same.
  public static func == (one: DocumentPath, other: DocumentPath) -> Bool {
    one.last === other.last || one.steps == other.steps
  }

  /// Hashes the steps.
  public func hash(into hasher: inout Hasher) { hasher.combine(steps) }
}

extension DocumentPath: CustomStringConvertible {
  /// Keys with dots, indices in brackets; empty for the document itself. Characters of keys that are not seen
  /// are written as `\u{…}`.
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
  /// The text with characters that are not seen shown as `\u{…}`, cut at 80 characters: for quoting a document in a
  /// message.
  package var printable: String {
    var text = ""
    for scalar in unicodeScalars.prefix(80) {
      text += scalar.isSeen ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }
    return unicodeScalars.dropFirst(80).isEmpty ? text : text + "…"
  }
}

extension Unicode.Scalar {
  /// Whether the character shows as what it is: controls end lines or drive terminals, format characters turn the
  /// writing direction, and what is unassigned or of private use may be shown as anything.
  fileprivate var isSeen: Bool {
    if isASCII { return value >= 0x20 && value != 0x7f }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return false
    default: return true
    }
  }
}

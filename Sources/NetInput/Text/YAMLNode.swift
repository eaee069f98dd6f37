// SPDX-License-Identifier: Apache-2.0

import NetModel

/// A value of a YAML document and where it begins.
///
/// Scalars are texts; what a plain one stands for (a number, true, null) is for the reader of its place to say.
public struct YAMLNode: Hashable, Sendable {
  /// What a value is.
  public enum Value: Hashable, Sendable {
    /// A text; plain where it stands without quotes and tag, so that it may mean something other than a text.
    case scalar(String, isPlain: Bool)
    /// Values in their order.
    case sequence([YAMLNode])
    /// Keys and values in their order; a key may stand twice.
    case mapping([Entry])
  }

  /// A key of a mapping and its value.
  public struct Entry: Hashable, Sendable {
    /// The key's text.
    public let key: String
    /// Where the key begins.
    public let place: Finding.Place
    /// The value.
    public let value: YAMLNode

    /// An entry of its parts.
    public init(key: String, place: Finding.Place, value: YAMLNode) {
      self.key = key
      self.place = place
      self.value = value
    }
  }

  /// The largest text that is read, in bytes.
  public static let largestSize = NetworkData.largestSize
  /// The deepest nesting that is read.
  public static let deepestNesting = NetworkData.deepestNesting
  /// The most values that are read, those that an alias stands for counted anew each time.
  public static let mostValues = 1_000_000

  /// What it is.
  public let value: Value
  /// Where it begins.
  public let place: Finding.Place
  /// Whether its text is bytes written as Base64 (YAML 1.1, type binary).
  public let isBinary: Bool

  /// A value at a place.
  public init(_ value: Value, at place: Finding.Place, isBinary: Bool = false) {
    self.value = value
    self.place = place
    self.isBinary = isBinary
  }

  /// Reads a text in UTF-8; nil where it holds nothing but blanks and comments.
  ///
  /// One document is read, as PyYAML's `safe_load` does. Keys are texts, and tags those of YAML's own schema.
  public static func read(_ bytes: [UInt8]) throws(YAMLFault) -> YAMLNode? {
    guard bytes.count <= largestSize else {
      throw YAMLFault(
        code: .tooLarge, place: Finding.Place(line: 1, column: 1),
        message: "the document has \(bytes.count) bytes; at most \(largestSize) are read")
    }
    guard let events = YAMLEvents(bytes) else { return nil }
    var composer = YAMLComposer(events)
    return try composer.document()
  }
}

extension YAMLNode {
  /// The text of a scalar.
  public var text: String? {
    if case .scalar(let text, _) = value { text } else { nil }
  }

  /// The values of a sequence.
  public var elements: [YAMLNode]? {
    if case .sequence(let elements) = value { elements } else { nil }
  }

  /// The entries of a mapping.
  public var entries: [Entry]? {
    if case .mapping(let entries) = value { entries } else { nil }
  }

  /// The value of a mapping's key; of one that stands twice the last, as in PyYAML.
  public subscript(key: String) -> YAMLNode? { entries?.last { $0.key == key }?.value }

  /// Whether this is YAML's null (YAML 1.1, type null): nothing at all, `~` or `null`, without quotes.
  public var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = value else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }
}

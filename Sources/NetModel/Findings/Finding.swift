// SPDX-License-Identifier: Apache-2.0

/// A doubt about a document, or something that a format cannot say.
///
/// Errors cost the smallest thing they concern; warnings change or add something; notes tell what was passed over.
public struct Finding: Hashable, Sendable {
  /// How much a finding matters.
  public enum Severity: String, Hashable, Sendable, CaseIterable {
    /// Something of the document is left out.
    case error
    /// Something is probably not what its author meant.
    case warning
    /// Nothing is wrong, but somebody may wonder.
    case note
  }

  /// A place in a text, both from 1; columns count characters.
  public struct Place: Hashable, Sendable, Comparable {
    /// The line.
    public let line: Int
    /// The character within the line.
    public let column: Int

    /// A place by line and column.
    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }

    /// Orders as one reads.
    public static func < (one: Place, other: Place) -> Bool { (one.line, one.column) < (other.line, other.column) }
  }

  /// What kind of doubt it is.
  public let code: Code
  /// Where in the document.
  public let path: DocumentPath
  /// Where in its text, once looked up.
  public var place: Place?
  /// What was found and what was made of it.
  public let message: String
  /// What to do about it; may be empty.
  public let hint: String

  /// A finding at a place of a document.
  public init(_ code: Code, at path: DocumentPath, place: Place? = nil, _ message: String, hint: String = "") {
    self.code = code
    self.path = path
    self.place = place
    self.message = message
    self.hint = hint
  }

  /// How much it matters; fixed for each code.
  public var severity: Severity { code.severity }
}

extension Finding {
  /// One line: `FILE:LINE:COLUMN: SEVERITY: PATH: MESSAGE; HINT [CODE]`, without what is unknown.
  public func line(file: String) -> String {
    var text = file
    if let place { text += ":\(place.line):\(place.column)" }
    text += ": \(severity.rawValue): "
    if path != .root { text += "\(path): " }
    text += message
    if !hint.isEmpty { text += "; \(hint)" }
    return text + " [\(code.rawValue)]"
  }
}

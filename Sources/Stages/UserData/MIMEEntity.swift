// SPDX-License-Identifier: Apache-2.0

/// A message or a part of one: header fields and a body (RFC 5322, RFC 2045).
struct MIMEEntity {
  /// The fields by their names in lower case; of one that stands twice the first.
  let fields: [String: String]
  /// What follows the empty line after the fields.
  let body: ArraySlice<UInt8>

  /// Reads fields until a line that is none.
  init(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    var fields: [(name: String, value: String)] = []
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0a).map { $0 + 1 } ?? rest.endIndex
      let line = Self.text(rest[..<end])
      if !fields.isEmpty, let first = rest.first, first == 0x20 || first == 0x09, !line.isEmpty {
        fields[fields.count - 1].value += " " + line
      } else if let field = Self.field(line) {
        fields.append(field)
      } else if !(rest.startIndex == bytes.startIndex && line.hasPrefix("From ")) {
        // Of a mailbox, a line with the sender may come first.
        if line.isEmpty { rest = rest[end...] }
        break
      }
      rest = rest[end...]
    }
    body = rest
    self.fields = Dictionary(fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0d).contains(byte) }
    let text = bytes.drop(while: isBlank)
    return text.lastIndex { !isBlank($0) }.map { String(decoding: text[...$0], as: UTF8.self) } ?? ""
  }

  /// A name is of printable characters without blanks and colons (RFC 5322 section 2.2).
  private static func field(_ line: String) -> (name: String, value: String)? {
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = line[..<colon]
    guard !name.isEmpty, name.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { return nil }
    return (name.lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }))
  }

  /// The media type in lower case, such as `text/x-shellscript`; nil where none is given (RFC 2045 section 5.1).
  var type: String? {
    let value = fields["content-type"].map { $0.prefix { $0 != ";" }.filter { $0 != " " }.lowercased() }
    return value.flatMap { $0.contains("/") ? $0 : nil }
  }

  /// The file name that the part is to have.
  var fileName: String? {
    Self.parameter("filename", of: fields["content-disposition"] ?? "")
      ?? Self.parameter("name", of: fields["content-type"] ?? "")
  }

  /// What separates the parts of a multipart (RFC 2046 section 5.1.1).
  var boundary: String? { Self.parameter("boundary", of: fields["content-type"] ?? "") }

  /// The body with its transfer encoding undone; nil where that cannot be.
  var contents: [UInt8]? { TransferEncoding.decoded(body, fields["content-transfer-encoding"]) }

  /// `; NAME=VALUE` or `; NAME="VALUE"`.
  private static func parameter(_ name: String, of field: String) -> String? {
    for piece in pieces(of: field).dropFirst() {
      guard let equals = piece.firstIndex(of: "=") else { continue }
      let key = piece[..<equals].filter { $0 != " " && $0 != "\t" }
      guard key.lowercased() == name else { continue }
      let value = piece[piece.index(after: equals)...].drop { $0 == " " }
      guard value.first == "\"" else { return String(value.prefix { $0 != " " }) }
      return unquoted(value.dropFirst())
    }
    return nil
  }

  /// The pieces between semicolons that do not stand in quotes.
  private static func pieces(of field: String) -> [String] {
    var pieces = [""]
    var (isQuoted, isEscaped) = (false, false)
    for character in field {
      if character == ";", !isQuoted {
        pieces.append("")
        continue
      }
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = character == "\\" && !isEscaped
      pieces[pieces.count - 1].append(character)
    }
    return pieces
  }

  private static func unquoted(_ text: Substring) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if character == "\"", !isEscaped { break }
      isEscaped = character == "\\" && !isEscaped
      if !isEscaped { result.append(character) }
    }
    return result
  }
}

extension MIMEEntity {
  /// The parts of a multipart; nil where it has no boundary, or the boundary is nowhere.
  var parts: [ArraySlice<UInt8>]? {
    guard let boundary, !boundary.isEmpty else { return nil }
    let mark = Array("--\(boundary)".utf8)
    var parts: [ArraySlice<UInt8>] = []
    var start: Int?
    var line = body.startIndex
    while line < body.endIndex {
      let end = body[line...].firstIndex(of: 0x0a).map { $0 + 1 } ?? body.endIndex
      if let isLast = Self.isBoundary(body[line..<end], mark) {
        if let start { parts.append(Self.withoutLineBreak(body[start..<max(start, line)])) }
        start = end
        if isLast { return parts }
      }
      line = end
    }
    guard let start else { return nil }
    return parts + [body[start...]]
  }

  /// Whether a line is a boundary, and then whether it is the last; blanks may follow.
  private static func isBoundary(_ line: ArraySlice<UInt8>, _ mark: [UInt8]) -> Bool? {
    guard line.starts(with: mark) else { return nil }
    var rest = line.dropFirst(mark.count)
    let isLast = rest.starts(with: [0x2d, 0x2d])
    if isLast { rest = rest.dropFirst(2) }
    return rest.allSatisfy { $0 <= 0x20 } ? isLast : nil
  }

  /// The line break before a boundary belongs to the boundary.
  private static func withoutLineBreak(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    if bytes.last == 0x0a { bytes.removeLast() }
    if bytes.last == 0x0d { bytes.removeLast() }
    return bytes
  }
}

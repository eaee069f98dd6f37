// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Walks a JSON text without making values of it: finds where it goes wrong, or where the value of a path stands.
///
/// The decoder knows neither; this runs only when there is something to tell about a place.
struct JSONScanner {
  private let bytes: [UInt8]
  private var offset = 0
  private(set) var found: [DocumentPath: Int] = [:]

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The first fault of a text; nil where it is JSON.
  static func fault(in bytes: [UInt8]) -> JSONFault? {
    var scanner = JSONScanner(bytes)
    do throws(JSONFault) {
      try scanner.document(wanted: nil)
      return nil
    } catch {
      return error
    }
  }

  /// The byte offset of each path's value; of a path that is not there, of its nearest ancestor.
  static func offsets(of paths: some Sequence<DocumentPath>, in bytes: [UInt8]) -> [DocumentPath: Int] {
    let wanted = PathTree(paths)
    var scanner = JSONScanner(bytes)
    // A fault ends the search; what was found before it counts.
    try? scanner.document(wanted: wanted)
    return wanted.resolved(scanner.found)
  }

  private mutating func document(wanted: PathTree?) throws(JSONFault) {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
    try value(wanted: wanted, depth: 0)
    skipBlanks()
    if offset < bytes.count { throw fault("there is text after the end of the document") }
  }

  private mutating func value(wanted: PathTree?, depth: Int) throws(JSONFault) {
    skipBlanks()
    if let wanted { found[wanted.path] = offset }
    switch peek {
    case UInt8(ascii: "{"): try object(wanted: wanted, depth: depth + 1)
    case UInt8(ascii: "["): try array(wanted: wanted, depth: depth + 1)
    case UInt8(ascii: "\""): try string()
    case let byte? where byte == .hyphen || byte.isDigit: try number()
    default: try word()
    }
  }

  private mutating func object(wanted: PathTree?, depth: Int) throws(JSONFault) {
    try enter(depth)
    guard !take("}") else { return }
    repeat {
      skipBlanks()
      if peek == UInt8(ascii: "}") { throw trailingComma }
      let start = offset
      try string()
      let key = wanted.flatMap { _ in String(bytes: bytes[(start + 1)..<(offset - 1)]) }
      guard take(":") else { throw fault("a colon is expected after a key") }
      try value(wanted: key.flatMap { wanted?.children[.key($0)] }, depth: depth)
    } while take(",")
    guard take("}") else { throw fault("a comma or \"}\" is expected after a value") }
  }

  private mutating func array(wanted: PathTree?, depth: Int) throws(JSONFault) {
    try enter(depth)
    guard !take("]") else { return }
    var index = 0
    repeat {
      skipBlanks()
      if peek == UInt8(ascii: "]") { throw trailingComma }
      try value(wanted: wanted?.children[.index(index)], depth: depth)
      index += 1
    } while take(",")
    guard take("]") else { throw fault("a comma or \"]\" is expected after a value") }
  }

  private mutating func enter(_ depth: Int) throws(JSONFault) {
    guard depth <= NetworkData.deepestNesting else { throw fault("values are nested too deep") }
    offset += 1
    skipBlanks()
  }

  private mutating func string() throws(JSONFault) {
    guard peek == UInt8(ascii: "\"") else {
      if peek == UInt8(ascii: "'") {
        throw fault("texts stand in double quotes in JSON", hint: "write \"…\" instead of '…'")
      }
      throw fault(peek == nil ? "the document ends too early" : "a text in double quotes is expected")
    }
    let start = offset
    offset += 1
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw fault("a text has a control character or a line break in it") }
      offset += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    guard offset < bytes.count else { throw JSONFault(offset: start, message: "this text is never closed") }
    offset += 1
  }

  private mutating func number() throws(JSONFault) {
    let start = offset
    while let byte = peek, byte.isDigit || "+-.eE".utf8.contains(byte) { offset += 1 }
    let digits = bytes[start..<offset].drop { $0 == .hyphen }
    if digits.count > 1, digits.first == UInt8(ascii: "0"), digits.dropFirst().first?.isDigit == true {
      throw JSONFault(offset: start, message: "a number begins with 0", hint: "write it without the 0, or in quotes")
    }
  }

  private mutating func word() throws(JSONFault) {
    guard let byte = peek else { throw fault("the document ends too early") }
    if byte == .slash || byte == UInt8(ascii: "#") {
      throw fault("JSON has no comments", hint: "remove the comment")
    }
    for word in ["true", "false", "null"] where bytes[offset...].starts(with: word.utf8) {
      offset += word.utf8.count
      return
    }
    if byte == UInt8(ascii: "'") { try string() }
    throw fault("a value is expected here: an object, an array, a text in double quotes, a number, true, false or null")
  }

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { offset += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard peek == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private func fault(_ message: String, hint: String = "") -> JSONFault {
    if peek == .slash || peek == UInt8(ascii: "#") {
      return JSONFault(offset: offset, message: "JSON has no comments", hint: "remove the comment")
    }
    return JSONFault(offset: min(offset, bytes.count), message: message, hint: hint)
  }

  private var trailingComma: JSONFault {
    fault("there is a comma after the last element", hint: "remove the comma")
  }
}

extension String {
  /// The text of a JSON string's inside where it has no escapes; keys that we look for have none.
  fileprivate init?(bytes: ArraySlice<UInt8>) {
    guard !bytes.contains(UInt8(ascii: "\\")) else { return nil }
    self.init(decoding: bytes, as: UTF8.self)
  }
}

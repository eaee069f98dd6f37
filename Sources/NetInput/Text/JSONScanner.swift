// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Walks a JSON text without making values of it: finds where it goes wrong, or where the value of a path stands.
///
/// The decoder tells no places, takes trailing commas, nests as deep as the text says, and of a key that repeats takes
/// the first; so each document is walked once before it is decoded, and once more when there is something to tell about
/// a place.
struct JSONScanner {
  private let bytes: [UInt8]
  private var offset = 0
  private var unknownKeys: [UnknownKey] = []
  private var unknownNames: Set<[String]> = []
  private var repeatedKeys = OrderedSet<RepeatedKey>()
  /// Members whose keys come again in their objects, each with the comma after it.
  private var superseded: [Range<Int>] = []
  /// Where the walk is.
  private var trail: [Step] = []
  /// Where the last comma between values stood.
  private var comma = 0

  /// A step of the trail, with keys as ranges of the text, so that walking makes no strings.
  private enum Step {
    case key(Range<Int>)
    case index(Int)
  }

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What a text is, apart from its values.
  struct Survey {
    /// The text, with blanks in the place of members that do not count; as long as it was.
    let text: [UInt8]
    /// The keys that stand more than once in their object, of which the last counts.
    let repeatedKeys: [RepeatedKey]
    /// The keys that its objects may not have, each name once per kind of object.
    let unknownKeys: [UnknownKey]
  }

  /// Walks a whole text; `shape` is that of the object that it is.
  static func check(_ bytes: [UInt8], shape: WireShape) throws(JSONFault) -> Survey {
    var scanner = JSONScanner(bytes)
    try scanner.document(wanted: nil, shape: shape)
    guard !scanner.superseded.isEmpty else {
      return Survey(text: bytes, repeatedKeys: [], unknownKeys: scanner.unknownKeys)
    }
    let rest = try check(scanner.withoutSuperseded, shape: shape)
    return Survey(text: rest.text, repeatedKeys: scanner.repeatedKeys.elements, unknownKeys: rest.unknownKeys)
  }

  /// Where the values of paths stand, in bytes.
  static func places(of paths: some Sequence<DocumentPath>, in bytes: [UInt8], shape: WireShape) -> PathTree {
    let tree = PathTree(paths)
    var scanner = JSONScanner(bytes)
    // A fault ends the search; what was found before it counts.
    try? scanner.document(wanted: tree, shape: shape)
    return scanner.superseded.isEmpty ? tree : places(of: paths, in: scanner.withoutSuperseded, shape: shape)
  }

  /// The text with blanks in the place of the members that do not count, so that all else stays where it is.
  private var withoutSuperseded: [UInt8] {
    var text = bytes
    for range in superseded { for offset in range { text[offset] = 0x20 } }
    return text
  }

  private mutating func document(wanted: PathTree?, shape: WireShape) throws(JSONFault) {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
    try value(wanted: wanted, shape: shape, elements: nil, depth: 0)
    skipBlanks()
    if offset < bytes.count { throw fault("there is text after the end of the document") }
  }

  /// Walks a value: `shape` is what an object here may have, `elements` what the objects of an array here may.
  private mutating func value(
    wanted: PathTree?, shape: WireShape?, elements: WireShape?, depth: Int
  ) throws(JSONFault) {
    skipBlanks()
    wanted?.offset = offset
    switch peek {
    case UInt8(ascii: "{"): try object(wanted: wanted, shape: shape, depth: depth + 1)
    case UInt8(ascii: "["): try array(wanted: wanted, elements: elements, depth: depth + 1)
    case UInt8(ascii: "\""): try string()
    case let byte? where byte == .hyphen || byte.isDigit: try number()
    default: try word()
    }
  }

  private mutating func object(wanted: PathTree?, shape: WireShape?, depth: Int) throws(JSONFault) {
    try enter(depth)
    guard !take("}") else { return }
    var members = JSONMembers(shape)
    var isLast = false
    while !isLast {
      skipBlanks()
      if peek == UInt8(ascii: "}") { throw trailingComma }
      let start = offset
      try string()
      let name = (start + 1)..<(offset - 1)
      guard take(":") else { throw fault("a colon is expected after a key") }
      trail.append(.key(name))
      let key = shape.map { self.key(name, in: $0) } ?? .unknown
      let child = wanted.flatMap { $0.children[.key(text(name))] }
      try value(wanted: child, shape: nil, elements: shape?.elements(of: key), depth: depth)
      isLast = !take(",")
      if let earlier = members.replace(key, by: start..<offset) {
        superseded.append(earlier)
        repeatedKeys.append(RepeatedKey(key: text(name), path: path))
      }
      trail.removeLast()
    }
    guard take("}") else { throw fault("a comma or \"}\" is expected after a value") }
  }

  private mutating func array(wanted: PathTree?, elements: WireShape?, depth: Int) throws(JSONFault) {
    try enter(depth)
    guard !take("]") else { return }
    var index = 0
    repeat {
      skipBlanks()
      if peek == UInt8(ascii: "]") { throw trailingComma }
      trail.append(.index(index))
      try value(wanted: wanted?.children[.index(index)], shape: elements, elements: nil, depth: depth)
      trail.removeLast()
      index += 1
    } while take(",")
    guard take("]") else { throw fault("a comma or \"]\" is expected after a value") }
  }

  /// What a key is to the object that it stands in; one that the shape does not know is remembered.
  private mutating func key(_ range: Range<Int>, in shape: WireShape) -> WireShape.Key {
    let plain = bytes.withUnsafeBufferPointer { shape.key($0[range]) }
    if case .listed = plain { return plain }
    // Escapes may hide what the key is.
    let name = text(range)
    let key = shape.key(Array(name.utf8))
    if case .unknown = key, unknownNames.insert([shape.kind, name]).inserted {
      unknownKeys.append(UnknownKey(kind: shape.kind, key: name, path: path))
    }
    return key
  }

  /// Where the walk is, as a path.
  private var path: DocumentPath {
    DocumentPath(
      steps: trail.map { step in
        switch step {
        case .key(let range): .key(text(range))
        case .index(let index): .index(index)
        }
      })
  }

  /// A key as it is meant.
  private func text(_ range: Range<Int>) -> String { JSONString.text(of: bytes[range]) }

  private mutating func enter(_ depth: Int) throws(JSONFault) {
    guard depth <= NetworkData.deepestNesting else {
      throw JSONFault(
        offset: offset, message: "arrays and objects are nested more than \(NetworkData.deepestNesting) deep",
        isTooDeep: true)
    }
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
    var hasEscapes = false
    offset = bytes.withUnsafeBufferPointer { bytes in
      var offset = start + 1
      while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""), bytes[offset] >= 0x20 {
        let isEscape = bytes[offset] == UInt8(ascii: "\\")
        hasEscapes = hasEscapes || isEscape
        offset += isEscape ? 2 : 1
      }
      return offset
    }
    if let byte = peek, byte < 0x20 { throw fault("a text has a control character or a line break in it") }
    guard offset < bytes.count else { throw JSONFault(offset: start, message: "this text is never closed") }
    if hasEscapes, let escape = JSONString.firstBadEscape(in: bytes[(start + 1)..<offset]) {
      throw JSONFault(
        offset: escape, message: "this escape stands for no character", hint: "escape the backslash: \\\\")
    }
    offset += 1
  }

  private mutating func number() throws(JSONFault) {
    let start = offset
    if peek == .hyphen { offset += 1 }
    let first = offset
    try digits()
    if bytes[first] == UInt8(ascii: "0"), offset > first + 1 {
      throw JSONFault(offset: start, message: "a number begins with 0", hint: "write it without the 0, or in quotes")
    }
    if peek == .dot {
      offset += 1
      try digits()
    }
    guard let byte = peek, byte | 0x20 == UInt8(ascii: "e") else { return }
    offset += 1
    if peek == .hyphen || peek == UInt8(ascii: "+") { offset += 1 }
    try digits()
  }

  private mutating func digits() throws(JSONFault) {
    guard peek?.isDigit ?? false else { throw fault("a digit is expected here") }
    while peek?.isDigit ?? false { offset += 1 }
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
    offset = bytes.withUnsafeBufferPointer { bytes in
      var offset = offset
      while offset < bytes.count, bytes[offset].isJSONBlank { offset += 1 }
      return offset
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard peek == UInt8(ascii: character) else { return false }
    if character == "," { comma = offset }
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
    JSONFault(offset: comma, message: "there is a comma after the last element", hint: "remove the comma")
  }
}

extension UInt8 {
  /// The four bytes that may stand between the words of JSON.
  fileprivate var isJSONBlank: Bool { self == 0x20 || self == 0x0a || self == 0x0d || self == 0x09 }
}

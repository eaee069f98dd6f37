// SPDX-License-Identifier: Apache-2.0

/// A word of an interfaces file and the byte where it begins.
struct ENIWord {
  let text: String
  let offset: Int

  /// Stands for the text as a whole.
  static let start = ENIWord(text: "", offset: 0)
}

/// A line of an interfaces file, with those that continue it, as words; there is always one.
///
/// interfaces(5): lines that begin with `#` are comments, comments at the end of a line are not supported, and a
/// backslash at the end of a line continues it.
struct ENILine {
  let words: [ENIWord]

  /// The lines of a text that are neither blank nor comments. Bytes that are no UTF-8 become U+FFFD, which no type of
  /// the model takes.
  static func lines(of bytes: [UInt8]) -> [ENILine] {
    var scanner = ENIScanner(bytes)
    var lines: [ENILine] = []
    while let words = scanner.nextLine() {
      if !words.isEmpty { lines.append(ENILine(words: words)) }
    }
    return lines
  }
}

/// Walks through the bytes of an interfaces file.
private struct ENIScanner {
  private let bytes: [UInt8]
  private var offset: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    offset = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
  }

  /// The words of the next line, none for a blank line or a comment; nil at the end.
  mutating func nextLine() -> [ENIWord]? {
    guard offset < bytes.count else { return nil }
    var words: [ENIWord] = []
    skipBlanks()
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "#") {
      while offset < bytes.count, bytes[offset] != .lineFeed { offset += 1 }
    }
    while offset < bytes.count, bytes[offset] != .lineFeed {
      let start = offset
      while offset < bytes.count, !isBlank(at: offset), bytes[offset] != .lineFeed { offset += 1 }
      words.append(ENIWord(text: String(decoding: bytes[start..<offset], as: UTF8.self), offset: start))
      skipBlanks()
    }
    offset += 1
    return words
  }

  private mutating func skipBlanks() {
    while offset < bytes.count, isBlank(at: offset) { offset += lengthOfContinuation(at: offset) ?? 1 }
  }

  /// Whether a byte parts words: a space, tab or carriage return, or the end of a line that is continued.
  private func isBlank(at offset: Int) -> Bool {
    switch bytes[offset] {
    case 0x20, 0x09, 0x0d: true
    default: lengthOfContinuation(at: offset) != nil
    }
  }

  private func lengthOfContinuation(at offset: Int) -> Int? {
    guard bytes[offset] == UInt8(ascii: "\\") else { return nil }
    let rest = bytes[(offset + 1)...].prefix(2)
    if rest.first == .lineFeed { return 2 }
    return rest.elementsEqual([0x0d, .lineFeed]) ? 3 : nil
  }
}

extension UInt8 {
  fileprivate static let lineFeed = UInt8(ascii: "\n")
}

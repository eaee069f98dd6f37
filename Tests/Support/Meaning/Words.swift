// SPDX-License-Identifier: Apache-2.0

import NetModel

extension StringProtocol where SubSequence: StringProtocol {
  /// The words between blanks and tabs.
  var words: [String] { split { $0 == " " || $0 == "\t" }.map { String($0) } }

  /// The text without blanks and tabs at its ends.
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }

  /// The text after a prefix; nil where it does not begin so.
  func after(_ prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }

  /// The number that the whole text writes in decimal.
  var decimal: Int? {
    guard !isEmpty, allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return Int(self)
  }
}

/// A line of text with its place in a file.
struct TextLine {
  let file: String
  let number: Int
  let text: String

  /// An error at this line.
  func error(_ text: String) -> MeaningError { MeaningError("\(file):\(number)", text) }

  /// The lines of a file; refuses what no reader of ours takes: carriage returns, control characters, a cut last line.
  static func all(of contents: String, file: String) throws -> [TextLine] {
    for scalar in contents.unicodeScalars
    where scalar != "\n" && scalar != "\t" && (scalar.value < 0x20 || scalar.value > 0x7e) {
      throw MeaningError(file, "the character U+\(String(scalar.value, radix: 16))")
    }
    guard contents.hasSuffix("\n") else { throw MeaningError(file, "no line feed at its end") }
    return contents.dropLast().split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      TextLine(file: file, number: $0 + 1, text: String($1))
    }
  }
}

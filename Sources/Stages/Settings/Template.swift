// SPDX-License-Identifier: Apache-2.0

/// A text with places for values: `$NAME` or `${NAME}`, or, where its first line is `## template: jinja`, `{{ NAME }}`.
///
/// Of Jinja there are comments and values; no statements (cloud-init's reference, "Instance metadata", templates).
struct Template {
  private let text: String
  private let isJinja: Bool

  init(_ text: String) {
    let first = text.prefix { !$0.isNewline }
    let header = first.filter { $0 != " " }
    guard header.hasPrefix("##template:") else {
      (self.text, isJinja) = (text, false)
      return
    }
    self.text = String(text.dropFirst(first.count + 1))
    isJinja = header.dropFirst("##template:".count).lowercased() == "jinja"
  }

  /// The text with values in their places; a place without a value stays. Nil where there are Jinja statements.
  func filled(_ values: [String: String]) -> String? {
    guard isJinja else { return Self.filled(text, values) }
    return text.contains("{%") ? nil : Self.filledJinja(text, values)
  }

  /// `$NAME` and `${NAME}`.
  private static func filled(_ text: String, _ values: [String: String]) -> String {
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      let isBraced = rest.first == "{"
      let name = rest.dropFirst(isBraced ? 1 : 0).prefix { $0.isASCII && ($0.isLetter || $0 == "_") }
      let end = rest[name.endIndex...]
      if let value = values[String(name)], !isBraced || end.first == "}" {
        result += value
        rest = isBraced ? end.dropFirst() : end
      } else {
        result += "$"
      }
    }
    return result + rest
  }

  /// `{{ NAME }}` and `{# comment #}`; a hyphen inside takes the blanks outside away.
  private static func filledJinja(_ text: String, _ values: [String: String]) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[open...]
      guard let close = ["{{": "}}", "{#": "#}"][String(rest.prefix(2))],
        let end = rest.dropFirst(2).firstRange(of: close)
      else {
        result.append(rest.removeFirst())
        continue
      }
      let inside = rest[rest.index(rest.startIndex, offsetBy: 2)..<end.lowerBound]
      let isComment = close == "#}"
      let name = inside.filter { $0 != "-" }.trimmed
      let isTrimmed = (before: inside.first == "-", after: inside.last == "-")
      if isTrimmed.before { result = result.withoutBlanksAtEnd }
      if !isComment { result += values[name] ?? String(rest[..<end.upperBound]) }
      rest = rest[end.upperBound...]
      if isTrimmed.after { rest = rest.drop(while: \.isWhitespace) }
    }
    return result + rest
  }
}

extension String {
  fileprivate var withoutBlanksAtEnd: String {
    lastIndex { !$0.isWhitespace }.map { String(self[...$0]) } ?? ""
  }
}

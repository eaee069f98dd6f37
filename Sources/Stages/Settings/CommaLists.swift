// SPDX-License-Identifier: Apache-2.0

import NetInput

extension YAMLNode {
  /// The texts of a list, or those of a scalar between its commas, without blanks around them.
  var commaSeparated: [String] {
    if let elements { return elements.compactMap(\.text) }
    guard let text, !isNull else { return [] }
    return text.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
  }
}

extension StringProtocol {
  /// The text without blanks and line ends around it.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }

  /// Whether the text is one line without control characters.
  var isOneLine: Bool { unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f } }
}

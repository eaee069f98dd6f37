// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import NetModel
import Renderers

/// What `--format json` prints.
struct JSONReport: Encodable {
  struct File: Encodable {
    let path: String
    let mode: String
    let contents: String

    init(_ file: RenderedFile) {
      path = "/" + file.path
      mode = file.modeText
      contents = file.contents
    }
  }

  struct Entry: Encodable {
    /// The document, where there may be several.
    let file: String?
    let finding: Finding

    enum CodingKeys: CodingKey {
      case file, severity, code, path, line, column, message, hint
    }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: CodingKeys.self)
      try object.encodeIfPresent(file, forKey: .file)
      try object.encode(finding.severity.rawValue, forKey: .severity)
      try object.encode(finding.code.rawValue, forKey: .code)
      try object.encode(finding.path.description, forKey: .path)
      // Null where the place is not known: every key is always there.
      try object.encode(finding.place?.line, forKey: .line)
      try object.encode(finding.place?.column, forKey: .column)
      try object.encode(finding.message, forKey: .message)
      try object.encode(finding.hint, forKey: .hint)
    }
  }

  var renderer: String?
  var complete: Bool?
  var files: [File]?
  var findings: [Entry]

  /// The report as text, keys in alphabetical order.
  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { return "" }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}

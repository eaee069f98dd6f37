// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import KernelState
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

    init(file: String?, finding: Finding) {
      self.file = file
      self.finding = finding
    }

    init(_ finding: Finding) { self.init(file: nil, finding: finding) }

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

  struct Discrepancy: Encodable {
    private let difference: Difference

    init(_ difference: Difference) { self.difference = difference }

    enum CodingKeys: CodingKey {
      case link, facet, planned, found, text
    }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: CodingKeys.self)
      try object.encode(difference.link?.text, forKey: .link)
      try object.encode(difference.facet.rawValue, forKey: .facet)
      // Null for nothing: every key is always there.
      try object.encode(difference.planned, forKey: .planned)
      try object.encode(difference.found, forKey: .found)
      try object.encode(difference.text, forKey: .text)
    }
  }

  var renderer: String?
  var complete: Bool?
  var files: [File]?
  /// What the running kernel has otherwise than planned.
  var differences: [Discrepancy]?
  var notes: [Discrepancy]?
  /// How many links are planned.
  var links: Int?
  var findings: [Entry]

  /// The report as text, keys in alphabetical order.
  var text: String { jsonText }
}

extension Encodable {
  /// JSON for programs and for people; empty where it cannot be encoded, which plain values always can.
  var jsonText: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { return "" }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}

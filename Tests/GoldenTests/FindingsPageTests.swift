// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoldenCases
import NetModel
import Testing

/// docs/findings.md is made of the doc comments of the finding codes; `RECORD=1` makes it anew, and fails.
@Suite struct FindingsPageTests {
  private static let page = GoldenCase.package.appending(path: "docs/findings.md")

  @Test func `the page lists every code with its severity and its doc comment`() throws {
    let text = try Self.text()
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(text.utf8).write(to: Self.page)
      Issue.record("docs/findings.md has been written anew; read it")
    }
    let recorded = try? String(contentsOf: Self.page, encoding: .utf8)
    let difference = RecordedText.difference(recorded, text, path: "docs/findings.md")
    #expect(difference.isEmpty, "\(difference)")
  }

  @Test func `codes are kebab-case`() {
    for code in Finding.Code.allCases {
      #expect(code.rawValue.allSatisfy { $0 == "-" || $0.isLowercase || $0.isNumber }, "\(code.rawValue)")
    }
  }

  private static func text() throws -> String {
    let source = GoldenCase.package.appending(path: "Sources/NetModel/Findings/FindingCode.swift")
    let lines = try String(contentsOf: source, encoding: .utf8).split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    var text = """
      # Findings

      What `swinit-net` tells about a document. An error leaves out the smallest thing it concerns, a warning changes or adds
      something, a note tells what was passed over. The codes are stable: scripts may depend on them.

      | code | severity | meaning |
      |---|---|---|

      """
    for code in Finding.Code.allCases {
      let place = try #require(lines.firstIndex { $0.hasPrefix("case ") && $0.hasSuffix("= \"\(code.rawValue)\"") })
      let comment = try #require(lines[place - 1].hasPrefix("/// ") ? lines[place - 1].dropFirst(4) : nil)
      text += "| `\(code.rawValue)` | \(code.severity.rawValue) | \(comment) |\n"
    }
    return text
  }
}

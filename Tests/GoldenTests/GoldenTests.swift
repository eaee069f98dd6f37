// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoldenCases
import Testing

/// One case a directory below golden/; `RECORD=1` rewrites them, and fails so that nobody takes a recording for a test.
@Suite struct GoldenTests {
  @Test(arguments: GoldenCase.all)
  func `every file of the case is as recorded`(of golden: GoldenCase) throws {
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try golden.record()
      Issue.record("\(golden.name) has been recorded; read every file against the rule it shows")
      return
    }
    let (recorded, rendered) = (golden.recorded, golden.rendered)
    let differences = Set(recorded.keys).union(rendered.keys).sorted().map {
      RecordedText.difference(recorded[$0], rendered[$0], path: "\(golden.name)/\($0)")
    }.joined()
    #expect(differences.isEmpty, "\(differences)")
  }

  @Test func `there are at least forty cases`() {
    #expect(GoldenCase.all.count >= 40)
  }
}

// SPDX-License-Identifier: Apache-2.0

import LocalStage
import Testing

@Suite struct UnifiedDiffTests {
  private func diff(_ old: String, _ new: String) -> String {
    UnifiedDiff.text(from: old, to: new, oldName: "a", newName: "b")
  }

  @Test func `equal texts have no difference`() {
    #expect(diff("a\nb\n", "a\nb\n").isEmpty)
    #expect(diff("", "").isEmpty)
  }

  @Test func `a changed line stands between three lines before and three after`() {
    let old = (1...9).map { "\($0)\n" }.joined()
    let new = old.replacing("5\n", with: "five\n")
    #expect(diff(old, new) == "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n")
  }

  @Test func `changes far apart are two hunks, and near each other one`() {
    let old = (1...30).map { "\($0)\n" }.joined()
    let far = old.replacing("\n3\n", with: "\nx\n").replacing("\n25\n", with: "\ny\n")
    #expect(diff(old, far).split(separator: "\n").count { $0.hasPrefix("@@") } == 2)
    let near = old.replacing("\n3\n", with: "\nx\n").replacing("\n8\n", with: "\ny\n")
    #expect(diff(old, near).split(separator: "\n").count { $0.hasPrefix("@@") } == 1)
  }

  @Test func `a new file is all additions from line 0`() {
    #expect(diff("", "a\nb\n") == "--- a\n+++ b\n@@ -0,0 +1,2 @@\n+a\n+b\n")
    #expect(diff("a\nb\n", "") == "--- a\n+++ b\n@@ -1,2 +0,0 @@\n-a\n-b\n")
  }
}

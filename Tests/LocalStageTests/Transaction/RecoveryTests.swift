// SPDX-License-Identifier: Apache-2.0

import LocalStage
import SystemPackage
import Testing

@Suite struct RecoveryTests {
  private let root = TestRoot()
  private let files = ["a", "b", "c", "d"].map { file("etc/\($0)", "new \($0)") }

  /// Stops a first run just after a step.
  private func stop(after step: String) throws {
    let all = TestChanges()
    try boot(TestRoot(copying: root), files, all)
    let index = try #require(all.trace.firstIndex(of: step))
    _ = try? boot(root, files, TestChanges(.crash(after: index + 1)))
  }

  @Test func `nothing to recover is said, and nothing is touched`() throws {
    let changes = TestChanges()
    #expect(try Transaction.recover(below: root.path, changes: changes) == .notNeeded)
    try boot(root, files)
    #expect(try Transaction.recover(below: root.path, changes: changes) == .notNeeded)
    #expect(changes.trace == [])
  }

  @Test func `what became of a transaction is said`() throws {
    root.write("etc/a", "foreign\n")
    let before = root.visible
    try stop(after: "create .swinit-3-new")
    #expect(try Transaction.recover(below: root.path) == .undone)
    #expect(root.visible == before)
    try stop(after: "rename a")
    #expect(try Transaction.recover(below: root.path) == .finished)
    #expect(root.visible.keys.sorted() == ["etc/a", "etc/b", "etc/c", "etc/d"])
  }

  @Test func `an edit between crash and recovery is not overwritten, and is saved by the next run`() throws {
    root.write("etc/c", "foreign\n")
    try stop(after: "rename b")
    root.write("etc/c", "edited\n")
    #expect(try Transaction.recover(below: root.path) == .finished)
    #expect(root.read("etc/c") == "edited\n")
    #expect(root.read("etc/d") == files[3].contents)
    #expect(root.litter.isEmpty)
    let outcome = try boot(root, files)
    #expect(outcome.entries.map(\.result) == [.unchanged, .unchanged, .written, .unchanged])
    #expect(outcome.entries[2].saved?.reason == .edited)
    try Transaction.clean(below: root.path)
    #expect(root.visible == ["etc/c": "file 644 foreign\n"])
  }

  @Test func `an edit between crash and undoing stays`() throws {
    root.write("etc/c", "foreign\n")
    try stop(after: "addName .swinit-3-old")
    root.remove("etc/c")
    root.write("etc/c", "edited\n")
    #expect(try Transaction.recover(below: root.path) == .undone)
    #expect(root.visible == ["etc/c": "file 644 edited\n"])
    #expect(root.copies == ["1-c"], "the only copy of what stood there before")
    #expect(root.litter.isEmpty)
  }

  @Test(arguments: [".journal.json", "journal.json"])
  func `a journal that is none is removed, and what lies about is swept by the next run`(name: String) throws {
    root.write("var/lib/swinit/\(name)", "{\"format\":1,")
    root.write("etc/.swinit-7-new", "half")
    #expect(try Transaction.recover(below: root.path) == .undone)
    #expect(!root.exists("var/lib/swinit/\(name)"))
    try boot(root, files)
    #expect(root.litter.isEmpty)
  }

  @Test func `a journal whose paths lead elsewhere is none`() throws {
    let outside = TestRoot()
    outside.write("victim", "x")
    try stop(after: "rename a")
    let text = try #require(root.read("var/lib/swinit/journal.json"))
    let bad = text.replacing("\"etc/b\"", with: "\"../\(outside.path.lastComponent?.string ?? "")/victim\"")
    try #require(text != bad)
    root.write("var/lib/swinit/journal.json", bad)
    #expect(try Transaction.recover(below: root.path) == .undone)
    #expect(outside.snapshot == ["victim": "file 644 x"])
  }

  @Test func `one transaction at a time`() throws {
    try boot(root, files)
    let first = try Transaction(root: root.path)
    try first.recover()
    let error = #expect(throws: TransactionError.self) { try Transaction.recover(below: root.path) }
    #expect(error?.operation == .lock)
    #expect(error?.reason == .wouldBlock)
    withExtendedLifetime(first) {}
  }

  @Test func `a plan touches nothing`() throws {
    root.write("etc/a", "foreign\n")
    let before = root.snapshot
    let changes = TestChanges()
    let transaction = try Transaction(root: root.path, changes: changes)
    let plan = try transaction.plan(files, replacing: nil, origin: origin)
    #expect(plan.decisions.map(\.saving?.reason) == [.foreign, nil, nil, nil])
    #expect(plan.outcome.hasChanges)
    #expect(plan.ledger?.files.count == 4)
    #expect(changes.trace == [])
    #expect(root.snapshot == before)
    try transaction.execute(plan)
    #expect(root.read("etc/a") == files[0].contents)
  }
}

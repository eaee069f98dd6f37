// SPDX-License-Identifier: Apache-2.0

import LocalStage
import Renderers
import Testing

@Suite("Files of ours that another program has in hand") struct TakenOverTests {
  private let root = TestRoot()
  private let path = "etc/resolv.conf"
  private let merge =
    "# Made by swinit-net of the document's servers and those of leases. Edits are lost.\nnameserver ::1\n"

  private func result(_ outcome: TransactionOutcome) -> TransactionOutcome.Result? {
    outcome.entries.first { $0.path == path }?.result
  }

  @Test func `a stale file that has become a link is left to whoever made it, and forgotten`() throws {
    root.write(path, "foreign\n")
    try boot(root, [file(path, "ours"), file("etc/a", "a")])
    root.remove(path)
    root.makeLink(path, to: "../run/systemd/resolve/stub-resolv.conf")
    #expect(result(try boot(root, [file("etc/a", "a")])) == .left)
    #expect(root.destination(of: path) == "../run/systemd/resolve/stub-resolv.conf")
    #expect(try Ledger.read(below: root.path)?.files.map(\.path) == ["etc/a"])
    try Transaction.clean(below: root.path)
    #expect(root.destination(of: path) != nil)
  }

  @Test func `a stale file that has become a directory is left and forgotten`() throws {
    try boot(root, [file(path, "ours")])
    root.remove(path)
    root.write("\(path)/theirs", "x\n")
    #expect(result(try boot(root, [])) == .left)
    #expect(try Ledger.read(below: root.path)?.files.isEmpty == true)
  }

  @Test func `what our scripts made of our file is ours: replaced without a copy`() throws {
    try boot(root, [file(path, "1")])
    root.write(path, merge)
    let outcome = try boot(root, [file(path, "2")])
    #expect(result(outcome) == .written)
    #expect(outcome.entries.first?.saved == nil)
    #expect(root.copies == [])
  }

  @Test(arguments: [true, false])
  func `what our scripts made of our file gives way to what stood there before`(hasCleaned: Bool) throws {
    root.write(path, "foreign\n")
    try boot(root, [file(path, "1")])
    root.write(path, merge)
    #expect(result(hasCleaned ? try Transaction.clean(below: root.path) : try boot(root, [])) == .restored)
    #expect(root.visible == [path: "file 644 foreign\n"])
  }

  @Test func `an edit that is to stay as it is comes back after us`() throws {
    let (first, second) = ["first\n", "second\n"].map { RenderedFile(path: path, mode: 0o644, contents: $0) }.pair
    root.write(path, first.contents)
    try boot(root, [first])
    root.write(path, second.contents)
    #expect(result(try boot(root, [second])) == .unchanged)
    root.write(path, merge)
    #expect(result(try Transaction.clean(below: root.path)) == .restored)
    #expect(root.visible == [path: "file 644 second\n"])
    #expect(root.copies == [])
  }

  @Test func `a file that is not to be touched stays, and is still known`() throws {
    root.write(path, "foreign\n")
    try boot(root, [file(path, "1"), file("etc/a", "a")])
    let before = try #require(try Ledger.read(below: root.path)?.files.last)
    root.write(path, "protected\n")
    let outcome = try Transaction.apply([file("etc/a", "b")], leaving: [path], origin: origin, below: root.path)
    #expect(outcome.entries.map(\.path) == ["etc/a"])
    #expect(root.read(path) == "protected\n")
    #expect(try Ledger.read(below: root.path)?.files.last == before)
  }
}

extension [RenderedFile] {
  fileprivate var pair: (RenderedFile, RenderedFile) { (self[0], self[1]) }
}

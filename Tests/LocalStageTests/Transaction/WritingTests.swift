// SPDX-License-Identifier: Apache-2.0

import Glibc
import LocalStage
import Renderers
import SystemPackage
import Testing

@Suite("Writing files") struct WritingTests {
  private let root = TestRoot()

  @Test func `files have their contents and modes, and missing directories are made for all to read`() throws {
    let outcome = try boot(root, [file("etc/a/b/secret", "s", mode: 0o600), file("etc/open", "o", mode: 0o664)])
    #expect(root.snapshot["etc/a/b/secret"] == "file 600 # Made by swinit-net from here.\ns\n")
    #expect(root.snapshot["etc/open"] == "file 664 # Made by swinit-net from here.\no\n")
    for directory in ["etc", "etc/a", "etc/a/b", "var", "var/lib"] {
      #expect(root.snapshot[directory] == "directory 755")
    }
    #expect(outcome.entries.map(\.path) == ["etc/a/b/secret", "etc/open"])
    #expect(outcome.entries.allSatisfy { $0.result == .written && $0.saved == nil })
    #expect(outcome.hasChanges)
  }

  @Test func `a second run takes no step`() throws {
    let files = [file("etc/a", "a"), file("etc/b", "b")]
    try boot(root, files)
    let before = root.walk().map { "\($0.0) \($0.1.st_ino) \($0.1.st_ctim.tv_sec) \($0.1.st_ctim.tv_nsec)" }
    let changes = TestChanges()
    let outcome = try boot(root, files, changes)
    #expect(root.walk().map { "\($0.0) \($0.1.st_ino) \($0.1.st_ctim.tv_sec) \($0.1.st_ctim.tv_nsec)" } == before)
    #expect(changes.trace == [])
    #expect(outcome.entries.map(\.result) == [.unchanged, .unchanged])
    #expect(!outcome.hasChanges)
  }

  @Test func `what is right keeps its inode and times while others change`() throws {
    try boot(root, [file("etc/a", "a"), file("etc/b", "b")])
    let (a, b) = try (#require(root.status("etc/a")), #require(root.status("etc/b")))
    let outcome = try boot(root, [file("etc/a", "a"), file("etc/b", "other")])
    #expect(root.status("etc/a")?.st_ino == a.st_ino)
    #expect(root.status("etc/a")?.st_ctim.tv_nsec == a.st_ctim.tv_nsec)
    #expect(root.status("etc/b")?.st_ino != b.st_ino)
    #expect(outcome.entries.map(\.result) == [.unchanged, .written])
  }

  @Test func `a wrong mode is set right, and is no edit`() throws {
    try boot(root, [file("etc/a", "a", mode: 0o600)])
    chmod(root.at("etc/a"), 0o644)
    let outcome = try boot(root, [file("etc/a", "a", mode: 0o600)])
    #expect(root.snapshot["etc/a"]?.hasPrefix("file 600") == true)
    #expect(outcome.entries.map(\.result) == [.written])
    #expect(outcome.entries.first?.saved == nil)
  }

  @Test func `a file of ours that is gone is written again`() throws {
    try boot(root, [file("etc/a", "a")])
    root.remove("etc/a")
    #expect(try boot(root, [file("etc/a", "a")]).entries.map(\.result) == [.written])
    #expect(root.exists("etc/a"))
  }

  @Test func `another origin is a change of the ledger alone`() throws {
    try boot(root, [file("etc/a", "a")])
    let other = Ledger.Origin(source: "seed", instanceID: "i-2", machineID: nil, renderer: "eni")
    let changes = TestChanges()
    let outcome = try boot(root, [file("etc/a", "a")], origin: other, changes)
    #expect(try Ledger.read(below: root.path)?.origin == other)
    #expect(outcome.entries.map(\.result) == [.unchanged])
    #expect(
      changes.trace.filter { $0.hasPrefix("rename") } == [
        "rename journal.json", "rename ledger.json", "rename ledger.json",
      ])
  }

  @Test func `there are two syncs, however many files there are`() throws {
    let changes = TestChanges()
    try boot(root, (1...40).map { file("etc/\($0)/file", "\($0)") }, changes)
    #expect(changes.trace.filter { $0 == "sync" }.count == 2)
    let first = try #require(changes.trace.firstIndex(of: "sync"))
    let last = try #require(changes.trace.lastIndex(of: "sync"))
    let renames = changes.trace.indices.filter { changes.trace[$0] == "rename file" }
    #expect(renames.count == 40)
    #expect(renames.allSatisfy { first < $0 && $0 < last })
    #expect(changes.trace.lastIndex { $0.hasPrefix("create") } ?? .max < first)
    #expect(changes.trace.last == "unlink journal.json")
  }

  @Test func `contents are never seen under another mode or name, and the ledger comes last`() throws {
    root.write("etc/secret", "foreign\n", mode: 0o600)
    let changes = TestChanges()
    try boot(root, [file("etc/secret", "s", mode: 0o600)], changes)
    let made = changes.trace.filter { $0.hasPrefix("create") }.map { String($0.dropFirst("create ".count)) }
    #expect(made == [".journal.json", "1-secret", ".swinit-1-new", ".swinit-2-new", ".swinit-3-new"])
    let start = try #require(changes.trace.firstIndex(of: "create .swinit-1-new"))
    #expect(changes.trace[(start + 1)...].prefix(3) == ["setMode 0600", "write", "write"])
    #expect(
      changes.trace.filter { $0.hasPrefix("rename") } == [
        "rename journal.json", "rename secret", "rename ledger.json", "rename ledger.json",
      ])
  }

  @Test func `the disk is really written`() throws {
    try Transaction.recover(below: root.path)
    try Transaction.apply([file("etc/a", "a")], origin: origin, below: root.path)
    #expect(root.exists("etc/a"))
    try Transaction.clean(below: root.path)
    #expect(root.walk().isEmpty)
  }

  // MARK: What cannot be done

  @Test func `a directory in a file's place is an error, and nothing is touched`() throws {
    root.makeDirectory("etc/b")
    let before = root.snapshot
    let error = #expect(throws: TransactionError.self) { try boot(root, [file("etc/a", "a"), file("etc/b", "b")]) }
    #expect(error?.description == "cannot replace /etc/b: Is a directory")
    #expect(root.snapshot == before)
  }

  @Test func `a pipe in a file's place is an error`() throws {
    root.makeDirectory("etc")
    #expect(mkfifo(root.at("etc/a"), 0o600) == 0)
    let error = #expect(throws: TransactionError.self) { try boot(root, [file("etc/a", "a")]) }
    #expect(error?.path == "etc/a")
  }

  @Test func `a file in a directory's place is an error, and nothing is touched`() throws {
    root.write("etc/b", "a file\n")
    let before = root.snapshot
    let error = #expect(throws: TransactionError.self) { try boot(root, [file("etc/a", "a"), file("etc/b/c", "c")]) }
    #expect(error?.reason == .notDirectory)
    #expect(error?.path == "etc/b/c")
    #expect(root.snapshot == before)
  }

  @Test func `an immutable file is found out before anything changes`() throws {
    root.write("etc/a", "a\n")
    root.write("etc/b", "immutable\n")
    let before = root.snapshot
    let all = TestChanges()
    try boot(TestRoot(copying: root), [file("etc/a", "ours"), file("etc/b", "ours")], all)
    let step = try #require(all.trace.firstIndex(of: "addName .swinit-2-old")) + 1
    #expect(step < all.trace.firstIndex(of: "rename a") ?? 0)
    let error = #expect(throws: TransactionError.self) {
      try boot(
        root, [file("etc/a", "ours"), file("etc/b", "ours")], TestChanges(.failure(at: step, .notPermitted)))
    }
    #expect(error?.description == "cannot replace /etc/b: Operation not permitted")
    #expect(root.snapshot == before)
  }

  @Test(arguments: ["/etc/a", "etc/../a", "etc//a", "./a", "", "etc/", "var/lib/swinit/ledger.json"])
  func `a path that leads elsewhere is refused`(path: String) throws {
    let error = #expect(throws: TransactionError.self) { try boot(root, [file(path, "a")]) }
    #expect(error?.reason == .invalidArgument)
    #expect(root.walk().isEmpty)
  }

  @Test func `a path that is given twice is refused`() throws {
    #expect(throws: TransactionError.self) { try boot(root, [file("etc/a", "a"), file("etc/a", "b")]) }
  }

  @Test func `a root that is not there is an error`() throws {
    let error = #expect(throws: TransactionError.self) {
      try Transaction.apply([], origin: origin, below: "/nonexistent")
    }
    #expect(error?.description == "cannot open /: No such file or directory")
  }
}

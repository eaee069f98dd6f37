// SPDX-License-Identifier: Apache-2.0

import Glibc
import LocalStage
import Renderers
import Testing

@Suite("What stood there before, and what others edit") struct SavingTests {
  private let root = TestRoot()

  private func saved(_ outcome: TransactionOutcome, _ path: String) -> String? {
    outcome.entries.first { $0.path == path }?.saved.map { "\($0.reason) \($0.copy)" }
  }

  private func result(_ outcome: TransactionOutcome, _ path: String) -> TransactionOutcome.Result? {
    outcome.entries.first { $0.path == path }?.result
  }

  // MARK: Foreign files

  @Test func `a foreign file is saved with its mode, replaced, and restored by clean`() throws {
    root.write("etc/interfaces", "foreign\n", mode: 0o640)
    let before = root.snapshot
    let outcome = try boot(root, [file("etc/interfaces", "ours")])
    #expect(saved(outcome, "etc/interfaces") == "foreign var/lib/swinit/saved/1-interfaces")
    #expect(root.snapshot["var/lib/swinit/saved/1-interfaces"] == "file 640 foreign\n")
    #expect(root.read("etc/interfaces")?.hasSuffix("ours\n") == true)
    #expect(result(try Transaction.clean(below: root.path), "etc/interfaces") == .restored)
    #expect(root.snapshot == before)
  }

  @Test func `the owner of a foreign file comes back too`() throws {
    root.write("etc/interfaces", "foreign\n")
    try #require(chown(root.at("etc/interfaces"), 12, 34) == 0 || geteuid() != 0)
    let before = try #require(root.status("etc/interfaces"))
    try boot(root, [file("etc/interfaces", "ours")])
    #expect(root.status("etc/interfaces")?.st_uid == geteuid())
    try Transaction.clean(below: root.path)
    let after = try #require(root.status("etc/interfaces"))
    #expect([after.st_uid, after.st_gid] == [before.st_uid, before.st_gid])
  }

  @Test func `what stood there before is remembered over many runs`() throws {
    root.write("etc/interfaces", "foreign\n")
    let before = root.snapshot
    for text in ["1", "2", "3"] { try boot(root, [file("etc/interfaces", text)]) }
    #expect(root.copies == ["1-interfaces"])
    try Transaction.clean(below: root.path)
    #expect(root.snapshot == before)
  }

  @Test func `a foreign file that says what ours would is kept, and clean leaves it`() throws {
    let same = RenderedFile(path: "etc/resolv.conf", mode: 0o644, contents: "nameserver 192.0.2.53\n")
    root.write(same.path, same.contents)
    let (before, inode) = (root.snapshot, root.status(same.path)?.st_ino)
    let outcome = try boot(root, [same])
    #expect(result(outcome, same.path) == .unchanged)
    #expect(saved(outcome, same.path) == "foreign var/lib/swinit/saved/1-resolv.conf")
    #expect(root.status(same.path)?.st_ino == inode)
    try Transaction.clean(below: root.path)
    #expect(root.snapshot == before)
  }

  @Test func `a symbolic link is saved as one and replaced; what it points to is untouched`() throws {
    root.write("etc/real", "real\n")
    root.makeLink("etc/linked", to: "real")
    root.makeLink("etc/dangling", to: "/nowhere")
    let before = root.snapshot
    try boot(root, [file("etc/linked", "ours"), file("etc/dangling", "ours")])
    #expect(root.read("etc/real") == "real\n")
    #expect(root.read("etc/linked")?.hasSuffix("ours\n") == true)
    #expect(root.snapshot["var/lib/swinit/saved/1-dangling"] == "link to /nowhere")
    #expect(root.snapshot["var/lib/swinit/saved/2-linked"] == "link to real")
    try Transaction.clean(below: root.path)
    #expect(root.snapshot == before)
  }

  // MARK: Stale files

  @Test func `a stale file of ours goes, and what stood there before comes back`() throws {
    root.write("etc/ifcfg-eth1", "foreign\n", mode: 0o600)
    root.makeLink("etc/ifcfg-eth2", to: "elsewhere")
    try boot(root, ["0", "1", "2", "3"].map { file("etc/ifcfg-eth\($0)", $0) })
    let outcome = try boot(root, [file("etc/ifcfg-eth0", "0")])
    #expect(outcome.entries.map(\.result) == [.unchanged, .restored, .restored, .removed])
    #expect(root.visible["etc/ifcfg-eth1"] == "file 600 foreign\n")
    #expect(root.visible["etc/ifcfg-eth2"] == "link to elsewhere")
    #expect(!root.exists("etc/ifcfg-eth3"))
    #expect(root.copies == [])
    #expect(try Ledger.read(below: root.path)?.files.map(\.path) == ["etc/ifcfg-eth0"])
  }

  @Test func `a stale file that is gone already is forgotten, or gives way to what stood there before`() throws {
    root.write("etc/b", "foreign\n")
    try boot(root, [file("etc/a", "a"), file("etc/b", "b")])
    root.remove("etc/a")
    root.remove("etc/b")
    #expect(try boot(root, []).entries.map(\.result) == [.unchanged, .restored])
    #expect(root.visible == ["etc/b": "file 644 foreign\n"])
  }

  @Test func `a copy that is gone costs only itself`() throws {
    root.write("etc/a", "foreign\n")
    try boot(root, [file("etc/a", "a")])
    root.remove("var/lib/swinit/saved/1-a")
    #expect(try boot(root, []).entries.map(\.result) == [.removed])
    #expect(root.visible == [:])
  }

  @Test func `a stale file that somebody has restored is forgotten`() throws {
    root.write("etc/a", "foreign\n")
    try boot(root, [file("etc/a", "a")])
    root.write("etc/a", "foreign\n")
    let inode = root.status("etc/a")?.st_ino
    #expect(try boot(root, []).entries.map(\.result) == [.unchanged])
    #expect(root.status("etc/a")?.st_ino == inode)
    #expect(root.copies == [])
  }

  // MARK: Edits

  @Test func `an edited file is saved before it is replaced, and told`() throws {
    root.write("etc/a", "foreign\n")
    try boot(root, [file("etc/a", "1")])
    root.write("etc/a", "edited\n", mode: 0o664)
    let outcome = try boot(root, [file("etc/a", "1")])
    #expect(result(outcome, "etc/a") == .written)
    #expect(saved(outcome, "etc/a") == "edited var/lib/swinit/saved/2-a")
    #expect(root.snapshot["var/lib/swinit/saved/2-a"] == "file 664 edited\n")
    try Transaction.clean(below: root.path)
    #expect(root.visible == ["etc/a": "file 644 foreign\n"])
    #expect(root.copies == ["2-a"], "the edit is nobody's to remove")
  }

  @Test func `an edited stale file is saved before it goes`() throws {
    try boot(root, [file("etc/a", "1")])
    root.write("etc/a", "edited\n")
    let outcome = try boot(root, [])
    #expect(result(outcome, "etc/a") == .removed)
    #expect(saved(outcome, "etc/a") == "edited var/lib/swinit/saved/1-a")
    #expect(root.read("var/lib/swinit/saved/1-a") == "edited\n")
    #expect(!root.exists("etc/a"))
  }

  @Test func `a file that somebody has made a link is an edit`() throws {
    try boot(root, [file("etc/a", "1")])
    root.remove("etc/a")
    root.makeLink("etc/a", to: "/run/a")
    let outcome = try boot(root, [file("etc/a", "1")])
    #expect(saved(outcome, "etc/a") == "edited var/lib/swinit/saved/1-a")
    #expect(root.snapshot["var/lib/swinit/saved/1-a"] == "link to /run/a")
  }

  @Test func `an edit that is what we want now is no edit`() throws {
    try boot(root, [file("etc/a", "1")])
    root.write("etc/a", file("etc/a", "2").contents)
    let outcome = try boot(root, [file("etc/a", "2")])
    #expect(result(outcome, "etc/a") == .unchanged)
    #expect(saved(outcome, "etc/a") == nil)
  }

  @Test func `the same edit at every boot is saved once, and told each time`() throws {
    for _ in 1...4 {
      try boot(root, [file("etc/a", "1")])
      root.write("etc/a", "dhclient was here\n")
    }
    #expect(saved(try boot(root, [file("etc/a", "1")]), "etc/a") == "edited var/lib/swinit/saved/1-a")
    #expect(root.copies == ["1-a"])
  }

  @Test func `of many edits the last eight are kept`() throws {
    for boots in 1...12 {
      try boot(root, [file("etc/a", "1")])
      root.write("etc/a", "edit \(boots)\n")
    }
    try boot(root, [file("etc/a", "1")])
    #expect(Set(root.copies) == Set((5...12).map { "\($0)-a" }))
    #expect(try Ledger.read(below: root.path)?.edits.count == Ledger.mostEdits)
  }

  // MARK: Clean

  @Test func `clean leaves no trace`() throws {
    root.write("etc/hosts", "localhost\n")
    root.makeDirectory("var/lib")
    let before = root.snapshot
    try boot(root, [file("etc/a/b/c", "c"), file("etc/d", "d")])
    let outcome = try Transaction.clean(below: root.path)
    #expect(outcome.entries.map(\.result) == [.removed, .removed])
    #expect(root.snapshot == before)
    #expect(!root.exists("var/lib/swinit"))
    #expect(try Transaction.clean(below: root.path).entries.isEmpty)
  }

  @Test func `clean leaves directories in which something else is, and those that were there`() throws {
    root.makeDirectory("etc/there")
    try boot(root, [file("etc/made/a", "a"), file("etc/there/b", "b"), file("etc/also/deep/c", "c")])
    try boot(root, [file("etc/made/a", "a2"), file("etc/there/b", "b")])
    root.write("etc/made/foreign", "x\n")
    try Transaction.clean(below: root.path)
    #expect(root.visible == ["etc/made/foreign": "file 644 x\n"])
    #expect(root.exists("etc/there"))
    #expect(!root.exists("etc/also"))
  }

  @Test func `clean leaves an edited file to its editor, with the copy of what stood there before`() throws {
    root.write("etc/a", "foreign\n")
    try boot(root, [file("etc/a", "1"), file("etc/b", "2")])
    root.write("etc/a", "edited\n")
    let outcome = try Transaction.clean(below: root.path)
    #expect(outcome.entries.map(\.result) == [.left, .removed])
    #expect(root.visible == ["etc/a": "file 644 edited\n"])
    #expect(root.copies == ["1-a"])
    #expect(!TestRoot.ledgers.contains(where: root.exists))
  }

  @Test func `clean where nothing was written does nothing`() throws {
    root.write("etc/a", "foreign\n")
    let (before, changes) = (root.snapshot, TestChanges())
    #expect(try !Transaction.clean(below: root.path, changes: changes).hasChanges)
    #expect(root.snapshot == before)
  }
}

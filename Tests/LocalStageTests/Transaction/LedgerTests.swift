// SPDX-License-Identifier: Apache-2.0

import LocalStage
import SystemPackage
import Testing

@Suite struct LedgerTests {
  private let root = TestRoot()

  @Test(arguments: [("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8")])
  func `contents are hashed with FNV-1a`(text: String, hash: String) {
    #expect(ContentHash(of: text.utf8).description == hash)
  }

  @Test func `no ledger is none`() throws {
    #expect(try Ledger.read(below: root.path) == nil)
  }

  @Test func `the ledger says what was written from what, and what stood there before`() throws {
    root.write("etc/a", "foreign\n", mode: 0o640)
    root.makeLink("etc/b", to: "elsewhere")
    try boot(root, [file("etc/a", "1", mode: 0o600), file("etc/b", "2"), file("etc/c/d", "3")])
    let ledger = try #require(try Ledger.read(below: root.path))
    #expect(ledger.format == 1)
    #expect(ledger.origin == origin)
    #expect(ledger.files.map(\.path) == ["etc/a", "etc/b", "etc/c/d"])
    #expect(ledger.files.map(\.mode.description) == ["0600", "0644", "0644"])
    #expect(ledger.files[0].hash == ContentHash(of: file("etc/a", "1").contents.utf8))
    #expect(ledger.files[0].before?.name == "1-a")
    #expect(ledger.files[0].before?.standing == .file(mode: 0o640, hash: ContentHash(of: "foreign\n".utf8)))
    #expect(ledger.files[1].before?.standing == .link(to: "elsewhere"))
    #expect(ledger.files[2].before == nil)
    #expect(ledger.directories == ["etc/c", "var", "var/lib"])
    #expect(root.snapshot["var/lib/swinit/ledger.json"]?.hasPrefix("file 644 {") == true)
  }

  @Test func `modes and hashes are written as people write them`() throws {
    try boot(root, [file("etc/a", "1", mode: 0o600)])
    let text = try #require(root.read("var/lib/swinit/ledger.json"))
    #expect(text.contains(#""mode" : "0600""#))
    #expect(text.contains(#""hash" : "\#(ContentHash(of: file("", "1").contents.utf8))""#))
    #expect(text.contains(#""path" : "etc/a""#))
  }

  @Test(arguments: ["", "{", "[]", "{}", #"{"format":1}"#, "\u{0}\u{0}\u{0}"])
  func `what is no ledger is told, and costs only what it knew`(text: String) throws {
    root.write("var/lib/swinit/ledger.json", text)
    #expect(throws: LedgerError.corrupt) { try Ledger.read(below: root.path) }
    try boot(root, [file("etc/a", "a")])
    #expect(try Ledger.read(below: root.path)?.files.count == 1)
  }

  @Test func `a newer ledger is told`() throws {
    root.write("var/lib/swinit/ledger.json", #"{"format": 2, "anything": []}"#)
    let error = #expect(throws: LedgerError.self) { try Ledger.read(below: root.path) }
    #expect(error == .newer(format: 2))
    #expect(error?.description == "/var/lib/swinit/ledger.json has format 2; this program knows formats up to 1")
  }

  @Test func `a ledger that cannot be read is told, and clean does nothing then`() throws {
    root.makeDirectory("var/lib/swinit/ledger.json")
    #expect(throws: LedgerError.unreadable(.isDirectory)) { try Ledger.read(below: root.path) }
    let error = #expect(throws: TransactionError.self) { try Transaction.clean(below: root.path) }
    #expect(error?.ledger == .unreadable(.isDirectory))
    #expect(error?.description == "cannot read /var/lib/swinit/ledger.json: Is a directory")
  }

  @Test func `a ledger that is a link is not followed, and is replaced`() throws {
    root.write("elsewhere", "{}")
    root.makeLink("var/lib/swinit/ledger.json", to: "../../../elsewhere")
    #expect(throws: LedgerError.unreadable(.tooManySymbolicLinkLevels)) { try Ledger.read(below: root.path) }
    try boot(root, [file("etc/a", "a")])
    #expect(try Ledger.read(below: root.path)?.files.count == 1)
    #expect(root.read("elsewhere") == "{}")
  }

  @Test(arguments: [
    ("etc/a", "../../../etc/passwd"), ("etc/a", "/etc/passwd"), ("1-a", "../1-a"), ("1-a", ""), ("1-a", "x/1-a"),
  ])
  func `a ledger whose paths lead elsewhere is none`(path: String, other: String) throws {
    root.write("etc/a", "foreign\n")
    try boot(root, [file("etc/a", "1")])
    let text = try #require(root.read("var/lib/swinit/ledger.json"))
    let bad = text.replacing("\"\(path)\"", with: "\"\(other)\"")
    try #require(bad != text)
    for ledger in TestRoot.ledgers { root.write(ledger, bad) }
    #expect(throws: LedgerError.corrupt) { try Ledger.read(below: root.path) }
  }
}

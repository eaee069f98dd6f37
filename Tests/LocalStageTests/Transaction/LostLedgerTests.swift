// SPDX-License-Identifier: Apache-2.0

import LocalStage
import Renderers
import Testing

@Suite("A ledger that is lost") struct LostLedgerTests {
  private let root = TestRoot()
  private let document = RenderedFile(path: "var/lib/swinit/network_data.json", mode: 0o600, contents: "{}\n")

  private func saved(_ outcome: TransactionOutcome, _ path: String) -> String? {
    outcome.entries.first { $0.path == path }?.saved.map { "\($0.reason) \($0.copy)" }
  }

  private func lose(_ ledgers: [String]) { for ledger in ledgers { root.remove(ledger) } }

  @Test(arguments: ["", "{\"format\": 1, \"fil"])
  func `the one beside the copies counts then, and clean restores what stood there before`(truncated: String) throws {
    root.write("etc/network/interfaces", "foreign\n", mode: 0o640)
    let before = root.snapshot
    try boot(root, [file("etc/network/interfaces", "ours"), document])
    root.write("var/lib/swinit/ledger.json", truncated)
    try boot(root, [file("etc/network/interfaces", "other"), document])
    root.remove("var/lib/swinit/ledger.json")
    #expect(try Transaction.clean(below: root.path).entries.map(\.result) == [.restored, .removed])
    #expect(root.snapshot.filter { !$0.key.hasPrefix("var") } == before)
    #expect(!root.exists("var"), "directories that were made go too")
  }

  @Test func `a ledger that is whole is written beside the copies again`() throws {
    try boot(root, [file("etc/a", "a")])
    root.remove("var/lib/swinit/saved/ledger.json")
    try boot(root, [file("etc/a", "a")])
    #expect(root.read("var/lib/swinit/saved/ledger.json") == root.read("var/lib/swinit/ledger.json"))
  }

  @Test func `the document that is kept is ours without a ledger too`() throws {
    try boot(root, [document])
    lose(TestRoot.ledgers)
    let outcome = try boot(root, [document])
    #expect(saved(outcome, document.path) == nil)
    #expect(try Transaction.clean(below: root.path).entries.map(\.result) == [.removed])
    #expect(!root.exists("var/lib/swinit"))
  }

  @Test func `without a ledger our files are known by their first line`() throws {
    try boot(root, [file("etc/a", "1"), file("etc/b", "2")])
    for ledger in TestRoot.ledgers { root.remove(ledger) }
    let outcome = try boot(root, [file("etc/a", "1"), file("etc/b", "new")])
    #expect(outcome.entries.map(\.result) == [.unchanged, .written])
    #expect(saved(outcome, "etc/a") == nil)
    #expect(saved(outcome, "etc/b") == "edited var/lib/swinit/saved/1-b", "perhaps it was")
    #expect(try Transaction.clean(below: root.path).entries.map(\.result) == [.removed, .removed])
    #expect(root.visible == [:])
  }

  @Test func `copies of a lost ledger are not overwritten`() throws {
    root.write("etc/a", "foreign\n")
    try boot(root, [file("etc/a", "1")])
    for ledger in TestRoot.ledgers { root.remove(ledger) }
    root.write("etc/a", "edited\n")
    try boot(root, [file("etc/a", "1")])
    #expect(root.read("var/lib/swinit/saved/1-a") == "foreign\n")
    #expect(root.read("var/lib/swinit/saved/2-a") == "edited\n")
  }
}

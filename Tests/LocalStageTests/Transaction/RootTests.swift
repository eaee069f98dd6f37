// SPDX-License-Identifier: Apache-2.0

import LocalStage
import SystemPackage
import Testing

@Suite("Symbolic links on the way to a file") struct RootTests {
  private let root = TestRoot()
  private let outside = TestRoot()

  @Test func `a link to an absolute path is followed inside the root`() throws {
    root.makeDirectory("data/network")
    root.makeLink("etc/network", to: "/data/network")
    try boot(root, [file("etc/network/interfaces", "ours")])
    #expect(root.exists("data/network/interfaces"))
    try Transaction.clean(below: root.path)
    #expect(!root.exists("data/network/interfaces"))
    #expect(root.destination(of: "etc/network") == "/data/network")
  }

  @Test func `a link that names a directory outside ends inside the root, or nowhere`() throws {
    outside.write("interfaces", "outside\n")
    root.makeLink("etc/network", to: outside.path.string)
    let error = #expect(throws: TransactionError.self) { try boot(root, [file("etc/network/interfaces", "ours")]) }
    #expect(error?.reason == .noSuchFileOrDirectory)
    #expect(error?.path == "etc/network/interfaces")
    #expect(outside.snapshot == ["interfaces": "file 644 outside\n"])
    #expect(root.litter.isEmpty)
  }

  @Test func `dots do not climb out of the root`() throws {
    root.makeDirectory("run/net")
    root.makeLink("etc/network", to: "../../../../../../run/./net/../net")
    try boot(root, [file("etc/network/interfaces", "ours")])
    #expect(root.exists("run/net/interfaces"))
  }

  @Test func `a link to the root itself is one to the root`() throws {
    root.makeLink("etc/top", to: "/")
    try boot(root, [file("etc/top/a", "ours")])
    #expect(root.exists("a"))
    try Transaction.clean(below: root.path)
    #expect(!root.exists("a"))
  }

  @Test func `links in a circle are an error`() throws {
    root.makeLink("etc/one", to: "two")
    root.makeLink("etc/two", to: "one")
    let error = #expect(throws: TransactionError.self) { try boot(root, [file("etc/one/a", "ours")]) }
    #expect(error?.reason == .tooManySymbolicLinkLevels)
  }

  @Test func `the state may lie behind a link too`() throws {
    root.makeDirectory("data")
    root.makeLink("var", to: "data")
    try boot(root, [file("etc/a", "a")])
    #expect(root.exists("data/lib/swinit/ledger.json"))
  }

  @Test func `what stands at a path can be asked`() throws {
    root.makeLink("etc/resolv.conf", to: "../run/systemd/resolve/stub-resolv.conf")
    root.write("etc/hosts", "x")
    let transaction = try Transaction(root: root.path)
    #expect(
      try transaction.standing(of: "etc/resolv.conf") == .link(to: "../run/systemd/resolve/stub-resolv.conf"))
    #expect(try transaction.standing(of: "etc/hosts") == .file(mode: 0o644, hash: ContentHash(of: "x".utf8)))
    #expect(try transaction.standing(of: "etc") == .directory)
    #expect(try transaction.standing(of: "no/where") == .nothing)
  }
}

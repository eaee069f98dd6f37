// SPDX-License-Identifier: Apache-2.0

import LocalStage
import Renderers
import Testing

/// A host before a transaction, and the transaction.
struct Scenario: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let prepare: @Sendable (TestRoot) throws -> Void
  let perform: @Sendable (TestRoot, TestChanges) throws -> Void

  static let all = [firstWrite, change, otherRenderer, clean]
}

let origin = Ledger.Origin(source: "config drive sr0", instanceID: "i-1", machineID: "4c4c", renderer: "eni")

/// A rendered file; `text` is a short name for its contents.
func file(_ path: String, _ text: String, mode: UInt16 = 0o644) -> RenderedFile {
  RenderedFile(path: path, mode: mode, contents: "# Made by swinit-net from here.\n\(text)\n")
}

/// Runs a transaction as a boot does.
@discardableResult func boot(
  _ root: TestRoot, _ files: [RenderedFile], origin: Ledger.Origin = origin, _ changes: TestChanges = TestChanges()
) throws -> TransactionOutcome {
  try Transaction.recover(below: root.path, changes: changes)
  return try Transaction.apply(files, origin: origin, below: root.path, changes: changes)
}

extension Scenario {
  /// A foreign file, a foreign link, a file that is right already, a directory that is missing.
  static let firstWrite = Scenario(testDescription: "first write") { root in
    root.makeDirectory("var/lib")
    root.write("etc/hosts", "127.0.0.1 localhost\n")
    root.write("etc/network/interfaces", "auto lo\n", mode: 0o600)
    root.makeLink("etc/netplan/50-swinit.yaml", to: "../../usr/share/netplan/default.yaml")
    root.write("etc/resolv.conf", file("", "nameserver").contents.replacing("# Made", with: "# made"))
  } perform: { root, changes in
    try boot(
      root,
      [
        file("etc/network/interfaces", "ours"), file("etc/netplan/50-swinit.yaml", "ours", mode: 0o600),
        file("etc/systemd/network/10-swinit-eth0.link", "ours"),
        RenderedFile(
          path: "etc/resolv.conf", mode: 0o644,
          contents: file("", "nameserver").contents.replacing("# Made", with: "# made")),
      ], changes)
  }

  /// Of seven files of ours two are right, two change, one was edited, one is stale, one hides another; one is new.
  static let change = Scenario(testDescription: "change") { root in
    root.makeDirectory("var/lib")
    root.write("etc/ifcfg-hidden", "what stood there before\n", mode: 0o640)
    root.makeLink("etc/ifcfg-linked", to: "ifcfg-hidden")
    try boot(
      root,
      [
        file("etc/ifcfg-eth0", "0"), file("etc/ifcfg-eth1", "1"), file("etc/ifcfg-eth2", "2"),
        file("etc/ifcfg-eth3", "3"), file("etc/ifcfg-eth4", "4"), file("etc/ifcfg-hidden", "5"),
        file("etc/ifcfg-linked", "6"), file("etc/net/d/stale", "7"),
      ])
    root.write("etc/ifcfg-eth3", "edited\n")
    root.write("etc/ifcfg-foreign", "somebody else's\n")
  } perform: { root, changes in
    try boot(
      root,
      [
        file("etc/ifcfg-eth0", "0"), file("etc/ifcfg-eth1", "one"), file("etc/ifcfg-eth2", "two", mode: 0o600),
        file("etc/ifcfg-eth3", "three"), file("etc/ifcfg-eth4", "4"), file("etc/ifcfg-foreign", "8"),
        file("etc/new/place", "9"),
      ], changes)
  }

  /// Nothing stays but the ledger.
  static let otherRenderer = Scenario(testDescription: "another renderer") { root in
    root.makeDirectory("var/lib")
    root.write("etc/network/interfaces", "auto lo\n")
    try boot(root, [file("etc/network/interfaces", "ours"), file("etc/systemd/network/10-eth0.link", "ours")])
  } perform: { root, changes in
    let other = Ledger.Origin(source: "config drive sr0", instanceID: "i-2", machineID: nil, renderer: "netplan")
    try boot(root, [file("etc/netplan/50-swinit.yaml", "ours", mode: 0o600)], origin: other, changes)
  }

  /// Files to remove, to restore, to leave; directories to remove.
  static let clean = Scenario(testDescription: "clean") { root in
    root.makeDirectory("var/lib")
    root.write("etc/network/interfaces", "auto lo\n", mode: 0o640)
    root.makeLink("etc/linked", to: "/run/somewhere")
    try boot(
      root,
      [
        file("etc/network/interfaces", "ours"), file("etc/linked", "ours"), file("etc/ours/deep/down", "ours"),
        file("etc/edited", "ours"), file("etc/gone", "ours"),
      ])
    root.write("etc/edited", "edited\n")
    root.remove("etc/gone")
  } perform: { root, changes in
    try Transaction.clean(below: root.path, changes: changes)
  }
}

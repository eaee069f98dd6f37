// SPDX-License-Identifier: Apache-2.0

import LocalStage
import SystemPackage
import Testing

/// A transaction is stopped after every single step; the next start must find the old or the new, and end at the new.
@Suite("Crashes", .timeLimit(.minutes(5)))
struct CrashTests {
  @Test(arguments: Scenario.all)
  func `after a crash anywhere, the next start finds the old or the new, and ends at the new`(_ scenario: Scenario)
    throws
  {
    let ends = try ScenarioEnds(scenario)
    var states: [Bool] = []
    for step in 0..<ends.steps {
      let (root, isSaidToBeDone) = try ends.run(.crash(after: step))
      try Transaction.recover(below: root.path, changes: TestChanges())
      let found = root.snapshot
      #expect(ends.explain(found) == nil, "after step \(step)")
      states.append(found == ends.new)
      // The program may live on, on a file system that has turned read-only: it must not say what is not so.
      #expect(!isSaidToBeDone || found == ends.new)
      try Transaction.recover(below: root.path, changes: TestChanges())
      #expect(root.snapshot == found, "after step \(step) a second recovery changed something")
      try scenario.perform(root, TestChanges())
      #expect(ends.explain(root.snapshot, old: nil) == nil, "after step \(step)")
      #expect(root.litter.isEmpty)
    }
    // Old up to one step, new from there on: and both there is.
    let turn = try #require(states.firstIndex(of: true))
    #expect(turn > 0)
    #expect(!states[turn...].contains(false))
  }

  @Test(arguments: Scenario.all)
  func `a recovery may crash anywhere too`(_ scenario: Scenario) throws {
    let ends = try ScenarioEnds(scenario)
    var crashes = 0
    for step in 0..<ends.steps {
      let (wreck, _) = try ends.run(.crash(after: step))
      for again in 0... {
        let root = TestRoot(copying: wreck)
        let changes = TestChanges(.crash(after: again))
        _ = try? Transaction.recover(below: root.path, changes: changes)
        if !changes.isDown { break }
        crashes += 1
        try Transaction.recover(below: root.path, changes: TestChanges())
        #expect(ends.explain(root.snapshot) == nil, "after step \(step), and step \(again) of the recovery")
        guard again % 3 == 0 else { continue }
        try scenario.perform(root, TestChanges())
        #expect(ends.explain(root.snapshot, old: nil) == nil, "after step \(step), and step \(again) of the recovery")
      }
    }
    #expect(crashes > 3 * ends.steps)
  }

  @Test(arguments: Scenario.all)
  func `a power cut loses what no sync has written, and still leaves the old or the new`(_ scenario: Scenario) throws {
    let ends = try ScenarioEnds(scenario)
    let losses: [(String) -> Bool] = [{ _ in true }, { $0.hasSuffix("-new") }, { $0.hasPrefix(".journal") }]
    for step in 0..<ends.steps {
      for empties in losses {
        let (root, _) = try ends.run(.powerCut(after: step, empties: empties))
        try Transaction.recover(below: root.path, changes: TestChanges())
        // Without its journal, what lies about of the transaction is swept by the next.
        let found = root.visible
        #expect(found == ends.oldVisible || found == ends.newVisible, "after step \(step)")
        try scenario.perform(root, TestChanges())
        #expect(root.visible == ends.newVisible, "after step \(step)")
        #expect(root.litter.isEmpty, "after step \(step)")
      }
    }
  }

  @Test(arguments: Scenario.all)
  func `a step that fails leaves the old at once, and the error names a file of the host`(_ scenario: Scenario) throws {
    let ends = try ScenarioEnds(scenario)
    var failures = 0
    for step in 1...ends.steps {
      let root = TestRoot(copying: ends.start)
      do throws(any Error) {
        try scenario.perform(root, TestChanges(.failure(at: step, .noSpace)))
        try Transaction.recover(below: root.path, changes: TestChanges())
        #expect(ends.withoutDirectories(root.snapshot) == ends.new, "step \(step)")
      } catch let error as TransactionError {
        failures += 1
        #expect(ends.explain(root.snapshot, new: nil) == nil, "step \(step)")
        #expect(error.reason == .noSpace)
        #expect(!error.path.contains(".swinit-"), "\(error)")
        #expect(error.description.hasSuffix("/\(error.path): No space left on device"))
      }
    }
    #expect(failures > ends.steps / 3)
  }

  @Test(arguments: Scenario.all)
  func `what undoes a failure may crash anywhere too`(_ scenario: Scenario) throws {
    let ends = try ScenarioEnds(scenario)
    var crashes = 0
    for step in 1...ends.steps {
      for more in 0... {
        let root = TestRoot(copying: ends.start)
        let changes = TestChanges(.failure(at: step, .notPermitted, crashAfter: more))
        let isSaidToBeDone = (try? scenario.perform(root, changes)) != nil
        if !changes.isDown { break }
        crashes += 1
        try Transaction.recover(below: root.path, changes: TestChanges())
        let found = isSaidToBeDone || root.snapshot != ends.old ? ends.withoutDirectories(root.snapshot) : root.snapshot
        #expect(
          ends.explain(found, old: isSaidToBeDone ? nil : ends.old) == nil, "step \(step), a crash \(more) steps later")
      }
    }
    #expect(crashes > ends.steps)
  }
}

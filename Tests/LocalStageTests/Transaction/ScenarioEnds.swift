// SPDX-License-Identifier: Apache-2.0

import Testing

/// What a scenario begins and ends with when nothing stops it.
struct ScenarioEnds {
  private let scenario: Scenario

  /// The host before; to be copied.
  let start = TestRoot()
  let old: [String: String]
  let new: [String: String]
  let oldVisible: [String: String]
  let newVisible: [String: String]
  /// The number of steps.
  let steps: Int

  init(_ scenario: Scenario) throws {
    self.scenario = scenario
    try scenario.prepare(start)
    (old, oldVisible) = (start.snapshot, start.visible)
    let (end, changes) = (TestRoot(copying: start), TestChanges())
    try #require(end.snapshot == old)
    try scenario.perform(end, changes)
    (new, newVisible) = (end.snapshot, end.visible)
    steps = changes.count
    try #require(old != new)
    try #require(end.litter.isEmpty)
  }

  /// The host after the scenario with a fault that stops it, and whether the program has ended well nevertheless.
  func run(_ fault: TestChanges.Fault) throws -> (TestRoot, isSaidToBeDone: Bool) {
    let (root, changes) = (TestRoot(copying: start), TestChanges(fault))
    let isSaidToBeDone = (try? scenario.perform(root, changes)) != nil
    try #require(changes.isDown)
    return (root, isSaidToBeDone)
  }

  /// Nil where a state is the old or the new, else how it differs from both.
  func explain(_ found: [String: String]) -> String? { explain(found, old: old, new: new) }

  /// Nil where a state is the new, or the old if that is given.
  func explain(_ found: [String: String], old: [String: String]?) -> String? { explain(found, old: old, new: new) }

  /// Nil where a state is the old.
  func explain(_ found: [String: String], new: [String: String]?) -> String? { explain(found, old: old, new: new) }

  private func explain(_ found: [String: String], old: [String: String]?, new: [String: String]?) -> String? {
    if found == old || found == new { return nil }
    return [("old", old), ("new", new)].compactMap { name, state in
      state.map { "not \(name): \(Self.difference(found, $0))" }
    }.joined(separator: "; ")
  }

  /// A state without the directories that the new one has not: one that could not be removed may stay.
  func withoutDirectories(_ state: [String: String]) -> [String: String] {
    state.filter { new[$0.key] != nil || !$0.value.hasPrefix("directory") }
  }

  private static func difference(_ one: [String: String], _ other: [String: String]) -> String {
    Set(one.keys).union(other.keys).sorted().filter { one[$0] != other[$0] }.map { key in
      "\(key): \(one[key] ?? "nothing") instead of \(other[key] ?? "nothing")"
    }.joined(separator: ", ")
  }
}

// SPDX-License-Identifier: Apache-2.0

import Renderers

/// What a transaction will do, as data: nothing has been touched yet.
public struct TransactionPlan: Sendable {
  /// What is to happen to a path.
  public enum Action: Hashable, Sendable {
    /// It is ours and right; its inode and times stay.
    case keep
    /// Our file is to stand there.
    case write(RenderedFile)
    /// Our file is to go.
    case remove
    /// Our file is to go, and what stood there before it is to come back.
    case restore(Ledger.Copy)
    /// Our file is gone already, and nothing is to come back.
    case forget
    /// It is somebody else's now.
    case leave
  }

  /// A copy that is to be made of what stands at a path, or that was made of the same before.
  public struct Saving: Hashable, Sendable {
    /// Why.
    public let reason: TransactionOutcome.SaveReason
    /// The copy.
    public let copy: Ledger.Copy
    /// Whether it is still to be made.
    public let isNew: Bool
  }

  /// What is to happen to a path, and why.
  public struct Decision: Hashable, Sendable {
    /// The path relative to the root.
    public let path: String
    /// What stands there now.
    public let standing: Standing
    /// What is to happen.
    public let action: Action
    /// The copy that is made first.
    public let saving: Saving?
  }

  /// The paths in their order.
  public let decisions: [Decision]
  /// The ledger afterwards; nil where there will be none.
  public let ledger: Ledger?
  /// The directories that are to be made, the topmost first.
  let directories: [String]
  /// The copies that nobody needs afterwards.
  let discards: [String]
  /// The directories to be removed afterwards if nothing is in them, the deepest first.
  let emptied: [String]
  /// What stands at the ledger's two paths now.
  let ledgerStandings: [String: Standing]
  /// What a crash left that no journal tells of.
  let leftovers: [String]
}

extension TransactionPlan {
  /// A change with what is needed to make the new file.
  struct Step {
    enum Content {
      case none
      case bytes([UInt8])
      case copy(Ledger.Copy)
    }

    let change: Journal.Change
    let content: Content
  }

  /// The changes in their order, the ledger's last.
  var steps: [Step] {
    var steps: [Step] = []
    func add(_ path: String, _ before: Standing, _ after: Standing, _ content: Step.Content) {
      guard before != after else { return }
      let change = Journal.Change(number: steps.count + 1, path: path, before: before, after: after)
      steps.append(Step(change: change, content: content))
    }
    for decision in decisions {
      switch decision.action {
      case .keep, .forget, .leave: continue
      case .write(let file):
        add(decision.path, decision.standing, Standing(file), .bytes(Array(file.contents.utf8)))
      case .remove: add(decision.path, decision.standing, .nothing, .none)
      case .restore(let copy): add(decision.path, decision.standing, copy.standing, .copy(copy))
      }
    }
    let bytes = ledger.map { StatePath.encode($0) }
    let after = bytes.map { Standing.file(mode: Self.ledgerMode, hash: ContentHash(of: $0)) } ?? .nothing
    for path in StatePath.ledgers {
      add(path, ledgerStandings[path] ?? .nothing, after, bytes.map { .bytes($0) } ?? .none)
    }
    return steps
  }

  static let ledgerMode: ModeBits = 0o644

  /// The copies to be made.
  var saves: [Journal.Save] {
    decisions.compactMap { decision in
      decision.saving.flatMap { $0.isNew ? Journal.Save(path: decision.path, copy: $0.copy) : nil }
    }
  }

  /// The plan as it is written before anything is done.
  func journal(_ steps: [Step]) -> Journal {
    Journal(
      directories: directories, saves: saves, changes: steps.map(\.change), discards: discards, emptied: emptied)
  }

  /// What the plan does, for reports.
  public var outcome: TransactionOutcome {
    let entries = decisions.map { decision in
      let saved = decision.saving.map {
        TransactionOutcome.Saved(copy: StatePath.copy($0.copy.name), reason: $0.reason)
      }
      return TransactionOutcome.Entry(path: decision.path, result: decision.action.result, saved: saved)
    }
    return TransactionOutcome(entries: entries, hasChanges: hasChanges)
  }

  /// Whether there is anything to do. Without, nothing is written at all.
  public var hasChanges: Bool { !steps.isEmpty || !saves.isEmpty }
}

extension TransactionPlan.Action {
  fileprivate var result: TransactionOutcome.Result {
    switch self {
    case .keep, .forget: .unchanged
    case .write: .written
    case .remove: .removed
    case .restore: .restored
    case .leave: .left
    }
  }
}

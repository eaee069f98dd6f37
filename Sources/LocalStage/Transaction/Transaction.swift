// SPDX-License-Identifier: Apache-2.0

import Renderers
import SystemPackage

/// Puts files below a root, all of them or none, and knows what stood there before.
///
///     let transaction = try Transaction(root: "/")
///     try transaction.recover()
///     let ledger = try? transaction.ledger()
///     let plan = try transaction.plan(files, replacing: ledger, origin: origin)
///     let outcome = try transaction.execute(plan)
public struct Transaction {
  /// What became of a transaction that a crash had stopped.
  public enum Recovery: String, Hashable, Sendable {
    /// There was none.
    case notNeeded
    /// All is as it was before.
    case undone
    /// All is as it was to be.
    case finished
  }

  let files: RootFiles

  /// Opens a root; touches nothing.
  public init(root: FilePath, changes: any FileChanges = SystemFileChanges()) throws(TransactionError) {
    do {
      files = RootFiles(root: try RootDirectory(root), changes: changes)
    } catch {
      throw TransactionError(operation: .open, path: "", reason: error)
    }
  }

  /// Ends a transaction that a crash has stopped: to be called before the ledger or any of the files is read.
  ///
  /// Keeps others out until this value is gone.
  @discardableResult public func recover() throws(TransactionError) -> Recovery {
    try files.lock()
    return try TransactionRecovery(files: files).run()
  }

  /// The ledger; nil where there is none.
  public func ledger() throws(LedgerError) -> Ledger? { try Ledger.read(from: files.root) }

  /// What stands at a path relative to the root; symbolic links are not followed.
  public func standing(of path: String) throws(TransactionError) -> Standing { try files.standing(of: path) }

  /// What is to be done so that the desired files stand there and no others of ours; touches nothing.
  ///
  /// - Parameter untouched: Paths that stay as they are; the ledger knows afterwards of them what it knew.
  public func plan(
    _ desired: [RenderedFile], leaving untouched: Set<String> = [], replacing ledger: Ledger?, origin: Ledger.Origin
  ) throws(TransactionError) -> TransactionPlan {
    var paths: Set<String> = []
    for file in desired {
      // No renderer writes such a path, or one twice.
      let isState = file.path.hasPrefix(StatePath.directory + "/") && !StatePath.documents.contains(file.path)
      guard file.path.isPlainPath, !isState, paths.insert(file.path).inserted
      else { throw TransactionError(operation: .write, path: file.path, reason: .invalidArgument) }
    }
    let survey = try survey(paths, ledger)
    for path in paths.sorted() {
      switch survey[path] {
      case .nothing, .file, .link: continue
      case .directory: throw TransactionError(operation: .replace, path: path, reason: .isDirectory)
      case .special: throw TransactionError(operation: .replace, path: path, reason: .notSupported)
      }
    }
    return TransactionPlanner.plan(desired, leaving: untouched, replacing: ledger, origin: origin, survey: survey)
  }

  /// What is to be done so that nothing of ours is left, and all is back that stood there before; touches nothing.
  ///
  /// A file of ours that somebody has edited is left to them, with the copy of what stood there before.
  public func plan(cleaning ledger: Ledger?) throws(TransactionError) -> TransactionPlan {
    TransactionPlanner.plan([], replacing: ledger, origin: nil, survey: try survey([], ledger))
  }

  /// Does what a plan says: all of it, or nothing and an error.
  @discardableResult public func execute(_ plan: TransactionPlan) throws(TransactionError) -> TransactionOutcome {
    for path in plan.leftovers { try files.remove(path) }
    if plan.hasChanges { try TransactionExecution(plan, files).run() }
    return plan.outcome
  }

  private func survey(_ paths: Set<String>, _ ledger: Ledger?) throws(TransactionError) -> Survey {
    try Survey(of: paths.union(ledger?.files.map(\.path) ?? []), ledger: ledger, in: files)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Renderers
import SystemPackage

/// Whole transactions in one call each.
extension Transaction {
  /// Ends a transaction that a crash has stopped: to be called before the ledger or any of the files is read.
  @discardableResult public static func recover(
    below root: FilePath, changes: any FileChanges = SystemFileChanges()
  ) throws(TransactionError) -> Recovery {
    try Transaction(root: root, changes: changes).recover()
  }

  /// Puts the desired files below a root, and removes others of ours but some that are not to be touched. A ledger that
  /// cannot be read counts as none.
  @discardableResult public static func apply(
    _ desired: [RenderedFile], leaving untouched: Set<String> = [], origin: Ledger.Origin, below root: FilePath,
    changes: any FileChanges = SystemFileChanges()
  ) throws(TransactionError) -> TransactionOutcome {
    let transaction = try Transaction(root: root, changes: changes)
    let ledger = try? transaction.ledger()
    return try transaction.execute(transaction.plan(desired, leaving: untouched, replacing: ledger, origin: origin))
  }

  /// Ends what a crash has stopped, removes what we wrote below a root and restores what stood there before.
  ///
  /// A ledger that cannot be read is an error: nobody knows then what is ours.
  @discardableResult public static func clean(
    below root: FilePath, changes: any FileChanges = SystemFileChanges()
  ) throws(TransactionError) -> TransactionOutcome {
    let transaction = try Transaction(root: root, changes: changes)
    try transaction.recover()
    let ledger: Ledger?
    do { ledger = try transaction.ledger() } catch { throw TransactionError(error) }
    let outcome = try transaction.execute(transaction.plan(cleaning: ledger))
    transaction.files.removeStateDirectories(with: [])
    return outcome
  }
}

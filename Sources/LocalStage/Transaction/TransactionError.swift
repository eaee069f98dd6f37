// SPDX-License-Identifier: Apache-2.0

import SystemPackage

/// What could not be done, to which file, and why. Nothing half-done is left.
public struct TransactionError: Error, Hashable, Sendable {
  /// What was tried.
  public enum Operation: String, Hashable, Sendable {
    case open, read, lock, make, write, save, replace, remove, sync
  }

  /// What was tried.
  public let operation: Operation
  /// The file it was tried for, relative to the root: never one of our temporaries.
  public let path: String
  /// Why it failed.
  public let reason: Errno
  /// What is wrong with the ledger, where that is why.
  public let ledger: LedgerError?

  init(operation: Operation, path: String, reason: Errno) {
    self.operation = operation
    self.path = path
    self.reason = reason
    ledger = nil
  }

  /// The ledger has to be known, and is not.
  init(_ error: LedgerError) {
    operation = .read
    path = StatePath.ledger
    reason = if case .unreadable(let reason) = error { reason } else { .badMessage }
    ledger = error
  }
}

extension TransactionError: CustomStringConvertible {
  /// The error in a few words.
  public var description: String { ledger?.description ?? "cannot \(operation.rawValue) /\(path): \(reason)" }
}

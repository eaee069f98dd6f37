// SPDX-License-Identifier: Apache-2.0

/// Ends a transaction that a crash has stopped; may itself be stopped anywhere and run again.
struct TransactionRecovery {
  let files: RootFiles

  func run() throws(TransactionError) -> Transaction.Recovery {
    var recovery = Transaction.Recovery.notNeeded
    if let bytes = try files.contents(of: StatePath.draft)?.bytes {
      recovery = .undone
      if let journal = Journal(bytes) {
        try TransactionRollback(files: files, journal: journal).run()
      } else {
        // The draft is the first thing that is written.
        try discard(StatePath.draft)
      }
    }
    if let bytes = try files.contents(of: StatePath.journal)?.bytes {
      guard let journal = Journal(bytes) else {
        try discard(StatePath.journal)
        return .undone
      }
      recovery = try end(journal)
    }
    return recovery
  }

  private func end(_ journal: Journal) throws(TransactionError) -> Transaction.Recovery {
    guard try isOnDisk(journal) else {
      try TransactionRollback(files: files, journal: journal).run()
      return .undone
    }
    for change in journal.changes { try finish(change) }
    try files.sync(journal.paths)
    try files.tidyUp(journal)
    return .finished
  }

  /// Whether the sync before the first change was reached: then every new file is whole, or in its place already.
  private func isOnDisk(_ journal: Journal) throws(TransactionError) -> Bool {
    var isMissing = false
    var isBegun = false
    for change in journal.changes {
      let isThere = try files.standing(of: change.path) == change.after
      if change.after == .nothing {
        isBegun = isBegun || isThere
        continue
      }
      switch try files.standing(of: change.beside(change.temporary)) {
      case change.after: continue
      case .nothing: if isThere { isBegun = true } else { isMissing = true }
      default: return false
      }
    }
    return isBegun || !isMissing
  }

  private func finish(_ change: Journal.Change) throws(TransactionError) {
    let waiting = try files.standing(of: change.beside(change.temporary))
    guard change.after == .nothing || waiting != .nothing else { return }
    if try files.standing(of: change.path) == change.before {
      try files.carryOut(change)
    } else if change.after != .nothing {
      // Somebody has been here in between. The next run will find it edited, and save it.
      try files.remove(change.beside(change.temporary))
    }
  }

  /// Removes a journal that cannot be read: the crash came before the first sync, so that no target has been touched.
  private func discard(_ journal: String) throws(TransactionError) {
    try files.remove(journal)
    if try files.standing(of: StatePath.ledger) == .nothing { files.removeStateDirectories(with: []) }
  }
}

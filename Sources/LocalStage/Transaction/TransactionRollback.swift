// SPDX-License-Identifier: Apache-2.0

/// Undoes a transaction from wherever it had got to; may itself be stopped anywhere and run again.
struct TransactionRollback {
  let files: RootFiles
  let journal: Journal

  /// Leaves what stood there before, and whatever somebody else has put there since.
  func run() throws(TransactionError) {
    // From here on it is to be undone, whatever happens.
    if try files.standing(of: StatePath.journal) != .nothing {
      try files.rename(StatePath.journal.nameOfPath, to: StatePath.draft)
    }
    var hasUndone = false
    for change in journal.changes.reversed() where try undo(change) { hasUndone = true }
    // A copy whose original is gone is all that there is of it.
    for save in journal.saves where try files.standing(of: save.path) == save.copy.standing {
      try files.remove(StatePath.copy(save.copy.name))
    }
    if hasUndone { try files.sync(journal.paths) }
    let directories = Array(journal.directories.reversed())
    for directory in directories { files.removeDirectory(ifEmpty: directory) }
    try files.remove(StatePath.draft)
    if try files.standing(of: StatePath.ledger) == .nothing { files.removeStateDirectories(with: directories) }
  }

  /// Undoes one change; false where it had not been done.
  private func undo(_ change: Journal.Change) throws(TransactionError) -> Bool {
    let standing = try files.standing(of: change.path)
    let temporary = change.beside(change.temporary)
    let kept = change.beside(change.kept)
    let waiting = try files.standing(of: temporary)
    let isDone = standing == change.after && waiting == .nothing
    if try files.standing(of: kept) != .nothing {
      if isDone {
        try files.rename(change.kept, to: change.path)
        return true
      }
      try files.remove(kept)
    } else if isDone, change.before == .nothing {
      try files.remove(change.path)
      return true
    }
    if change.after != .nothing { try files.remove(temporary) }
    return false
  }
}

// SPDX-License-Identifier: Apache-2.0

import SystemPackage

/// Carries out a plan: all of it, or nothing.
///
/// 1. The draft of the journal says what is to come. New files, copies, and second names of old files are made under
///    names that nobody reads. A crash up to here is undone.
/// 2. The draft becomes the journal. A crash from here on is finished; if what was made had not reached the disk,
///    which its hashes tell, it is undone.
/// 3. One sync, then a rename or removal for each path, the ledger's last.
/// 4. One more sync, then what is not needed any more goes, the journal last.
struct TransactionExecution {
  let files: RootFiles
  let steps: [TransactionPlan.Step]
  let journal: Journal

  init(_ plan: TransactionPlan, _ files: RootFiles) {
    self.files = files
    steps = plan.steps
    journal = plan.journal(steps)
  }

  /// Does all of it. If anything fails, undoes what was done and tells what failed.
  func run() throws(TransactionError) {
    do {
      try prepare()
      try files.rename(StatePath.draft.nameOfPath, to: StatePath.journal)
      try files.sync(journal.paths)
      for change in journal.changes { try files.carryOut(change) }
      try files.sync(journal.paths)
    } catch {
      try? TransactionRollback(files: files, journal: journal).run()
      throw error
    }
    // All is as it should be. What cannot be tidied up now is tidied up by the next recovery.
    try? files.tidyUp(journal)
  }

  private func prepare() throws(TransactionError) {
    for directory in journal.directories where StatePath.ledger.hasPrefix(directory + "/") {
      try files.makeDirectory(directory)
    }
    try files.lock()
    try files.write(.init(bytes: StatePath.encode(journal), mode: 0o600, owner: nil), to: StatePath.draft)
    for directory in journal.directories { try files.makeDirectory(directory) }
    for save in journal.saves {
      try about(save.path) { () throws(TransactionError) in
        try files.copy(save.copy.standing, from: save.path, to: StatePath.copy(save.copy.name))
      }
    }
    for step in steps { try about(step.change.path) { () throws(TransactionError) in try prepare(step) } }
  }

  /// Lets failures of files that only we know be told of the file that they are for.
  private func about(_ path: String, _ body: () throws(TransactionError) -> Void) throws(TransactionError) {
    do { try body() } catch { throw TransactionError(operation: error.operation, path: path, reason: error.reason) }
  }

  private func prepare(_ step: TransactionPlan.Step) throws(TransactionError) {
    let change = step.change
    let temporary = change.beside(change.temporary)
    switch step.content {
    case .none: break
    case .bytes(let bytes):
      guard case .file(let mode, _) = change.after else { break }
      try files.write(.init(bytes: bytes, mode: mode, owner: nil), to: temporary)
    case .copy(let copy): try files.copy(change.after, from: StatePath.copy(copy.name), to: temporary)
    }
    // Also tells in time that a file cannot be replaced, because it is immutable for instance.
    if change.before != .nothing { try files.addName(change.kept, to: change.path) }
  }
}

extension RootFiles {
  /// Copies a file with its owner, or a symbolic link.
  fileprivate func copy(_ standing: Standing, from path: String, to other: String) throws(TransactionError) {
    switch standing {
    case .nothing, .directory, .special: break
    case .link(let destination): try makeLink(other, to: destination)
    case .file(let mode, _):
      guard let file = try contents(of: path) else {
        throw TransactionError(operation: .save, path: path, reason: .noSuchFileOrDirectory)
      }
      try write(.init(bytes: file.bytes, mode: mode, owner: file.owner), to: other, operation: .save)
    }
  }

  /// Changes one path: the only moment at which a reader sees anything.
  func carryOut(_ change: Journal.Change) throws(TransactionError) {
    if change.after == .nothing {
      try remove(change.path)
    } else {
      try rename(change.temporary, to: change.path)
    }
  }

  /// Removes all that a finished transaction needs no more, its journal last.
  func tidyUp(_ journal: Journal) throws(TransactionError) {
    for change in journal.changes where change.before != .nothing { try remove(change.beside(change.kept)) }
    for name in journal.discards { try remove(StatePath.copy(name)) }
    for directory in journal.emptied { removeDirectory(ifEmpty: directory) }
    try remove(StatePath.journal)
    if journal.isLast { removeStateDirectories(with: journal.emptied) }
  }

  /// Removes the directories of the state if nothing is in them, and those above that we made.
  func removeStateDirectories(with others: [String]) {
    let above = others.filter { StatePath.directory.hasPrefix($0 + "/") }
    for directory in [StatePath.saved, StatePath.directory] + above { removeDirectory(ifEmpty: directory) }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// All that a plan needs to know of a disk.
struct Survey: Hashable {
  /// What stands at the paths in question.
  var standing: [String: Standing] = [:]
  /// Those that begin as our files do. Where the ledger does not know one, it has been lost.
  var signed: Set<String> = []
  /// Those that our scripts have made of the document's servers and those of leases.
  var merged: Set<String> = []
  /// The directories that are there.
  var directories: Set<String> = []
  /// What stands under the names of copies.
  var copies: [String: Standing] = [:]
  /// The number that the next copy gets.
  var nextCopy = 1
  /// Temporaries of a transaction that nobody knows of any more, because a power cut took its journal.
  var leftovers: [String] = []

  /// What stands at a path.
  subscript(path: String) -> Standing { standing[path] ?? .nothing }
}

extension Survey {
  /// What our files begin with.
  static let signature = Array("# Made by swinit-net".utf8)
  /// What packaging/merge-resolv begins a file with.
  static let mergeSignature = Array("# Made by swinit-net of ".utf8)

  /// Looks at the targets of a transaction, at the files of a ledger, and at the copies.
  init(of paths: Set<String>, ledger: Ledger?, in files: RootFiles) throws(TransactionError) {
    for path in paths.union(StatePath.ledgers).sorted() {
      standing[path] = try files.standing(of: path)
      guard case .file = self[path], let bytes = try files.contents(of: path)?.bytes else { continue }
      if bytes.starts(with: Self.signature) { signed.insert(path) }
      if bytes.starts(with: Self.mergeSignature) { merged.insert(path) }
    }
    for directory in Set((paths + [StatePath.copy("")]).flatMap(\.directoriesAbove)) {
      if (try? files.root.directory(directory)) != nil { directories.insert(directory) }
    }
    try surveyCopies(of: ledger, in: files)
    for directory in Set((paths + StatePath.ledgers).map(\.directoryOfPath)).sorted() {
      let names = try Self.names(in: directory, files).filter(Journal.Change.isTemporary)
      leftovers += names.map { directory.isEmpty ? $0 : "\(directory)/\($0)" }
    }
  }

  private mutating func surveyCopies(of ledger: Ledger?, in files: RootFiles) throws(TransactionError) {
    let known = (ledger?.files.compactMap(\.before) ?? []) + (ledger?.edits.map(\.copy) ?? [])
    for copy in known { copies[copy.name] = try files.standing(of: StatePath.copy(copy.name)) }
    for name in try Self.names(in: StatePath.saved, files) {
      guard let number = Int(name.prefix { $0.isNumber }) else { continue }
      nextCopy = max(nextCopy, number + 1)
    }
  }

  private static func names(in directory: String, _ files: RootFiles) throws(TransactionError) -> [String] {
    do {
      return try files.root.names(in: directory)
    } catch {
      throw TransactionError(operation: .read, path: directory, reason: error)
    }
  }
}

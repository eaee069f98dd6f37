// SPDX-License-Identifier: Apache-2.0

/// What a transaction is about to do, written before it does any of it.
///
/// Under the name `StatePath.draft` the transaction is to be undone, under `StatePath.journal` it is to be finished:
/// one rename decides. Each of the changes shows by itself how far it has got.
struct Journal: Hashable, Codable {
  /// One path that is to change.
  struct Change: Hashable, Codable {
    let number: Int
    let path: String
    let before: Standing
    let after: Standing

    /// The name beside the target under which the new file waits.
    var temporary: String { Self.prefix + "\(number)-new" }
    /// The name beside the target under which the old file stays until all is done.
    var kept: String { Self.prefix + "\(number)-old" }

    /// Where one of these names is.
    func beside(_ name: String) -> String { path.directoryOfPath.isEmpty ? name : "\(path.directoryOfPath)/\(name)" }

    private static let prefix = ".swinit-"

    /// Whether a name is one of these.
    static func isTemporary(_ name: String) -> Bool {
      name.hasPrefix(prefix) && (name.hasSuffix("-new") || name.hasSuffix("-old"))
    }
  }

  /// A copy that is to be made of what stands at a path.
  struct Save: Hashable, Codable {
    let path: String
    let copy: Ledger.Copy
  }

  static let currentFormat = 1

  var format = currentFormat
  /// The directories to be made, the topmost first.
  let directories: [String]
  /// The copies to be made.
  let saves: [Save]
  /// The paths to change, in this order; the ledger is the last.
  let changes: [Change]
  /// The names of the copies that nobody needs afterwards.
  let discards: [String]
  /// The directories to be removed afterwards if nothing is in them, the deepest first.
  let emptied: [String]

  /// The paths whose file systems hold all of this.
  var paths: [String] { [StatePath.journal] + changes.map(\.path) + saves.map { StatePath.copy($0.copy.name) } }

  /// Whether nothing of ours is left afterwards.
  var isLast: Bool { changes.contains { StatePath.ledgers.contains($0.path) && $0.after == .nothing } }
}

extension Journal {
  /// Reads a journal; nil where it is none, because a crash came before the sync, or where a path leads elsewhere.
  init?(_ bytes: [UInt8]) {
    guard let journal = try? StatePath.decode(Journal.self, from: bytes), journal.format == Self.currentFormat else {
      return nil
    }
    let paths = journal.changes.map(\.path) + journal.saves.map(\.path) + journal.directories + journal.emptied
    let names = journal.saves.map(\.copy.name) + journal.discards
    guard paths.allSatisfy(\.isPlainPath), names.allSatisfy({ $0.isPlainPath && !$0.contains("/") }) else { return nil }
    self = journal
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What a transaction did, or would do, path by path.
public struct TransactionOutcome: Hashable, Sendable {
  /// What happened to a path.
  public enum Result: String, Hashable, Sendable {
    /// A new file stands there.
    case written
    /// What stood there was right already, or nobody wanted anything there any more.
    case unchanged
    /// Our file is gone.
    case removed
    /// Our file is gone, and what stood there before it is back.
    case restored
    /// Somebody edited our file: it is theirs now.
    case left
  }

  /// Why a copy was made.
  public enum SaveReason: String, Hashable, Sendable {
    /// The file was none of ours; it comes back when ours goes.
    case foreign
    /// The file was ours, and somebody had edited it.
    case edited
  }

  /// A copy of what stood at a path.
  public struct Saved: Hashable, Sendable {
    /// Where the copy is, relative to the root.
    public let copy: String
    /// Why it was made.
    public let reason: SaveReason
  }

  /// One path.
  public struct Entry: Hashable, Sendable {
    /// The path relative to the root.
    public let path: String
    /// What happened to it.
    public let result: Result
    /// The copy of what stood there, if there is one. It may be an older one, where the same edit had been saved
    /// before.
    public let saved: Saved?
  }

  /// The paths in their order.
  public let entries: [Entry]
  /// Whether anything was done: false where every file stood as it should.
  public let hasChanges: Bool
}

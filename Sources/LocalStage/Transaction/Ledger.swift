// SPDX-License-Identifier: Apache-2.0

/// What we wrote below a root, from what, and what stood there before.
public struct Ledger: Hashable, Sendable, Codable {
  /// What the files were made from.
  public struct Origin: Hashable, Sendable, Codable {
    /// Where the network's description came from.
    public let source: String
    /// The instance, as its metadata calls it.
    public let instanceID: String?
    /// The machine, as its firmware calls it (DMI product_uuid).
    public let machineID: String?
    /// The renderer that made the files.
    public let renderer: String

    /// An origin by its parts.
    public init(source: String, instanceID: String?, machineID: String?, renderer: String) {
      self.source = source
      self.instanceID = instanceID
      self.machineID = machineID
      self.renderer = renderer
    }
  }

  /// A copy in ROOT/var/lib/swinit/saved of what stood at a path.
  public struct Copy: Hashable, Sendable, Codable {
    /// The name of the copy in that directory.
    public let name: String
    /// What stood there: a file of some mode, or a symbolic link.
    public let standing: Standing
  }

  /// A file that we wrote.
  public struct File: Hashable, Sendable, Codable {
    /// The path relative to the root.
    public let path: String
    /// The permission bits that we gave it.
    public let mode: ModeBits
    /// The hash of the contents that we wrote.
    public let hash: ContentHash
    /// What stood there before us, if anything did.
    public let before: Copy?
  }

  /// A file of ours that somebody had edited, kept for them.
  public struct Edit: Hashable, Sendable, Codable {
    /// The path relative to the root.
    public let path: String
    /// What they made of it.
    public let copy: Copy
  }

  /// The version of the format that this program reads and writes.
  public static let currentFormat = 1
  /// The most edits that are kept of one file; older ones go.
  public static let mostEdits = 8

  /// The version of the format.
  public let format: Int
  /// What the files were made from.
  public let origin: Origin
  /// The files, in the order of their paths.
  public let files: [File]
  /// The edits that were put aside, the oldest first.
  public let edits: [Edit]
  /// The directories that we made, relative to the root.
  public let directories: [String]

  /// A ledger of this program's format.
  init(origin: Origin, files: [File], edits: [Edit], directories: [String]) {
    format = Self.currentFormat
    self.origin = origin
    self.files = files
    self.edits = edits
    self.directories = directories
  }
}

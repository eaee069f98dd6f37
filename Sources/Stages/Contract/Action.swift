// SPDX-License-Identifier: Apache-2.0

/// One thing that is to be done to the host: data, so that it can be shown, tested and done later.
public enum Action: Hashable, Sendable {
  /// A file is to be written.
  case write(FileWrite)
  /// A program is to be run.
  case run(Invocation)
}

/// A file and what is to stand in it.
public struct FileWrite: Hashable, Sendable {
  /// The absolute path on the host.
  public var path: String
  /// The bytes.
  public var contents: [UInt8]
  /// The permission bits.
  public var mode: UInt16
  /// `USER` or `USER:GROUP` by name, looked up when the file is written; nil: root.
  public var owner: String?
  /// The mode of directories above the file that have to be made; they get the file's owner.
  public var directoryMode: UInt16 = 0o755
  /// Whether the bytes go to the end of what stands there.
  public var isAppended = false
  /// Whether a file that bytes are added to keeps its mode.
  public var keepsMode = false

  /// A file of its parts.
  public init(_ path: String, _ contents: [UInt8], mode: UInt16 = 0o644, owner: String? = nil) {
    self.path = path
    self.contents = contents
    self.mode = mode
    self.owner = owner
  }

  /// A file of text.
  public init(_ path: String, text: String, mode: UInt16 = 0o644, owner: String? = nil) {
    self.init(path, Array(text.utf8), mode: mode, owner: owner)
  }
}

/// A program with its arguments; no shell is between, unless it is the program.
public struct Invocation: Hashable, Sendable {
  /// The program, by name or absolute path, and its arguments. Secrets never stand here: everybody can read them.
  public var arguments: [String]
  /// What it reads from standard input, never shown: the place for secrets. Nil: nothing.
  public var input: [UInt8]?
  /// Variables besides PATH and LANG.
  public var environment: [String: String] = [:]
  /// Exit statuses that are well.
  public var goodStatuses: Set<Int32> = [0]
  /// The most seconds that it may take; nil: as long as it likes, as scripts of users.
  public var timeout: Double? = 300
  /// Whether its output goes to the console's log of users' scripts, /var/log/swinit-output.log.
  public var isLogged = true
  /// What it is for, where an error is to name it: a package, say.
  public var subject: String?
  /// What is run where this ends with another status; then the errors of these count, and not its own.
  public var otherwise: [Invocation] = []

  /// A program with its arguments.
  public init(_ arguments: String...) { self.arguments = arguments }

  /// A program with its arguments.
  public init(arguments: [String]) { self.arguments = arguments }
}

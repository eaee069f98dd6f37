// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemPackage

/// Reads and changes files by their paths below a root; every failure says which file it was about.
struct RootFiles {
  let root: RootDirectory
  let changes: any FileChanges

  /// What stands at a path.
  func standing(of path: String) throws(TransactionError) -> Standing {
    do {
      return try root.standing(of: path)
    } catch {
      throw TransactionError(operation: .read, path: path, reason: error)
    }
  }

  /// The contents of a file; nil where nothing stands there.
  func contents(of path: String) throws(TransactionError) -> RootDirectory.Contents? {
    do {
      return try root.contents(of: path)
    } catch {
      throw TransactionError(operation: .read, path: path, reason: error)
    }
  }

  /// Makes a file with its mode before its contents; takes the place of what an earlier crash left there.
  func write(_ file: RootDirectory.Contents, to path: String, operation: TransactionError.Operation = .write)
    throws(TransactionError)
  {
    try at(path, operation) { directory, name throws(Errno) in
      let descriptor = try afresh(name, in: directory) { () throws(Errno) in try changes.create(name, in: directory) }
      defer { try? descriptor.close() }
      if let owner = file.owner {
        // Only root can give files away; a copy of ours is better than none.
        try? changes.setOwner(owner.user, owner.group, of: descriptor)
      }
      try changes.setMode(file.mode, of: descriptor)
      try changes.write(file.bytes, to: descriptor)
    }
  }

  /// Makes a symbolic link; takes the place of what an earlier crash left there.
  func makeLink(_ path: String, to destination: String) throws(TransactionError) {
    try at(path, .write) { directory, name throws(Errno) in
      try afresh(name, in: directory) { () throws(Errno) in
        try changes.makeLink(name, to: destination, in: directory)
      }
    }
  }

  /// Gives what stands at a path a second name in its directory.
  func addName(_ second: String, to path: String) throws(TransactionError) {
    try at(path, .replace) { directory, name throws(Errno) in
      try afresh(second, in: directory) { () throws(Errno) in
        try changes.addName(second, to: name, in: directory)
      }
    }
  }

  /// Puts a file of a directory in the place of another there.
  func rename(_ temporary: String, to path: String) throws(TransactionError) {
    try at(path, .replace) { directory, name throws(Errno) in
      try changes.rename(temporary, to: name, in: directory)
    }
  }

  /// Removes a file, if it is there.
  func remove(_ path: String) throws(TransactionError) {
    do {
      try at(path, .remove) { directory, name throws(Errno) in try changes.unlink(name, in: directory) }
    } catch {
      guard error.reason == .noSuchFileOrDirectory else { throw error }
    }
  }

  /// Makes a directory, unless it is there.
  func makeDirectory(_ path: String) throws(TransactionError) {
    do {
      try at(path, .make) { directory, name throws(Errno) in try changes.makeDirectory(name, in: directory) }
    } catch {
      guard error.reason == .fileExists else { throw error }
    }
  }

  /// Removes a directory, if it is there, empty, and may be removed.
  func removeDirectory(ifEmpty path: String) {
    guard let parent = try? root.directory(path.directoryOfPath) else { return }
    guard (try? changes.removeDirectory(path.nameOfPath, in: parent)) != nil else { return }
    root.close(path)
  }

  /// Waits until the file systems that hold some paths are on their disks: once for each file system.
  func sync(_ paths: [String]) throws(TransactionError) {
    var devices: Set<UInt> = []
    for path in Set(paths.map(\.directoryOfPath)).sorted() {
      do {
        let directory = try root.directory(path)
        if devices.insert(try root.device(of: directory)).inserted { try changes.sync(directory) }
      } catch {
        // A directory that is gone has nothing to sync.
        if error != .noSuchFileOrDirectory { throw TransactionError(operation: .sync, path: path, reason: error) }
      }
    }
  }

  /// Keeps other transactions out until the root is closed; does nothing where there has never been one.
  func lock() throws(TransactionError) {
    guard let directory = try? root.directory(StatePath.directory) else { return }
    // What cannot be locked is not shared either.
    guard flock(directory.rawValue, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
    throw TransactionError(operation: .lock, path: StatePath.directory, reason: .wouldBlock)
  }

  private func at(
    _ path: String, _ operation: TransactionError.Operation, _ body: (FileDescriptor, String) throws(Errno) -> Void
  ) throws(TransactionError) {
    do {
      try body(try root.directory(path.directoryOfPath), path.nameOfPath)
    } catch {
      throw TransactionError(operation: operation, path: path, reason: error)
    }
  }

  /// Makes something under a name that is ours to use, whatever has that name now.
  private func afresh<Result>(
    _ name: String, in directory: FileDescriptor, _ make: () throws(Errno) -> Result
  ) throws(Errno) -> Result {
    do {
      return try make()
    } catch {
      guard error == .fileExists else { throw error }
      try changes.unlink(name, in: directory)
      return try make()
    }
  }
}

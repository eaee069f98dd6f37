// SPDX-License-Identifier: Apache-2.0

import Glibc
import LocalStage
import SystemPackage

/// Puts files below a host's root.
struct FileWriter {
  let host: HostFiles

  /// Writes a file; a new one is complete before it has its name, so that nobody reads half of it.
  ///
  /// A link of root's in its place stays, and what it points to is written, such as Debian's /etc/default/locale; one of
  /// a user's is replaced.
  func write(_ file: FileWrite) throws(Errno) { try write(file, after: 0) }

  private func write(_ file: FileWrite, after links: Int) throws(Errno) {
    guard let name = FilePath(file.path).lastComponent?.string else { throw .isDirectory }
    var owner: FileOwner?
    if let name = file.owner {
      owner = Accounts(host).owner(name)
      if owner == nil { throw .noSuchProcess }
    }
    let directory = try OpenDirectory.above(file.path, on: host, making: .init(mode: file.directoryMode, owner: owner))
    if let target = directory.targetOfRootsLink(name) {
      guard links < OpenDirectory.mostLinks else { throw .tooManySymbolicLinkLevels }
      var file = file
      file.path = FilePath(file.path).removingLastComponent().pushing(target).lexicallyNormalized().string
      return try write(file, after: links + 1)
    }
    if file.isAppended, try append(file, to: name, in: directory, owner) { return }
    let temporary = ".swinit-\(name.prefix(50))"
    directory.remove(temporary)
    do throws(Errno) {
      let descriptor = try directory.file(temporary, .writeOnly, O_CREAT | O_EXCL)
      try put(file.contents, into: descriptor, file.mode, owner)
      try directory.rename(temporary, to: name)
    } catch {
      // A full disk is not to be kept full by what nobody reads.
      directory.remove(temporary)
      throw error
    }
  }

  /// Adds to the end of a file; false where there is none.
  private func append(
    _ file: FileWrite, to name: String, in directory: borrowing OpenDirectory, _ owner: FileOwner?
  ) throws(Errno) -> Bool {
    let descriptor: FileDescriptor
    do throws(Errno) {
      descriptor = try directory.file(name, .writeOnly, O_APPEND)
    } catch .noSuchFileOrDirectory {
      return false
    }
    try put(file.contents, into: descriptor, file.keepsMode ? nil : file.mode, owner)
    return true
  }

  /// Writes to an open file and closes it.
  private func put(
    _ bytes: [UInt8], into descriptor: FileDescriptor, _ mode: UInt16?, _ owner: FileOwner?
  ) throws(Errno) {
    do {
      try descriptor.closeAfter {
        try descriptor.writeAll(bytes)
        if let owner, fchown(descriptor.rawValue, owner.user, owner.group) != 0 { throw Errno(rawValue: errno) }
        if let mode, fchmod(descriptor.rawValue, CModeT(mode)) != 0 { throw Errno(rawValue: errno) }
      }
    } catch {
      throw error as? Errno ?? .ioError
    }
  }
}

extension HostFiles {
  /// The contents of a file that a user may have put there: a link of theirs is not followed, and nothing is waited for.
  func contents(ofUsers path: String, limit: Int = 1 << 20) throws(Errno) -> [UInt8] {
    guard let name = FilePath(path).lastComponent?.string else { throw .isDirectory }
    let file = try OpenDirectory.above(path, on: self).file(name, .readOnly)
    do {
      return try file.closeAfter { try Self.contents(of: file, limit: limit) }
    } catch {
      throw error as? Errno ?? .ioError
    }
  }
}

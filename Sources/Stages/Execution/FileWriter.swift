// SPDX-License-Identifier: Apache-2.0

import Glibc
import LocalStage
import SystemPackage

/// Puts files below a host's root.
struct FileWriter {
  let host: HostFiles

  /// Writes a file; a new one is complete before it has its name, so that nobody reads half of it.
  func write(_ file: FileWrite) throws(Errno) {
    let path = host.path(file.path)
    var owner: (user: UInt32, group: UInt32)?
    if let name = file.owner {
      owner = Accounts(host).owner(name)
      if owner == nil { throw .init(rawValue: ESRCH) }
    }
    try refuseForeignLink(path.removingLastComponent())
    try makeDirectories(path.removingLastComponent(), mode: file.directoryMode, owner: owner)
    if file.isAppended, (try? FileDescriptor.open(path, .readOnly).close()) != nil {
      return try put(file.contents, at: path, options: [.append, .noFollow], file.mode, owner, keepsMode: true)
    }
    let name = path.lastComponent?.string ?? ""
    let temporary = path.removingLastComponent().appending(".swinit-\(name)")
    _ = unlink(temporary.string)
    try put(file.contents, at: temporary, options: [.create, .exclusiveCreate, .noFollow], file.mode, owner)
    guard rename(temporary.string, path.string) == 0 else {
      let reason = Errno(rawValue: errno)
      unlink(temporary.string)
      throw reason
    }
  }

  private func put(
    _ bytes: [UInt8], at path: FilePath, options: FileDescriptor.OpenOptions, _ mode: UInt16,
    _ owner: (user: UInt32, group: UInt32)?, keepsMode: Bool = false
  ) throws(Errno) {
    do {
      let descriptor = try FileDescriptor.open(
        path, .writeOnly, options: options.union(.closeOnExec), permissions: FilePermissions(rawValue: 0o600))
      try descriptor.closeAfter {
        try descriptor.writeAll(bytes)
        if let owner, fchown(descriptor.rawValue, owner.user, owner.group) != 0 { throw Errno(rawValue: errno) }
        if !keepsMode, fchmod(descriptor.rawValue, CModeT(mode)) != 0 { throw Errno(rawValue: errno) }
      }
    } catch {
      throw error as? Errno ?? .ioError
    }
  }

  /// A link in the place of a directory is followed only where root made it: users could lead us anywhere, `~/.ssh` to
  /// root's own for instance.
  private func refuseForeignLink(_ directory: FilePath) throws(Errno) {
    var status = stat()
    guard lstat(directory.string, &status) == 0, status.st_mode & S_IFMT == S_IFLNK, status.st_uid != 0 else { return }
    throw .tooManySymbolicLinkLevels
  }

  private func makeDirectories(
    _ path: FilePath, mode: UInt16, owner: (user: UInt32, group: UInt32)?
  ) throws(Errno) {
    var status = stat()
    if path.isEmpty || stat(path.string, &status) == 0 { return }
    try makeDirectories(path.removingLastComponent(), mode: mode, owner: owner)
    guard mkdir(path.string, CModeT(mode)) == 0 || errno == EEXIST else { throw Errno(rawValue: errno) }
    // The umask has taken bits away.
    _ = chmod(path.string, CModeT(mode))
    if let owner, chown(path.string, owner.user, owner.group) != 0 { throw Errno(rawValue: errno) }
  }
}

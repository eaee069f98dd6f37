// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemPackage

extension RootDirectory {
  /// A file that was read or is to be written.
  struct Contents {
    struct Owner {
      let user: UInt32
      let group: UInt32
    }

    let bytes: [UInt8]
    let mode: ModeBits
    /// Nil where the file is to belong to whoever writes it.
    let owner: Owner?
  }

  /// The largest file that is read.
  static let largestFile = 16 << 20

  /// What stands at a path.
  func standing(of path: String) throws(Errno) -> Standing {
    guard let directory = try existing({ () throws(Errno) in try self.directory(path.directoryOfPath) }) else {
      return .nothing
    }
    var status = stat()
    guard fstatat(directory.rawValue, path.nameOfPath, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      guard errno == ENOENT else { throw Errno(rawValue: errno) }
      return .nothing
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      guard let file = try contents(of: path) else { return .nothing }
      return .file(mode: file.mode, hash: ContentHash(of: file.bytes))
    case S_IFLNK: return Self.destination(of: path.nameOfPath, in: directory).map { .link(to: $0) } ?? .special
    case S_IFDIR: return .directory
    default: return .special
    }
  }

  /// The contents of a file; nil where nothing stands there. A symbolic link is an error.
  func contents(of path: String) throws(Errno) -> Contents? {
    try existing { () throws(Errno) in
      let directory = try self.directory(path.directoryOfPath)
      let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
      let descriptor = openat(directory.rawValue, path.nameOfPath, flags)
      guard descriptor >= 0 else { throw Errno(rawValue: errno) }
      let file = FileDescriptor(rawValue: descriptor)
      defer { try? file.close() }
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw Errno(rawValue: errno) }
      guard status.st_size <= Self.largestFile else { throw .fileTooLarge }
      let bytes = try HostFiles.contents(of: file, limit: Self.largestFile)
      let owner = Contents.Owner(user: status.st_uid, group: status.st_gid)
      return Contents(bytes: bytes, mode: ModeBits(status.st_mode), owner: owner)
    }
  }

  /// The names in a directory, sorted; empty where there is none.
  func names(in path: String) throws(Errno) -> [String] {
    let directory = try existing { () throws(Errno) in try self.directory(path) }
    guard let directory else { return [] }
    let again = openat(directory.rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard again >= 0, let stream = fdopendir(again) else { throw Errno(rawValue: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The device that a directory is on.
  func device(of directory: FileDescriptor) throws(Errno) -> UInt {
    var status = stat()
    guard fstat(directory.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
    return status.st_dev
  }

  /// Nil instead of the error that something is not there.
  private func existing<Result>(_ body: () throws(Errno) -> Result) throws(Errno) -> Result? {
    do {
      return try body()
    } catch {
      guard error == .noSuchFileOrDirectory else { throw error }
      return nil
    }
  }
}

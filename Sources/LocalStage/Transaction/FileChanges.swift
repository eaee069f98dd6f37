// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemPackage

/// Everything that a transaction does to a disk: one small step each, on a name in an open directory.
///
/// Tests stop after any of these as a crash would.
public protocol FileChanges {
  /// Makes an empty file that nobody else can read; an error where the name is taken.
  func create(_ name: String, in directory: FileDescriptor) throws(Errno) -> FileDescriptor
  /// Gives a file an owner and a group.
  func setOwner(_ user: UInt32, _ group: UInt32, of file: FileDescriptor) throws(Errno)
  /// Gives a file its permission bits.
  func setMode(_ mode: ModeBits, of file: FileDescriptor) throws(Errno)
  /// Writes all bytes.
  func write(_ bytes: [UInt8], to file: FileDescriptor) throws(Errno)
  /// Makes a symbolic link.
  func makeLink(_ name: String, to destination: String, in directory: FileDescriptor) throws(Errno)
  /// Gives a file or symbolic link a second name in the same directory.
  func addName(_ second: String, to name: String, in directory: FileDescriptor) throws(Errno)
  /// Gives a file another name in the same directory, in place of what has that name.
  func rename(_ name: String, to other: String, in directory: FileDescriptor) throws(Errno)
  /// Removes a file or symbolic link.
  func unlink(_ name: String, in directory: FileDescriptor) throws(Errno)
  /// Makes a directory that all may read.
  func makeDirectory(_ name: String, in directory: FileDescriptor) throws(Errno)
  /// Removes an empty directory.
  func removeDirectory(_ name: String, in directory: FileDescriptor) throws(Errno)
  /// Waits until all of a file system is on its disk.
  func sync(_ directory: FileDescriptor) throws(Errno)
}

/// The system calls.
public struct SystemFileChanges: FileChanges {
  /// The system calls; they have no settings.
  public init() {}

  /// openat(2).
  public func create(_ name: String, in directory: FileDescriptor) throws(Errno) -> FileDescriptor {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    return FileDescriptor(rawValue: try check(openat(directory.rawValue, name, flags, 0o600)))
  }

  /// fchown(2).
  public func setOwner(_ user: UInt32, _ group: UInt32, of file: FileDescriptor) throws(Errno) {
    try check(fchown(file.rawValue, user, group))
  }

  /// fchmod(2).
  public func setMode(_ mode: ModeBits, of file: FileDescriptor) throws(Errno) {
    try check(fchmod(file.rawValue, mode_t(mode.bits)))
  }

  /// write(2), as often as it takes.
  public func write(_ bytes: [UInt8], to file: FileDescriptor) throws(Errno) {
    do { try file.writeAll(bytes) } catch { throw error as? Errno ?? .ioError }
  }

  /// symlinkat(2).
  public func makeLink(_ name: String, to destination: String, in directory: FileDescriptor) throws(Errno) {
    try check(symlinkat(destination, directory.rawValue, name))
  }

  /// linkat(2).
  public func addName(_ second: String, to name: String, in directory: FileDescriptor) throws(Errno) {
    try check(linkat(directory.rawValue, name, directory.rawValue, second, 0))
  }

  /// renameat(2).
  public func rename(_ name: String, to other: String, in directory: FileDescriptor) throws(Errno) {
    try check(renameat(directory.rawValue, name, directory.rawValue, other))
  }

  /// unlinkat(2).
  public func unlink(_ name: String, in directory: FileDescriptor) throws(Errno) {
    try check(unlinkat(directory.rawValue, name, 0))
  }

  /// mkdirat(2) and fchmodat(2).
  public func makeDirectory(_ name: String, in directory: FileDescriptor) throws(Errno) {
    try check(mkdirat(directory.rawValue, name, 0o755))
    // Whatever the umask is.
    try check(fchmodat(directory.rawValue, name, 0o755, 0))
  }

  /// unlinkat(2).
  public func removeDirectory(_ name: String, in directory: FileDescriptor) throws(Errno) {
    try check(unlinkat(directory.rawValue, name, AT_REMOVEDIR))
  }

  /// syncfs(2).
  public func sync(_ directory: FileDescriptor) throws(Errno) { try check(syncfs(directory.rawValue)) }

  @discardableResult private func check(_ result: Int32) throws(Errno) -> Int32 {
    guard result >= 0 else { throw Errno(rawValue: errno) }
    return result
  }
}

/// syncfs(2), which Swift's Glibc module does not show.
@_silgen_name("syncfs") private func syncfs(_ descriptor: Int32) -> Int32

// SPDX-License-Identifier: Apache-2.0

import Glibc
import Renderers
import SystemPackage

/// Writes rendered files below a directory, which it makes.
public enum TreeWriter {
  /// A file that could not be written.
  public struct Failure: Error {
    /// The file.
    public let path: FilePath
    /// Why.
    public let reason: Errno
  }

  /// Writes all files with their modes.
  public static func write(_ files: [RenderedFile], below directory: String) throws(Failure) {
    for file in files {
      let path = FilePath(directory).appending(FilePath(file.path).components)
      do {
        try makeDirectories(path.removingLastComponent())
        let permissions = FilePermissions(rawValue: CModeT(file.mode))
        let descriptor = try FileDescriptor.open(
          path, .writeOnly, options: [.create, .truncate], permissions: permissions)
        try descriptor.closeAfter {
          var contents = file.contents
          _ = try contents.withUTF8 { try descriptor.writeAll($0) }
          guard fchmod(descriptor.rawValue, CModeT(file.mode)) == 0 else { throw Errno(rawValue: errno) }
        }
      } catch {
        throw Failure(path: path, reason: error as? Errno ?? .ioError)
      }
    }
  }

  private static func makeDirectories(_ path: FilePath) throws(Errno) {
    guard !path.isEmpty, mkdir(path.string, 0o755) != 0 else { return }
    switch errno {
    case EEXIST: return
    case ENOENT:
      try makeDirectories(path.removingLastComponent())
      guard mkdir(path.string, 0o755) == 0 || errno == EEXIST else { throw Errno(rawValue: errno) }
    default: throw Errno(rawValue: errno)
    }
  }
}

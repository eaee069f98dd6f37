// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemPackage

extension HostFiles {
  /// The last component of what a symbolic link points to; nil where there is no link.
  public func linkName(_ path: String) -> String? { linkTarget(path).flatMap { $0.lastComponent?.string } }

  /// What a symbolic link points to, as it is written; nil where there is no link.
  public func linkTarget(_ path: String) -> FilePath? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard readlink(self.path(path).string, &buffer, Int(PATH_MAX)) > 0 else { return nil }
    return FilePath(platformString: buffer)
  }

  /// The permission bits of a file, not following links; nil where there is none.
  public func mode(of path: String) -> UInt16? {
    var status = stat()
    guard lstat(self.path(path).string, &status) == 0 else { return nil }
    return UInt16(status.st_mode & 0o7777)
  }

  /// The names in a directory without `.` and `..`, sorted; empty where it cannot be read.
  public static func names(in path: FilePath) -> [String] {
    guard let directory = opendir(path.string) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import SystemPackage

/// Mounts a config drive where nobody else sees it.
public enum ConfigDriveMount {
  /// Mounts a device read-only, runs a body on the directory, and unmounts whatever happens.
  ///
  /// The mount point is a directory of its own in a mount namespace of its own, so that neither a crash nor another
  /// process leaves the drive mounted. The body must not outlive the call, nor hand out the directory.
  public static func with<Result>(
    _ device: FilePath, type: String, _ body: (FilePath) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    let directory = try makeDirectory()
    defer { rmdir(directory.string) }
    try check(linux_unshare_mounts())
    try check(mount(nil, "/", nil, UInt(MS_REC) | UInt(MS_PRIVATE), nil))
    let flags = UInt(MS_RDONLY) | UInt(MS_NOSUID) | UInt(MS_NODEV) | UInt(MS_NOEXEC)
    try check(mount(device.string, directory.string, type, flags, nil))
    defer { umount2(directory.string, Int32(MNT_DETACH)) }
    return try body(directory)
  }

  /// A new directory for root alone, in memory where that is possible: at boot nothing else need be writable.
  private static func makeDirectory() throws(Errno) -> FilePath {
    for parent in ["/run", "/tmp"] {
      var template = Array("\(parent)/swinit-drive-XXXXXX".utf8CString)
      if mkdtemp(&template) != nil { return FilePath(platformString: template) }
    }
    throw Errno(rawValue: errno)
  }

  private static func check(_ result: Int32) throws(Errno) {
    guard result == 0 else { throw Errno(rawValue: errno) }
  }
}

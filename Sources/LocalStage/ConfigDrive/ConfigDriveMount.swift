// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import SystemPackage

/// Mounts a config drive where nobody else sees it.
public enum ConfigDriveMount {
  /// Mounts a device read-only, runs a body on the directory, and unmounts whatever happens.
  ///
  /// The mount point is a directory of its own in a mount namespace of its own, so that neither a crash nor another
  /// process leaves the drive mounted.
  public static func with<Result>(
    _ candidate: ConfigDriveSearch.Candidate, on host: HostFiles, _ body: (FilePath) -> Result
  ) throws(Errno) -> Result {
    var template = Array("/tmp/swinit-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
    let directory = FilePath(platformString: template)
    defer { rmdir(directory.string) }
    try check(linux_unshare_mounts())
    try check(mount(nil, "/", nil, UInt(MS_REC) | UInt(MS_PRIVATE), nil))
    let flags = UInt(MS_RDONLY) | UInt(MS_NOSUID) | UInt(MS_NODEV) | UInt(MS_NOEXEC)
    let device = candidate.device.path(on: host).string
    try check(mount(device, directory.string, candidate.superblock.type, flags, nil))
    defer { umount2(directory.string, Int32(MNT_DETACH)) }
    return body(directory)
  }

  private static func check(_ result: Int32) throws(Errno) {
    guard result == 0 else { throw Errno(rawValue: errno) }
  }
}

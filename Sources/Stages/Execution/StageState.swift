// SPDX-License-Identifier: Apache-2.0

import Glibc
import LocalStage
import SystemPackage

/// What the stages keep between boots.
public enum StageState {
  private static let places = [
    "var/lib/swinit/instance.json", "var/lib/swinit/instances", "var/lib/swinit/sem",
    "var/lib/swinit/previous-hostname", "run/swinit/status.json",
    "run/swinit/result.json",
  ]

  /// Removes all of it; the paths of what was there.
  public static func remove(from host: HostFiles) -> [String] { places.filter { remove(host.path($0)) } }

  /// Removes a file, or a directory with all that is in it; whether it was there.
  static func remove(_ path: FilePath) -> Bool {
    var status = stat()
    guard lstat(path.string, &status) == 0 else { return false }
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in HostFiles.names(in: path) { _ = remove(path.appending(name)) }
      return rmdir(path.string) == 0
    }
    return unlink(path.string) == 0
  }
}

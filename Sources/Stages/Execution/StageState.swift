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

  /// Removes all of it; the paths of what has gone, and of what could not be removed.
  public static func remove(from host: HostFiles) -> (gone: [String], left: [String]) {
    let present = places.filter { host.mode(of: $0) != nil }
    for place in present { remove(host.path(place)) }
    return (present.filter { host.mode(of: $0) == nil }, present.filter { host.mode(of: $0) != nil })
  }

  /// Removes a file, or a directory with all that is in it.
  static func remove(_ path: FilePath) {
    var status = stat()
    guard lstat(path.string, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      unlink(path.string)
      return
    }
    for name in HostFiles.names(in: path) { remove(path.appending(name)) }
    rmdir(path.string)
  }
}

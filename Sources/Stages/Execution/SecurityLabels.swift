// SPDX-License-Identifier: Apache-2.0

import LocalStage
import SystemPackage

/// The labels that SELinux's policy wants for files that are written.
///
/// A new file has the label of its directory, which may be another: sshd reads no authorized_keys that is labelled as
/// any file of a home directory.
struct SecurityLabels {
  private let host: HostFiles
  private let isEnabled: Bool
  private var paths: [String] = []

  /// None yet; where SELinux is not on, or nothing can set them, there will be none.
  init(_ context: ModuleContext) {
    host = context.host
    isEnabled = host.exists("sys/fs/selinux/enforce") && context.programs.path(of: "restorecon") != nil
  }

  /// Notes a file that is going to be written, and the directories that are going to be made for it.
  mutating func add(_ file: FileWrite) {
    guard isEnabled else { return }
    var path = FilePath(file.path)
    repeat {
      paths.append(path.string)
      path.removeLastComponent()
    } while !path.components.isEmpty && host.mode(of: path.string) == nil
  }

  /// What sets the labels of all that was noted (restorecon(8)); nil where nothing was.
  var restoring: Invocation? {
    paths.isEmpty ? nil : Invocation(arguments: ["restorecon", "-i", "--"] + paths.reversed())
  }
}

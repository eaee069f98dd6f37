// SPDX-License-Identifier: Apache-2.0

import SystemPackage

/// How the local stage is called.
public struct LocalOptions: Sendable {
  /// The host.
  public var host: HostFiles
  /// The only device or directory to look at for a config drive.
  public var drive: FilePath?
  /// The distribution, instead of the host's own.
  public var distro: String?
  /// The renderer, instead of what the host's settings say.
  public var renderer: String?
  /// Whether to tell what would be done, and do nothing.
  public var isDryRun: Bool

  /// All options.
  public init(host: HostFiles, drive: FilePath?, distro: String?, renderer: String?, isDryRun: Bool) {
    self.host = host
    self.drive = drive
    self.distro = distro
    self.renderer = renderer
    self.isDryRun = isDryRun
  }
}

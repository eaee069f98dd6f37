// SPDX-License-Identifier: Apache-2.0

import SystemPackage

/// The files of a config drive, mounted or copied.
///
/// `openstack/latest` counts first, then the dated directories from the newest down: some drives have the document in
/// dated directories only (canonical/cloud-init issue 2825), and a ramdisk's drive has nothing but that document.
public struct ConfigDriveTree: Sendable {
  /// Where the tree begins: the directory that holds `openstack`.
  public let directory: FilePath

  /// A directory that holds `openstack`; nil where it does not.
  public init?(_ directory: FilePath) {
    guard !HostFiles.names(in: directory.appending("openstack")).isEmpty else { return nil }
    self.directory = directory
  }

  /// The path of the network_data.json that counts; nil where there is none.
  public var networkData: FilePath? { file("network_data.json") }

  /// The path of the meta_data.json that counts; nil where there is none.
  public var metaData: FilePath? { file("meta_data.json") }

  /// The path of a content file; only the last component of what a document says counts, so that it leads nowhere else.
  public func content(_ path: String) -> FilePath? {
    FilePath(path).lastComponent.map { directory.appending("openstack/content").appending($0) }
  }

  private func file(_ name: String) -> FilePath? {
    let openstack = directory.appending("openstack")
    let dated = HostFiles.names(in: openstack).filter { $0.first?.isNumber ?? false }.sorted(by: >)
    return (["latest"] + dated).map { openstack.appending($0).appending(name) }.first { path in
      (try? FileDescriptor.open(path, .readOnly).close()) != nil
    }
  }
}

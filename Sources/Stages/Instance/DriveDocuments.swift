// SPDX-License-Identifier: Apache-2.0

import LocalStage
import SystemPackage

extension InstanceData {
  /// Reads the host's config drive: a given device or directory alone, else the one that the local stage finds.
  ///
  /// - Returns: nil for the data where there is no drive, and what is doubtful, in words.
  public static func ofConfigDrive(
    on host: HostFiles, drive: FilePath? = nil
  ) -> (data: InstanceData?, warnings: [String]) {
    // A drive is mounted in a mount namespace of the thread, which would last for programs that it starts later.
    let reading = onThreadOfItsOwn { DriveDocuments.read(on: host, drive: drive) }
    guard let reading else { return (nil, ["the config drive was not looked for: no thread can be made"]) }
    guard let found = reading.found else { return (nil, reading.warnings) }
    let parsed = InstanceData.read(found.documents, from: .configDrive(found.place.string))
    return (parsed.data, reading.warnings + parsed.warnings)
  }
}

/// The documents of a config drive.
struct DriveDocuments: Sendable {
  let place: FilePath
  var documents = InstanceDocuments()
  var warnings: [String] = []

  static func read(on host: HostFiles, drive: FilePath?) -> (found: DriveDocuments?, warnings: [String]) {
    let (found, findings) = ConfigDriveFinder.find(on: host, drive: drive) { tree, device throws(Errno) in
      DriveDocuments(tree, device: device)
    }
    return (found, findings.map(\.message) + (found?.warnings ?? []))
  }

  /// Reads the version directory of the meta_data.json that counts, and the network_data.json that the local stage
  /// takes; a document that cannot be read costs itself.
  init(_ tree: ConfigDriveTree, device: FilePath?) {
    place = device ?? tree.directory
    documents.metaData = tree.metaData.flatMap { contents(of: $0) }
    documents.networkData = tree.networkData.flatMap { contents(of: $0) }
    guard let version = (tree.metaData ?? tree.networkData)?.removingLastComponent() else { return }
    for (name, path) in InstanceDocuments.optional where path != \.networkData {
      documents[keyPath: path] = contents(of: version.appending(name))
    }
  }

  private mutating func contents(of path: FilePath) -> [UInt8]? {
    let name = path.lastComponent?.string ?? path.string
    do throws(Errno) {
      let bytes = try HostFiles.contents(of: path, limit: InstanceDocuments.largestSize + 1)
      if bytes.count <= InstanceDocuments.largestSize { return bytes }
      warnings.append("\(name) of \(place) has more than \(InstanceDocuments.largestSize) bytes and is ignored")
    } catch .noSuchFileOrDirectory {
    } catch {
      warnings.append("\(name) of \(place) cannot be read and is ignored: \(error)")
    }
    return nil
  }
}

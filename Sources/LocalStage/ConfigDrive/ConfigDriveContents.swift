// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import NetInput
import SystemPackage

/// What a config drive says of the network, read while it was mounted.
public struct ConfigDriveContents: Sendable {
  /// A document and its name for messages.
  public struct Document: Sendable {
    /// The bytes, one more than is read where the file is too large.
    public let bytes: [UInt8]
    /// The name.
    public let name: String
  }

  /// Where the drive is: a device or a directory.
  public let place: FilePath
  /// network_data.json.
  public let networkData: Document?
  /// The `network_config` of meta_data.json, /etc/network/interfaces text: all that old nova and Proxmox VE write.
  public let legacyNetwork: Document?
  /// The `uuid` of meta_data.json.
  public let instanceID: String?

  /// Reads a tree.
  ///
  /// - Parameter device: What messages name instead of the directory where the drive is mounted for a moment.
  public init(_ tree: ConfigDriveTree, device: FilePath? = nil) throws(Errno) {
    let read = { (path: FilePath) throws(Errno) -> Document in
      var rest = path
      let isInside = rest.removePrefix(tree.directory)
      return Document(
        bytes: try HostFiles.contents(of: path, limit: NetworkData.largestSize + 1),
        name: device.map { isInside ? "\($0):/\(rest)" : path.string } ?? path.string)
    }
    place = device ?? tree.directory
    networkData = if let path = tree.networkData { try read(path) } else { nil }
    let metaData = tree.metaData.flatMap { path in
      (try? HostFiles.contents(of: path, limit: 1 << 20)).flatMap { MetaData($0) }
    }
    instanceID = metaData?.uuid
    let legacy = networkData == nil ? metaData?.networkConfig?.contentPath.flatMap(tree.content) : nil
    legacyNetwork = if let legacy { try read(legacy) } else { nil }
  }

  /// What of meta_data.json concerns the network.
  private struct MetaData: Decodable {
    struct NetworkConfig: Decodable {
      var contentPath: String?

      enum CodingKeys: String, CodingKey {
        case contentPath = "content_path"
      }
    }

    var uuid: String?
    var networkConfig: NetworkConfig?

    enum CodingKeys: String, CodingKey {
      case uuid
      case networkConfig = "network_config"
    }

    /// A broken meta_data.json costs itself alone.
    init?(_ bytes: [UInt8]) {
      guard let value = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
      self = value
    }
  }
}

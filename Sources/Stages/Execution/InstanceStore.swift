// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import LocalStage
import SystemPackage

/// What `init` learned of the instance, for the stages after it: /var/lib/swinit/instance.json, for root alone, since user
/// data may hold secrets.
public struct InstanceStore: Sendable {
  private static let path = "var/lib/swinit/instance.json"

  private struct Record: Codable {
    var source: String
    var isService: Bool
    var instanceID: String?
    var hostname: String?
    var name: String?
    var publicKeys: [String]
    var availabilityZone: String?
    var userData: Data?
    var vendorData: [Data]
    var networkData: Data?
    var missing: [String]?
    var machineID: String?
  }

  private let host: HostFiles
  private let machineID: String?

  /// The store of a host.
  public init(of host: HostFiles) {
    self.host = host
    machineID = HostIdentity(host).systemUUID
  }

  /// What the last `init` that found data kept; nil where none has, and where it was on another machine, whose disk has
  /// become an image.
  public var instance: InstanceData? {
    guard let bytes = try? host.contents(of: Self.path, limit: 128 << 20),
      let record = try? JSONDecoder().decode(Record.self, from: Data(bytes)), record.machineID == machineID
    else { return nil }
    var instance = InstanceData(source: record.isService ? .service(record.source) : .configDrive(record.source))
    instance.instanceID = record.instanceID
    instance.hostname = record.hostname
    instance.name = record.name
    instance.publicKeys = record.publicKeys
    instance.availabilityZone = record.availabilityZone
    instance.userData = record.userData.map { Array($0) }
    instance.vendorData = record.vendorData.map { Array($0) }
    instance.networkData = record.networkData.map { Array($0) }
    instance.missing = record.missing ?? []
    return instance
  }

  /// Whether what is kept is complete, and surely this instance's: firmware names the machine, and nova names it after the
  /// instance.
  public var isSufficient: Bool { machineID != nil && instance?.missing.isEmpty ?? false }

  /// Keeps an instance's data; nothing is kept of an instance of which nothing is known.
  public func keep(_ instance: InstanceData) throws(Errno) {
    let (source, isService): (String, Bool)
    switch instance.source {
    case .none: return
    case .configDrive(let place): (source, isService) = (place, false)
    case .service(let url): (source, isService) = (url, true)
    }
    let record = Record(
      source: source, isService: isService, instanceID: instance.instanceID, hostname: instance.hostname,
      name: instance.name, publicKeys: instance.publicKeys, availabilityZone: instance.availabilityZone,
      userData: instance.userData.map { Data($0) }, vendorData: instance.vendorData.map { Data($0) },
      networkData: instance.networkData.map { Data($0) }, missing: instance.missing, machineID: machineID)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(record) else { throw .invalidArgument }
    try FileWriter(host: host).write(FileWrite("/" + Self.path, Array(data), mode: 0o600))
  }
}

extension InstanceData.Source: CustomStringConvertible {
  /// Where the data came from, in words.
  public var description: String {
    switch self {
    case .configDrive(let place): "config drive \(place)"
    case .service(let url): "metadata service \(url)"
    case .none: "nowhere"
    }
  }
}

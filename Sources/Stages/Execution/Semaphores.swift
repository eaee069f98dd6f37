// SPDX-License-Identifier: Apache-2.0

import LocalStage
import SystemPackage

/// What has run before: a file for each module, below /var/lib/swinit.
public struct Semaphores: Sendable {
  private let host: HostFiles
  private let instanceID: String

  /// Those of an instance on a host.
  public init(of host: HostFiles, instanceID: String) {
    self.host = host
    // The id comes from outside and names a directory.
    let name = instanceID.utf8.allSatisfy { byte in
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    self.instanceID = name && !instanceID.isEmpty && instanceID.utf8.count <= 128 ? instanceID : "unnamed"
  }

  /// The directory of what belongs to the instance, relative to the root.
  public var instanceDirectory: String { "var/lib/swinit/instances/\(instanceID)" }

  /// Whether a module is to run.
  public func isDue(_ module: String, _ frequency: Frequency) -> Bool {
    path(of: module, frequency).map { !host.exists($0) } ?? true
  }

  /// Notes that a module has run.
  public func mark(_ module: String, _ frequency: Frequency) throws(Errno) {
    guard let path = path(of: module, frequency) else { return }
    try FileWriter(host: host).write(FileWrite("/" + path, []))
  }

  /// Forgets what has run for the instance.
  public func forget() { StageState.remove(host.path("\(instanceDirectory)/sem")) }

  private func path(of module: String, _ frequency: Frequency) -> String? {
    switch frequency {
    case .always: nil
    case .oncePerInstance: "\(instanceDirectory)/sem/\(module)"
    case .once: "var/lib/swinit/sem/\(module)"
    }
  }
}

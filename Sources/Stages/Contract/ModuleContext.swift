// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetInput

/// All that a module may know.
public struct ModuleContext: Sendable {
  /// The settings: user data over vendor data over cloud.cfg; an empty mapping where there are none.
  public let settings: YAMLNode
  /// What the cloud says of the instance.
  public let instance: InstanceData
  /// The host's files, to be read only.
  public let host: HostFiles
  /// Which programs the host has.
  public let programs: Programs
  /// The distribution; nil where it is not known.
  public let distribution: OSRelease?
  /// The scripts of the user's and vendor's data (`#!`), in their order, for the final stage.
  public let scripts: [UserScript]

  /// A context of its parts.
  public init(settings: YAMLNode, instance: InstanceData, host: HostFiles, scripts: [UserScript] = []) {
    self.settings = settings
    self.instance = instance
    self.host = host
    self.scripts = scripts
    programs = Programs(of: host)
    distribution = OSRelease(host)
  }

  /// The instance's id, which names its directory and its semaphores.
  public var instanceID: String { instance.instanceID ?? "i-unknown" }
}

/// A script that came as data.
public struct UserScript: Hashable, Sendable {
  /// Its name as a file: letters, digits, `.`, `_` and `-`.
  public let name: String
  /// Its bytes, which begin with `#!`.
  public let contents: [UInt8]
  /// Whether the vendor of the image or cloud gave it.
  public let isVendors: Bool
  /// How often it runs, where its type says so; nil: in the final stage, once per instance.
  public let frequency: Frequency?

  /// A script of its parts.
  public init(name: String, contents: [UInt8], isVendors: Bool = false, frequency: Frequency? = nil) {
    self.name = name
    self.contents = contents
    self.isVendors = isVendors
    self.frequency = frequency
  }
}

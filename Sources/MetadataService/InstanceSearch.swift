// SPDX-License-Identifier: Apache-2.0

import LocalStage
import Stages

/// Where the data of an instance is looked for: the config drive, else the metadata service, else what an earlier boot kept.
public struct InstanceSearch: Sendable {
  /// What was found.
  public struct Found: Sendable {
    /// The data; of an instance of which nothing is known where none was found.
    public var instance: InstanceData
    /// What is doubtful, in words: a line each.
    public var doubts: [String] = []
    /// What is worth a line and no doubt.
    public var notes: [String] = []
    /// Whether it is new, so that it is to be kept for later.
    public var isNew = false
    /// Whether all that is once per instance is due again.
    public var completesEarlierBoot = false
  }

  private let host: HostFiles
  private let readsDrive: Bool
  private let service: MetadataSource?

  /// A search on a host.
  ///
  /// - Parameters:
  ///   - readsDrive: Whether a config drive counts before the service.
  ///   - service: The metadata service; nil where none can be asked.
  public init(on host: HostFiles, readsDrive: Bool, service: MetadataSource?) {
    self.host = host
    self.readsDrive = readsDrive
    self.service = service
  }

  /// Looks everywhere, until something is found.
  public func find() async -> Found {
    let store = InstanceStore(of: host)
    let (kept, isSufficient) = (store.instance, store.isSufficient)
    var doubts: [String] = []
    if let instance = await fresh(isHurried: isSufficient, &doubts) {
      return Found(
        instance: instance, doubts: doubts, isNew: true,
        completesEarlierBoot: kept.map { instance.completes($0) } ?? false)
    }
    guard let kept else {
      return Found(
        instance: InstanceData(), doubts: doubts + ["nothing is known of the instance; only cloud.cfg counts"])
    }
    let words = doubts + ["the data of an earlier boot is used"]
    return isSufficient ? Found(instance: kept, notes: words) : Found(instance: kept, doubts: words)
  }

  /// What the first stage of this boot found, for those after it.
  public func kept() -> Found { Found(instance: InstanceStore(of: host).instance ?? InstanceData()) }

  private func fresh(isHurried: Bool, _ doubts: inout [String]) async -> InstanceData? {
    let drive = readsDrive ? InstanceData.ofConfigDrive(on: host) : (data: nil, warnings: [])
    if let data = drive.data, !data.isEmpty {
      doubts += drive.warnings
      return data
    }
    guard let service else { return drive.data }
    // A drive that knows of the network alone may stand beside the service, or for a host of no cloud.
    let isHurried = isHurried || drive.data != nil && !HostIdentity(host).isOpenStack
    do throws(MetadataFailure) {
      let reading = try await (isHurried ? service.hurried() : service).read()
      doubts += reading.warnings
      return reading.data
    } catch {
      doubts += drive.warnings + [error.description]
      return drive.data
    }
  }
}

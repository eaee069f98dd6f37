// SPDX-License-Identifier: Apache-2.0

import SystemPackage

/// Finds the config drive among a host's block devices.
public struct ConfigDriveSearch: Sendable {
  /// A device that carries a config drive's label.
  public struct Candidate: Hashable, Sendable {
    /// The device.
    public let device: BlockDevice
    /// Its file system.
    public let superblock: BlockDevice.Superblock
  }

  /// The candidates, the preferred first: whole devices before partitions.
  ///
  /// A bare-metal host may have an old drive in a partition of its disk beside the fresh one in its virtual CD.
  public let candidates: [Candidate]
  /// The devices that could not be opened, and why.
  public let unreadable: [(device: BlockDevice, reason: Errno)]

  /// Looks at every block device of a host.
  public init(on host: HostFiles) {
    var candidates: [Candidate] = []
    var unreadable: [(BlockDevice, Errno)] = []
    for device in BlockDevice.all(on: host) {
      do throws(Errno) {
        guard let superblock = try BlockDevice.superblock(of: device.path(on: host)),
          BlockDevice.configDriveLabels.contains(superblock.label)
        else { continue }
        candidates.append(Candidate(device: device, superblock: superblock))
      } catch {
        // A drive without a disc in it is as good as none.
        if error != .noMedium, error != .noSuchAddressOrDevice { unreadable.append((device, error)) }
      }
    }
    self.candidates = candidates.filter { !$0.device.isPartition } + candidates.filter { $0.device.isPartition }
    self.unreadable = unreadable
  }
}

extension ConfigDriveSearch {
  /// Why there is no config drive, for messages.
  var reasonForNone: String {
    guard let (device, reason) = unreadable.first else { return "there is no config drive" }
    let others = unreadable.count > 1 ? " and \(unreadable.count - 1) more" : ""
    return "there is no config drive among the devices that can be read (not \(device.name)\(others): \(reason))"
  }
}

extension Errno {
  /// ENOMEDIUM, which the package does not name.
  fileprivate static let noMedium = Errno(rawValue: 123)
}

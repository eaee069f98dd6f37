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

    /// Whether this one is to be preferred.
    ///
    /// A bare-metal host may have an old drive in a partition at the end of its disk beside the fresh one in its
    /// virtual CD: whole devices come before partitions, then the newest volume, then the first name.
    static func precedes(_ one: Candidate, _ other: Candidate) -> Bool {
      if one.device.isPartition != other.device.isPartition { return other.device.isPartition }
      let (date, otherDate) = (one.superblock.date ?? "", other.superblock.date ?? "")
      return date == otherDate ? one.device.name < other.device.name : date > otherDate
    }
  }

  /// The candidates, the preferred first.
  public let candidates: [Candidate]
  /// The devices that could not be opened, and why.
  public let unreadable: [(device: BlockDevice, reason: Errno)]

  /// Looks at every block device of a host.
  public init(on host: HostFiles) {
    var candidates: [Candidate] = []
    var unreadable: [(BlockDevice, Errno)] = []
    for device in BlockDevice.all(on: host) {
      do throws(Errno) {
        guard let superblock = try BlockDevice.superblock(of: device.path(on: host)), superblock.isConfigDrive
        else { continue }
        candidates.append(Candidate(device: device, superblock: superblock))
      } catch {
        // A drive without a disc in it is as good as none, and so is a name without a node.
        if ![.noMedium, .noSuchAddressOrDevice, .noSuchFileOrDirectory].contains(error) {
          unreadable.append((device, error))
        }
      }
    }
    self.candidates = candidates.sorted(by: Candidate.precedes)
    self.unreadable = unreadable
  }
}

extension Errno {
  /// ENOMEDIUM, which the package does not name.
  fileprivate static let noMedium = Errno(rawValue: 123)
}

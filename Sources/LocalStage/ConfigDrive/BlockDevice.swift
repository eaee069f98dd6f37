// SPDX-License-Identifier: Apache-2.0

import CBLKID
import SystemPackage

/// A block device, with what its file system says of itself.
public struct BlockDevice: Hashable, Sendable {
  /// The kernel's name, `sr0` or `vda1`.
  public let name: String
  /// Whether it is a partition of another device.
  public let isPartition: Bool

  /// The labels of config drives: nova writes `config-2`; tools that make FAT labels upper-case write `CONFIG-2`.
  public static let configDriveLabels: Set<String> = ["config-2", "CONFIG-2"]
  /// The file systems of config drives, as nova makes them. No other is mounted: ext4 for one replays its journal, which is
  /// a write, even where it is mounted read-only.
  public static let configDriveTypes: Set<String> = ["iso9660", "vfat"]

  /// The block devices of a host in the order of their names, without those that hold memory.
  public static func all(on host: HostFiles) -> [BlockDevice] {
    host.names(in: "sys/class/block").filter { name in !["ram", "zram"].contains { name.hasPrefix($0) } }.map { name in
      BlockDevice(name: name, isPartition: host.exists("sys/class/block/\(name)/partition"))
    }
  }

  /// Where the device is on a host.
  public func path(on host: HostFiles) -> FilePath { host.path("dev/\(name)") }

  /// What stands at the beginning of a file system.
  public struct Superblock: Hashable, Sendable {
    /// The volume's label.
    public let label: String
    /// The type as mount(2) takes it: `iso9660`, `vfat`.
    public let type: String
    /// When the volume was made, as text that sorts by time; libblkid gives it as an ISO 9660 volume's UUID.
    public let date: String?

    /// Whether this is a config drive's.
    public var isConfigDrive: Bool { configDriveLabels.contains(label) && configDriveTypes.contains(type) }
  }

  /// Reads the superblock of a device or an image file by libblkid; nil where there is none.
  ///
  /// Throws where the device cannot be opened, for want of the right to, as a rule.
  public static func superblock(of path: FilePath) throws(Errno) -> Superblock? {
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
    } catch {
      throw error as? Errno ?? .ioError
    }
    defer { try? file.close() }
    guard let probe = blkid_new_probe() else { throw .noMemory }
    defer { blkid_free_probe(probe) }
    guard blkid_probe_set_device(probe, file.rawValue, 0, 0) == 0 else { return nil }
    blkid_probe_enable_superblocks(probe, 1)
    blkid_probe_set_superblocks_flags(probe, BLKID_SUBLKS_LABEL | BLKID_SUBLKS_TYPE | BLKID_SUBLKS_UUID)
    guard blkid_do_safeprobe(probe) == 0 else { return nil }
    let value = { (key: String) -> String? in
      var text: UnsafePointer<CChar>?
      guard blkid_probe_lookup_value(probe, key, &text, nil) == 0 else { return nil }
      return text.map { String(cString: $0) }
    }
    guard let label = value("LABEL"), let type = value("TYPE") else { return nil }
    return Superblock(label: label, type: type, date: type == "iso9660" ? value("UUID") : nil)
  }
}

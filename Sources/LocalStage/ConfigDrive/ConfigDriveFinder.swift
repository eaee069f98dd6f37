// SPDX-License-Identifier: Apache-2.0

import NetModel
import SystemPackage

/// Finds a host's config drive wherever it may be, and reads it.
public struct ConfigDriveFinder: Sendable {
  /// Where nova-like tools and people put the files of a drive without a drive.
  public static let seed = "var/lib/cloud/seed/config_drive"

  /// What the drive says; nil where there is none.
  public let contents: ConfigDriveContents?
  /// What was chosen among several, and what could not be read.
  public let findings: [Finding]

  /// Looks at a given device or directory alone, else at the seed directory, then at the block devices.
  public init(on host: HostFiles, drive: FilePath? = nil) {
    (contents, findings) = Self.find(on: host, drive: drive) { tree, device throws(Errno) in
      try ConfigDriveContents(tree, device: device)
    }
  }

  /// Reads what a caller wants of the drive, while it is mounted; tells what was chosen, and what could not be read.
  ///
  /// - Parameter read: Reads the tree, which is gone afterwards; the device is nil where the drive is a directory.
  public static func find<Contents>(
    on host: HostFiles, drive: FilePath? = nil, read: Reader<Contents>
  ) -> (contents: Contents?, findings: [Finding]) {
    var findings: [Finding] = []
    var contents = Self.contents(ofDirectory: drive ?? host.path(seed), read, &findings)
    if contents == nil {
      contents =
        if let drive {
          Self.contents(ofDevice: drive, read, &findings)
        } else {
          Self.contents(ofDevicesOf: host, read, &findings)
        }
    }
    return (contents, findings)
  }

  /// Reads a tree that is a drive, or is on a device.
  public typealias Reader<Contents> = (_ tree: ConfigDriveTree, _ device: FilePath?) throws(Errno) -> Contents

  private static func contents<Contents>(
    ofDirectory path: FilePath, _ read: Reader<Contents>, _ findings: inout [Finding]
  ) -> Contents? {
    guard let tree = ConfigDriveTree(path) else { return nil }
    do throws(Errno) {
      return try read(tree, nil)
    } catch {
      findings.append(unreadable(path, error))
      return nil
    }
  }

  private static func contents<Contents>(
    ofDevice path: FilePath, _ read: Reader<Contents>, _ findings: inout [Finding]
  ) -> Contents? {
    do throws(Errno) {
      guard let superblock = try BlockDevice.superblock(of: path) else {
        findings.append(unreadable(path, .invalidArgument))
        return nil
      }
      guard BlockDevice.configDriveTypes.contains(superblock.type) else {
        let types = BlockDevice.configDriveTypes.sorted().joined(separator: " and ")
        let message = "\(path) is not mounted: it has \(superblock.type), and config drives have \(types)"
        findings.append(Finding(.driveUnreadable, at: .root, message))
        return nil
      }
      return try mounted(path, type: superblock.type, read)
    } catch {
      findings.append(unreadable(path, error))
      return nil
    }
  }

  private static func contents<Contents>(
    ofDevicesOf host: HostFiles, _ read: Reader<Contents>, _ findings: inout [Finding]
  ) -> Contents? {
    let search = ConfigDriveSearch(on: host)
    findings += search.unreadable.map { unreadable($0.device.path(on: host), $0.reason) }
    if search.candidates.count > 1 {
      let names = search.candidates.map { "\($0.device.name) (\($0.superblock.date ?? "undated"))" }
      findings.append(
        Finding(
          .driveChosen, at: .root,
          "\(names.count) devices are config drives: \(names.joined(separator: ", ")); the first that can be read is used",
          hint: "whole devices come before partitions, then the newest"))
    }
    for candidate in search.candidates {
      let path = candidate.device.path(on: host)
      do throws(Errno) {
        if let contents = try mounted(path, type: candidate.superblock.type, read) { return contents }
        findings.append(Finding(.driveUnreadable, at: .root, "\(path) has a config drive's label and no openstack/"))
      } catch {
        findings.append(unreadable(path, error))
      }
    }
    return nil
  }

  private static func mounted<Contents>(
    _ device: FilePath, type: String, _ read: Reader<Contents>
  ) throws(Errno) -> Contents? {
    try ConfigDriveMount.with(device, type: type) { directory throws(Errno) in
      guard let tree = ConfigDriveTree(directory) else { return nil }
      return try read(tree, device)
    }
  }

  private static func unreadable(_ path: FilePath, _ reason: Errno) -> Finding {
    Finding(.driveUnreadable, at: .root, "\(path) cannot be read: \(reason)")
  }
}

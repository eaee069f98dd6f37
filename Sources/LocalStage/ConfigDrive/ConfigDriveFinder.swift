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
    var findings: [Finding] = []
    if let drive {
      contents = Self.contents(ofDirectory: drive, &findings) ?? Self.contents(ofDevice: drive, &findings)
    } else if let seeded = Self.contents(ofDirectory: host.path(Self.seed), &findings) {
      contents = seeded
    } else {
      contents = Self.contents(ofDevicesOf: host, &findings)
    }
    self.findings = findings
  }

  private static func contents(ofDirectory path: FilePath, _ findings: inout [Finding]) -> ConfigDriveContents? {
    guard let tree = ConfigDriveTree(path) else { return nil }
    do throws(Errno) {
      return try ConfigDriveContents(tree)
    } catch {
      findings.append(unreadable(path, error))
      return nil
    }
  }

  private static func contents(ofDevice path: FilePath, _ findings: inout [Finding]) -> ConfigDriveContents? {
    do throws(Errno) {
      guard let superblock = try BlockDevice.superblock(of: path) else {
        findings.append(unreadable(path, .invalidArgument))
        return nil
      }
      return try mounted(path, type: superblock.type)
    } catch {
      findings.append(unreadable(path, error))
      return nil
    }
  }

  private static func contents(ofDevicesOf host: HostFiles, _ findings: inout [Finding]) -> ConfigDriveContents? {
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
        if let contents = try mounted(path, type: candidate.superblock.type) { return contents }
        findings.append(Finding(.driveUnreadable, at: .root, "\(path) has a config drive's label and no openstack/"))
      } catch {
        findings.append(unreadable(path, error))
      }
    }
    return nil
  }

  private static func mounted(_ device: FilePath, type: String) throws(Errno) -> ConfigDriveContents? {
    try ConfigDriveMount.with(device, type: type) { directory throws(Errno) in
      guard let tree = ConfigDriveTree(directory) else { return nil }
      return try ConfigDriveContents(tree, device: device)
    }
  }

  private static func unreadable(_ path: FilePath, _ reason: Errno) -> Finding {
    Finding(.driveUnreadable, at: .root, "\(path) cannot be read: \(reason)")
  }
}

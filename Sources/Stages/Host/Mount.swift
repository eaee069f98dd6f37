// SPDX-License-Identifier: Apache-2.0

import LocalStage
import SystemPackage

/// A mounted file system, as /proc/self/mountinfo tells it (proc_pid_mountinfo(5)).
struct Mount: Hashable, Sendable {
  /// `MAJOR:MINOR` of its device; major 0 where the kernel made a number up, as for btrfs.
  let number: String
  /// Where it is mounted.
  let point: String
  /// The kind of file system.
  let type: String
  /// What was mounted: a path below /dev, or any word.
  let source: String

  /// Reads a line; nil for one that is none.
  init?(_ line: Substring) {
    let words = line.split(separator: " ").map(Self.unescaped)
    guard let dash = words.firstIndex(of: "-"), dash >= 6, words.count > dash + 2 else { return nil }
    number = words[2]
    point = words[4]
    type = words[dash + 1]
    source = words[dash + 2]
  }

  /// What is mounted at a place of a host: the last mount there covers the others.
  static func at(_ point: String, _ host: HostFiles) -> Mount? {
    let bytes = (try? host.contents(of: "proc/self/mountinfo", limit: 16 << 20)) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { Mount($0) }
      .last { $0.point == point }
  }

  /// Blanks and the like stand as `\040`.
  private static func unescaped(_ word: Substring) -> String {
    guard word.contains("\\") else { return String(word) }
    var bytes: [UInt8] = []
    var rest = Array(word.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(3), as: UTF8.self)
      if byte == UInt8(ascii: "\\"), digits.utf8.count == 3, let value = UInt8(digits, radix: 8) {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A block device as sysfs shows it (/sys/class/block).
struct KernelBlockDevice: Hashable, Sendable {
  /// What it is made of.
  enum Kind: Hashable, Sendable {
    /// A partition: its number and the disk that it is on.
    case partition(number: Int, disk: String)
    /// A logical volume, or one that is encrypted, or another of the device mapper.
    case mapped(String)
    /// A whole disk, or anything else.
    case whole
  }

  /// The kernel's name.
  let name: String
  /// What it is made of.
  let kind: Kind

  /// The device's file.
  var path: String { Self.path(of: name) }

  /// In the kernel's names `!` stands for `/`.
  static func path(of name: String) -> String { "/dev/" + String(name.map { $0 == "!" ? "/" : $0 }) }

  /// The device of a mount; nil where it has none.
  static func of(_ mount: Mount, _ host: HostFiles) -> KernelBlockDevice? {
    guard mount.number.hasPrefix("0:") else {
      let names = host.names(in: directory)
      return names.first { host.line("\(directory)/\($0)/dev") == mount.number }.map { KernelBlockDevice($0, host) }
    }
    return mount.source.hasPrefix("/dev/") ? at(mount.source, host) : nil
  }

  /// The device of a path below /dev, which may be a link as udev makes them.
  static func at(_ path: String, _ host: HostFiles) -> KernelBlockDevice? {
    let target = host.linkName(path) ?? String(path.dropFirst("/dev/".count).map { $0 == "/" ? "!" : $0 })
    return host.names(in: directory).contains(target) ? KernelBlockDevice(target, host) : nil
  }

  /// How many bytes behind a partition belong to none; nil where sysfs does not tell.
  func freeBytesBehind(_ host: HostFiles) -> Int? {
    guard case .partition(_, let disk) = kind, let end = end(name, host),
      let size = number("\(Self.directory)/\(disk)/size", host)
    else { return nil }
    let others = host.names(in: "\(Self.directory)/\(disk)").compactMap {
      start(Self.directory + "/\(disk)/\($0)", host)
    }
    // Sizes are in 512 bytes whatever the disk's own sectors are (Documentation/block/stat.rst).
    return ((others.filter { $0 >= end }.min() ?? size) - end) * 512
  }

  private static let directory = "sys/class/block"

  private init(_ name: String, _ host: HostFiles) {
    self.name = name
    let directory = "\(Self.directory)/\(name)"
    if let number = host.line("\(directory)/partition").flatMap({ Int($0) }),
      let disk = host.linkTarget(directory)?.removingLastComponent().lastComponent?.string
    {
      kind = .partition(number: number, disk: disk)
    } else if let id = host.line("\(directory)/dm/uuid") {
      kind = .mapped(id.hasPrefix("LVM-") ? "a logical volume" : id.hasPrefix("CRYPT-") ? "encrypted" : "mapped")
    } else {
      kind = .whole
    }
  }

  private func start(_ directory: String, _ host: HostFiles) -> Int? { number("\(directory)/start", host) }

  private func end(_ name: String, _ host: HostFiles) -> Int? {
    guard let start = start("\(Self.directory)/\(name)", host) else { return nil }
    return number("\(Self.directory)/\(name)/size", host).map { start + $0 }
  }

  private func number(_ path: String, _ host: HostFiles) -> Int? { host.line(path).flatMap { Int($0) } }
}

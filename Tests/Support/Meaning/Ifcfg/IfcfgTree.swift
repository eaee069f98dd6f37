// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// The files of /etc/sysconfig/network-scripts, as far as both readers agree on them.
struct IfcfgTree {
  /// What belongs to one device.
  struct Device {
    var file: IfcfgFile
    var routes: [IPFamily: [TextLine]] = [:]
  }

  private(set) var devices: [String: Device] = [:]
  let renames: [String: NICMatch]

  init(_ files: [RenderedFile]) throws {
    let names = files.filter { LinkFileReader.reads($0.path) }
    // RHEL 7 has systemd 219, RHEL 9 has 252.
    renames = try LinkFileReader(names, version: 252).renames
    guard try LinkFileReader(names, version: 219).renames == renames else {
      throw MeaningError("ifcfg", "an old udev finds other NICs")
    }
    let directory = "etc/sysconfig/network-scripts/"
    var routes: [(suffix: String, family: IPFamily, file: RenderedFile)] = []
    for file in files where !LinkFileReader.reads(file.path) {
      guard let name = file.path.after(directory) else { throw MeaningError(file.path, "not in \(directory)") }
      guard file.mode == 0o644 else { throw MeaningError(file.path, "mode \(file.modeText)") }
      if let suffix = name.after("ifcfg-") {
        try Self.refuseIgnored(suffix, file.path)
        devices[suffix] = Device(file: try IfcfgFile(file.contents, path: file.path, suffix: suffix))
      } else if let suffix = name.after("route-") {
        routes.append((suffix, .v4, file))
      } else if let suffix = name.after("route6-") {
        routes.append((suffix, .v6, file))
      } else {
        throw MeaningError(file.path, "nobody reads this file")
      }
    }
    for (suffix, family, file) in routes {
      guard devices[suffix] != nil else { throw MeaningError(file.path, "routes without ifcfg-\(suffix)") }
      let lines = try TextLine.all(of: file.contents, file: file.path)
      devices[suffix]?.routes[family] = lines.filter { !$0.text.trimmed.isEmpty && !$0.text.hasPrefix("#") }
    }
    for device in devices.values { try Self.check(device.file) }
  }

  /// Names that one reader or the other takes for a backup or an address range.
  private static func refuseIgnored(_ suffix: String, _ path: String) throws {
    let ends = [".bak", ".orig", ".rpmnew", ".rpmorig", ".rpmsave", "~", ".old", ".tmp"]
    if let end = ends.first(where: { suffix.hasSuffix($0) }) { throw MeaningError(path, "ignored because of \(end)") }
    if suffix.contains("-range") { throw MeaningError(path, "ignored as a range of addresses") }
    if suffix.contains(":") { throw MeaningError(path, "an alias") }
  }

  private static func check(_ file: IfcfgFile) throws {
    guard file["DEVICE"] == file.suffix else { throw file.error("DEVICE is not the suffix of the file's name") }
    if try file.flag("ONBOOT") != true {
      throw file.error("without ONBOOT=yes it stays down, or depends on its reader")
    }
    if try file.flag("NM_CONTROLLED") == false { throw file.error("NetworkManager leaves it alone") }
    switch file["BOOTPROTO"] {
    case "none", "dhcp": break
    case let other: throw file.error("BOOTPROTO=\(other ?? "") is none or dhcp")
    }
    for key in file.keys where key.hasPrefix("NETMASK") { throw file.error("\(key): PREFIX is read alike by all") }
    // Measured, and never what was meant.
    for key in ["IPV6_MTU", "GATEWAYDEV"] where file[key] != nil { throw file.error("\(key) is read badly") }
    if try file.flag("PEERDNS") == false, file.keys.contains(where: { $0.hasPrefix("DNS") || $0 == "DOMAIN" }) {
      throw file.error("PEERDNS=no suppresses the DNS of this file in initscripts")
    }
    if try file.flag("IPV6_DEFROUTE") == false { throw file.error("initscripts ignore IPV6_DEFROUTE=no") }
    // A slave's ifup ends before the routes.
    if file["MASTER"] == nil, try file.flag("NOZEROCONF") != true {
      throw file.error("initscripts add 169.254.0.0/16 without NOZEROCONF=yes")
    }
    if try file.flag("REORDER_HDR") == false { throw file.error("NetworkManager ignores REORDER_HDR=no") }
  }
}

extension IfcfgFile {
  /// The addresses by number; both readers drop what comes after a gap.
  func ipv4Addresses() throws -> [IPPrefix] {
    var addresses: [IPPrefix] = []
    for (place, index) in ([""] + (0...255).map(String.init)).enumerated() {
      guard let text = self["IPADDR" + index] else {
        // IPADDR may be missing where IPADDR0 is not, and the other way round.
        if place < 2 { continue }
        if addresses.isEmpty, index == "1" { continue }
        break
      }
      guard let address = IPAddress(text), address.family == .v4 else {
        throw error("rejected: IPADDR\(index)=\(text)")
      }
      guard let length = self["PREFIX" + index]?.decimal, let prefix = IPPrefix(address, length: length) else {
        throw error("IPADDR\(index) without PREFIX\(index): the two readers guess differently")
      }
      addresses.append(prefix)
    }
    return addresses
  }

  /// The static IPv6 addresses; what names no length has 64.
  func ipv6Addresses() throws -> [IPPrefix] {
    try ([self["IPV6ADDR"] ?? ""] + (self["IPV6ADDR_SECONDARIES"] ?? "").words).filter { !$0.isEmpty }.map { text in
      guard let prefix = IPPrefix(text.contains("/") ? text : text + "/64"), prefix.family == .v6 else {
        throw error("\(text) is no IPv6 address")
      }
      return prefix
    }
  }

  /// The DNS servers up to the first gap, and whether there are more after it.
  func dns() throws -> (servers: [IPAddress], hasGap: Bool) {
    var servers: [IPAddress] = []
    var number = 1
    while let text = self["DNS\(number)"] {
      guard let server = IPAddress(text) else { throw error("DNS\(number)=\(text) is no address") }
      servers.append(server)
      number += 1
    }
    return (servers, keys.count(where: { $0.hasPrefix("DNS") }) > servers.count)
  }

  /// A metric.
  func metric(_ key: String) throws -> RouteMetric? {
    guard let text = self[key] else { return nil }
    guard let metric = text.decimal.flatMap({ RouteMetric($0) }) else { throw error("\(key)=\(text) is no metric") }
    return metric
  }

  /// The MTU.
  func mtu() throws -> Int? {
    guard let text = self["MTU"] else { return nil }
    guard let mtu = text.decimal else { throw error("MTU=\(text)") }
    return mtu
  }

  /// Whether IP over InfiniBand is put into connected mode; both readers look only where the type says so.
  func isConnected() throws -> Bool { try self["TYPE"] == "InfiniBand" && flag("CONNECTED_MODE") ?? false }

  /// The words of BONDING_OPTS as pairs, in order.
  func bondingOptions() throws -> [(key: String, value: String)] {
    try (self["BONDING_OPTS"] ?? "").words.map { word in
      let parts = word.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[1].isEmpty else { throw error("BONDING_OPTS: \(word) is no key=value") }
      return (parts[0], parts[1])
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// Reads ifcfg files by doing on paper what `/etc/init.d/network start` of initscripts' network-scripts was seen to do, and
/// where nothing was seen, what network-scripts/ifup, ifup-eth, ifup-ipv6, ifup-routes and ifup-post say.
public struct InitscriptsReader {
  private let tree: IfcfgTree
  var host = InitscriptsHost()

  /// Reads the text of the files.
  public init(_ files: [RenderedFile]) throws { tree = try IfcfgTree(files) }

  /// What comes of it.
  public func reading() throws -> Reading {
    var reader = self
    let names = tree.devices.keys.sorted { Self.bootOrder($0) < Self.bootOrder($1) }
    for name in names where !reader.isCreated(name) { reader.host.present.insert(name) }
    for name in names where !(try reader.isSlave(name)) { try reader.bringUp(name) }
    let links = try names.compactMap { try reader.finished($0) }
    return Reading(reader: "initscripts", links: links, resolver: reader.host.resolver, hasHostDNS: true)
  }

  /// The boot loop sorts by what stands before the first digit, then by number, and takes VLANs last, which it knows by
  /// a dot in the name or by "vlan" before it.
  private static func bootOrder(_ name: String) -> (Int, String, Int, String) {
    let head = name.prefix { !$0.isNumber }
    let number = name.dropFirst(head.count).prefix { $0.isNumber }
    return (name.contains(".") || name.hasPrefix("vlan") ? 1 : 0, String(head), String(number).decimal ?? 0, name)
  }

  private func isCreated(_ name: String) -> Bool {
    guard let file = tree.devices[name]?.file else { return false }
    return isBond(file) || isVLAN(file)
  }

  private func isBond(_ file: IfcfgFile) -> Bool {
    file["TYPE"] == "Bond" || file["BONDING_MASTER"] == "yes" || file["BONDING_OPTS"] != nil
  }

  private func isVLAN(_ file: IfcfgFile) -> Bool { file["VLAN"] == "yes" || file["TYPE"] == "Vlan" }

  /// MASTER alone makes no slave: such a device is configured as a plain NIC.
  private func isSlave(_ name: String) throws -> Bool {
    guard let file = tree.devices[name]?.file else { return false }
    return try file.flag("SLAVE") == true && file["MASTER"] != nil
  }

  private mutating func bringUp(_ name: String) throws {
    guard let device = tree.devices[name] else { return }
    let file = device.file
    try check(file)
    var link = LinkMeaning(name: name)
    link.macAddress = file["MACADDR"]
    link.mtu = try file.mtu()
    if isVLAN(file) {
      guard let vlan = try vlan(of: file), host.present.contains(vlan.parent) else { return }
      link.kind = .vlan(vlan)
    } else if isBond(file) {
      guard file["BONDING_OPTS"] != nil else { return }
      let slaves = try tree.devices.keys.filter { try isSlave($0) && tree.devices[$0]?.file["MASTER"] == name }.sorted()
      link.kind = .bond(try Self.bond(of: file, slaves: slaves))
      for slave in slaves { try enslave(slave, to: name) }
    } else {
      link.nic = tree.renames[name] ?? NICMatch(originalName: name)
      if let mac = file["HWADDR"] { link.nic.macAddress = mac }
      link.isConnected = try file.isConnected()
    }
    host.present.insert(name)
    host.links[name] = link
    try host.configure(device)
  }

  private mutating func enslave(_ name: String, to bond: String) throws {
    guard let file = tree.devices[name]?.file else { return }
    try check(file)
    var link = LinkMeaning(name: name)
    link.nic = tree.renames[name] ?? NICMatch(originalName: name)
    if let mac = file["HWADDR"] { link.nic.macAddress = mac }
    link.isConnected = try file.isConnected()
    link.macAddress = file["MACADDR"]
    link.controller = bond
    host.links[name] = link
  }

  private func check(_ file: IfcfgFile) throws {
    if let mac = file["HWADDR"] {
      if isCreated(file.suffix) { throw file.error("HWADDR of a device that does not exist yet: refused") }
      if mac.contains("-") { throw file.error("HWADDR with dashes: the device is ignored") }
    }
    switch file["TYPE"] {
    case nil, "Ethernet", "InfiniBand": break
    case "Bond", "Vlan":
      // Without a TYPE that ifup knows, the name less its digits names the script.
      let stem = file.suffix.reversed().drop { $0.isNumber }.reversed().map(String.init).joined()
      let scripts = [
        "aliases", "bnep", "ctc", "ippp", "ipv6", "plip", "plusb", "post", "routes", "sit", "tunnel", "wireless",
      ]
      if scripts.contains(stem) { throw file.error("ifup runs the script ifup-\(stem) for this name") }
    case let other?: throw file.error("TYPE=\(other) is not one that both readers know")
    }
  }

  /// Which VLAN ifup makes: by VID where the file has it, else by the name; VLAN_ID is not read.
  private func vlan(of file: IfcfgFile) throws -> VLANMeaning? {
    guard try file.flag("VLAN") == true else { return nil }
    let name = file.suffix
    var id = file["VID"]
    var parent = file["PHYSDEV"]
    if id == nil {
      if let dot = name.lastIndex(of: "."), case let digits = name[name.index(after: dot)...],
        (1...4).contains(digits.count),
        digits.decimal != nil, dot > name.startIndex
      {
        id = String(digits)
        parent = String(name[..<dot])
      }
      if let rest = name.after("vlan"), rest.first?.isNumber ?? false { id = String(rest.drop { $0 == "0" }) }
    }
    guard let id, let parent else { return nil }
    // "could not add vlan 860.706": ifup says so and goes on.
    guard let number = id.decimal else { return nil }
    return VLANMeaning(parent: parent, id: number)
  }

  private static func bond(of file: IfcfgFile, slaves: [String]) throws -> BondMeaning {
    var mode = "balance-rr"
    var options: [String: String] = [:]
    for (key, value) in try file.bondingOptions() {
      if key == "mode" {
        mode = BondMode(value)?.name ?? mode
      } else if key == "arp_ip_target", let more = value.after("+") {
        options[key] = (options[key].map { $0 + "," } ?? "") + more
      } else if key == "primary" {
        // Set once the slaves are in; what is none of them is refused.
        if slaves.contains(value) { options[key] = value }
      } else {
        options[key] = value
      }
    }
    var bond = BondMeaning(mode: mode, options: BondMeaning.accepted(options, in: mode), members: slaves)
    bond.isOrdered = false
    return bond
  }

  private func finished(_ name: String) throws -> LinkMeaning? {
    guard var link = host.links[name] else { return nil }
    if let bond = link.controller {
      // The kernel gives slaves their bond's MTU and no IPv6.
      link.mtu = host.links[bond]?.mtu
    } else if case .vlan(let vlan) = link.kind, let mtu = link.mtu {
      link.mtu = min(mtu, host.links[vlan.parent]?.mtu ?? 1500)
    }
    if let mtu = link.mtu, mtu < MTU.leastForIPv6, link.addresses.contains(where: { $0.family == .v6 }) {
      throw MeaningError("ifcfg-\(name)", "IPv6 addresses fail below an MTU of 1280")
    }
    link.settleHelpers()
    return link
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// Reads the .link, .netdev and .network files of systemd-networkd as it does (systemd.network(5)).
///
/// What is said here was tried with the networkd of systemd 247 and 252, save for bonds and VLANs, of which the netlink
/// messages were read.
public struct NetworkdReader {
  /// Links that the wait for the network does without.
  public private(set) var optional: Set<String> = []
  /// What comes of each link.
  private var links: [String: LinkMeaning] = [:]
  private var devices: [String: NetworkdDevice] = [:]
  private var members: [String: [String]] = [:]
  private var parents: [String: String] = [:]
  private var primaries: [String: String] = [:]
  private let renaming: LinkFileReader
  private let version: Int

  /// Reads files for a version of systemd; throws for what it would ignore, or where nobody can mean what it would do.
  public init(_ files: [RenderedFile], version: Int) throws {
    self.version = version
    // The first file that matches a device counts, in the order of names whatever the directory.
    let files = try DropIns.merged(into: files).sorted { $0.fileName < $1.fileName }
    let names = files.filter { $0.path.hasSuffix(".link") || UdevRule.reads($0.path) }
    renaming = try LinkFileReader(names, settings: ["MTUBytes", "WakeOnLan"], version: version)
    for file in files where !UdevRule.reads(file.path) { try Self.checkPlace(file) }
    for file in files where file.path.hasSuffix(".netdev") { try readDevice(file) }
    for file in files where file.path.hasSuffix(".network") { try readNetwork(file) }
    try checkReferences()
    try tieBonds()
    try tieVLANs()
  }

  /// What it comes to.
  public func reading() -> Reading {
    let all = Array(links.values)
    return Reading(reader: "systemd \(version)", links: all, resolver: HostResolver(union: all))
  }

  private static func checkPlace(_ file: RenderedFile) throws {
    let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4, ["etc", "run"].contains(parts[0]), parts[1...2] == ["systemd", "network"],
      [".link", ".netdev", ".network"].contains(where: file.path.hasSuffix)
    else { throw MeaningError(file.path, "networkd does not read this file") }
    // systemd brings 80-container-*.network and others.
    guard file.fileName < "70-" else { throw MeaningError(file.path, "comes after the files of systemd itself") }
  }

  private mutating func readDevice(_ file: RenderedFile) throws {
    let device = try NetworkdDevice(file, version: version)
    guard devices.updateValue(device, forKey: device.name) == nil else {
      throw MeaningError(file.path, "\(device.name) is made twice")
    }
  }

  private mutating func readNetwork(_ file: RenderedFile) throws {
    let network = try NetworkdNetwork(file, version: version)
    let name = try self.name(of: network, file)
    guard links[name] == nil else { throw network.error("\(name) has a file already, and this one is never applied") }
    var link = network.link
    link.name = name
    if let device = devices[name] {
      if network.permanentMAC != nil { throw network.error("\(name) has no permanent address") }
      link.mtu = try one(of: link.mtu, device.mtu, "MTU", network)
      link.macAddress = try one(of: link.macAddress, device.macAddress, "MAC address", network)
    } else {
      link.nic = renaming.renames[name] ?? NICMatch(macAddress: network.permanentMAC, originalName: network.name)
      link.mtu = try one(of: link.mtu, renaming.mtus[name], "MTU", network)
      if let mac = network.permanentMAC, link.nic.macAddress ?? mac != mac {
        throw network.error("not the NIC that gets the name")
      }
    }
    // "if IPv6 is enabled on the interface, and the MTU is chosen below 1280 ... it will automatically be increased".
    if network.hasIPv6 { link.mtu = link.mtu.map { max($0, MTU.leastForIPv6) } }
    for vlan in network.vlans {
      guard parents.updateValue(name, forKey: vlan) == nil else { throw network.error("\(vlan) has two parents") }
    }
    if let bond = link.controller {
      members[bond, default: []].append(name)
      if network.isPrimary, primaries.updateValue(name, forKey: bond) != nil {
        throw network.error("a second primary of \(bond)")
      }
    }
    if network.isOptional { optional.insert(name) }
    links[name] = link
  }

  /// The name of the interface; where the file looks at the MAC address alone and nothing renames it, it is the file
  /// that says whom it is about, and the MAC address must prove it.
  private func name(of network: NetworkdNetwork, _ file: RenderedFile) throws -> String {
    if let name = network.name { return name }
    if let renamed = renaming.renames.first(where: { $1.macAddress == network.permanentMAC }) { return renamed.key }
    let stem = file.fileName.dropLast(".network".count)
    guard let name = InterfaceName(String(stem.after("10-swinit-") ?? String(stem))) else {
      throw network.error("no name of an interface")
    }
    return name.text
  }

  /// One value of two places, which must not differ.
  private func one<Value: Equatable>(
    of value: Value?, _ other: Value?, _ what: String, _ network: NetworkdNetwork
  ) throws -> Value? {
    if let value, let other, value != other { throw network.error("\(what) \(other) elsewhere, \(value) here") }
    return value ?? other
  }
}

// MARK: What several files say together

extension NetworkdReader {
  private func checkReferences() throws {
    for (name, device) in devices {
      guard links[name] != nil else { throw MeaningError(name, "is made, and no .network file brings it up") }
      switch device.kind {
      case .bond: if parents[name] != nil { throw MeaningError(name, "a bond in VLAN=") }
      case .vlan:
        guard parents[name] != nil else { throw MeaningError(name, "a VLAN without a parent") }
        if members[name] != nil { throw MeaningError(name, "a VLAN in Bond=") }
      }
    }
    for name in Set(members.keys).union(parents.keys).sorted() where devices[name] == nil {
      throw MeaningError(name, "nothing makes it: the setting is ignored")
    }
    for name in renaming.renames.keys where links[name] == nil {
      throw MeaningError(name, "is renamed, and nothing else")
    }
  }

  private mutating func tieBonds() throws {
    for (name, device) in devices {
      guard case .bond(var bond) = device.kind else { continue }
      bond.members = members[name] ?? []
      bond.isOrdered = false
      if let primary = primaries[name] {
        guard let mode = BondMode(bond.mode), BondOption.primary.applies(in: mode) else {
          throw MeaningError(name, "PrimarySlave= in mode \(bond.mode) is refused")
        }
        bond.options["primary"] = primary
      }
      links[name]?.kind = .bond(bond)
      // The kernel gives each member the bond's MTU.
      let mtu = links[name]?.mtu
      for member in bond.members where links[member]?.mtu == nil { links[member]?.mtu = mtu }
    }
  }

  private mutating func tieVLANs() throws {
    for (name, device) in devices {
      guard case .vlan(let id) = device.kind, let parent = parents[name] else { continue }
      links[name]?.kind = .vlan(VLANMeaning(parent: parent, id: id))
      if let mtu = links[name]?.mtu, mtu > links[parent]?.mtu ?? 1500 {
        throw MeaningError(name, "an MTU above that of \(parent) is refused")
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// Reads /etc/netplan/*.yaml by what netplan 0.106 generates for networkd and what systemd 252 does with that.
public struct NetplanReader {
  let path: String
  private let network: NetplanMap
  /// What drop-ins say of the unit files that netplan makes, by the identifier of the interface.
  private let dropIns: [String: String]

  /// What udev rules name, by the name.
  private let renames: [String: NICMatch]

  /// Keys of every interface that have a meaning here; netplan 0.106 knows more, none of which we write.
  private static let common: Set<String> = [
    "accept-ra", "addresses", "dhcp4", "dhcp6", "dhcp4-overrides", "dhcp6-overrides", "ignore-carrier", "link-local",
    "macaddress", "mtu", "nameservers", "optional", "routes",
  ]

  /// Reads the YAML; what makes `netplan generate` fail is an error.
  public init(_ files: [RenderedFile]) throws {
    let more = files.filter { $0.path.hasSuffix(".conf") }
    renames = try LinkFileReader(files.filter { UdevRule.reads($0.path) }).renames
    let files = files.filter { !$0.path.hasSuffix(".conf") && !UdevRule.reads($0.path) }
    dropIns = Dictionary(
      uniqueKeysWithValues: try more.map { file in
        guard let id = DropIns.unit(of: file).after("10-netplan-"), id.hasSuffix(".network"), file.mode == 0o644 else {
          throw MeaningError(file.path, "no drop-in of a file that netplan makes")
        }
        return (String(id.dropLast(".network".count)), file.contents)
      })
    guard files.count == 1, let file = files.first, let name = file.path.after("etc/netplan/"), name.hasSuffix(".yaml")
    else {
      throw MeaningError("netplan", "one file in etc/netplan, not \(files.map(\.path))")
    }
    guard file.mode == 0o600 else { throw MeaningError(file.path, "Permissions are too open: \(file.modeText)") }
    path = file.path
    _ = try TextLine.all(of: file.contents, file: file.path)
    let root = try NetplanMap(try YAMLNode.parse(file.contents, file: path), file: path, known: ["network"])
    guard let network = try root.map("network", known: ["version", "renderer", "ethernets", "bonds", "vlans"]) else {
      throw MeaningError(path, "no network")
    }
    guard try network.text("version") == "2" else { throw MeaningError(path, "version 2 was expected") }
    guard try network.text("renderer") ?? "networkd" == "networkd" else { throw MeaningError(path, "another renderer") }
    self.network = network
  }

  /// What comes of it.
  public func reading() throws -> Reading {
    var links: [String: LinkMeaning] = [:]
    var definitions: [String: NetplanMap] = [:]
    for kind in ["ethernets", "bonds", "vlans"] {
      guard let section = try network.map(kind) else { continue }
      for id in section.keys {
        guard let map = try section.map(id, known: Self.common.union(Self.keys(of: kind))) else { continue }
        guard definitions.updateValue(map, forKey: id) == nil else { throw map.error("\(id) is defined twice") }
        links[id] = try link(id, kind, map)
      }
    }
    if let stray = dropIns.keys.first(where: { links[$0] == nil }) { throw MeaningError(stray, "a stray drop-in") }
    if let idle = renames.keys.first(where: { links[$0] == nil }) { throw MeaningError(idle, "a rule for no link") }
    try tie(&links, definitions)
    let all = links.values.sorted { $0.name < $1.name }
    return Reading(reader: "netplan", links: all, resolver: HostResolver(union: all))
  }

  private static func keys(of kind: String) -> Set<String> {
    switch kind {
    case "bonds": ["interfaces", "parameters"]
    case "vlans": ["id", "link"]
    default: ["match", "set-name", "infiniband-mode"]
    }
  }

  private func link(_ id: String, _ kind: String, _ map: NetplanMap) throws -> LinkMeaning {
    var link = LinkMeaning(name: id)
    switch kind {
    case "bonds": link.kind = .bond(try NetplanBond(map).meaning())
    case "vlans":
      guard let tag = try map.number("id"), tag <= 4094 else { throw map.error("invalid id of \(id)") }
      guard let parent = try map.text("link") else { throw map.error("\(id): missing 'link' property") }
      link.kind = .vlan(VLANMeaning(parent: parent, id: tag))
    default: try match(&link, map)
    }
    guard link.name.utf8.count <= 15 else { throw map.error("\(link.name) is too long, and ignored by networkd") }
    if let mode = try map.text("infiniband-mode") {
      guard ["connected", "datagram"].contains(mode) else { throw map.error(mode) }
      link.isConnected = mode == "connected"
    }
    if let mac = try map.text("macaddress") {
      guard MACAddress(mac)?.description == mac else {
        throw map.error("\(mac) is no MAC address in the kernel's spelling")
      }
      link.macAddress = mac
    }
    link.mtu = try map.number("mtu")
    if kind == "ethernets", link.mtu != nil, link.nic.macAddress != nil, !link.nic.isRenamed {
      throw map.error("mtu and match without set-name: the .link file turns predictable naming off for the NIC")
    }
    try NetplanIP(map: map, link: link.name).apply(to: &link)
    if let dropIn = dropIns[id] { try apply(dropIn, map, to: &link) }
    return link
  }

  /// A drop-in has the last word: what netplan would write and what follows are read as networkd reads them.
  private func apply(_ dropIn: String, _ map: NetplanMap, to link: inout LinkMeaning) throws {
    let dhcp = (try map.flag("dhcp4") ?? false, try map.flag("dhcp6") ?? false)
    let word = dhcp.0 ? (dhcp.1 ? "yes" : "ipv4") : dhcp.1 ? "ipv6" : "no"
    var text = "[Network]\nDHCP=\(word)\n"
    if let accepts = try map.flag("accept-ra") { text += "IPv6AcceptRA=\(accepts)\n" }
    if try map.list("link-local")?.isEmpty ?? false { text += "LinkLocalAddressing=no\n" }
    if let metric = link.dhcpMetric { text += "[DHCP]\nRouteMetric=\(metric)\n" }
    let file = RenderedFile(path: path, mode: 0o644, contents: text + dropIn)
    _ = try NetworkdAutomatic(UnitFile(file, known: NetworkdKeys.network, version: 252), addingTo: &link)
  }

  /// match and set-name: by the permanent address, so a bond or VLAN with the same one does not match.
  private func match(_ link: inout LinkMeaning, _ map: NetplanMap) throws {
    let match = try map.map("match", known: ["macaddress", "name"])
    let mac = try match?.text("macaddress")
    if let mac, MACAddress(mac)?.description != mac { throw map.error("udev compares with lower case: \(mac)") }
    let original = try match?.text("name")
    if let original, original.contains(where: { "*?[".contains($0) }) {
      throw map.error("a match of many: \(original)")
    }
    if let match, mac == nil, original == nil { throw match.error("a match of everything") }
    let name = try map.text("set-name")
    if name != nil, match == nil { throw map.error("set-name requires match") }
    link.nic = NICMatch(macAddress: mac, originalName: match == nil ? link.name : original, isRenamed: name != nil)
    // Without set-name the identifier is no name, unless nothing is matched.
    link.name = name ?? original ?? link.name
    if match == nil, let rename = renames[link.name] { link.nic = rename }
  }

  /// Puts names for identifiers, and members to their bonds.
  private func tie(_ links: inout [String: LinkMeaning], _ definitions: [String: NetplanMap]) throws {
    let names = links.mapValues(\.name)
    func name(_ id: String) throws -> String {
      guard let name = names[id] else { throw MeaningError(path, "interface '\(id)' is not defined") }
      return name
    }
    for id in links.keys.sorted() {
      switch links[id]?.kind {
      case .vlan(var vlan):
        vlan.parent = try name(vlan.parent)
        links[id]?.kind = .vlan(vlan)
      case .bond(var bond):
        for member in bond.members {
          _ = try name(member)
          guard let keys = definitions[member]?.keys, links[member]?.controller == nil else {
            throw MeaningError(path, "\(member) is a member twice")
          }
          // They would be written beside Bond=.
          let wrong: Set = ["addresses", "routes", "nameservers"]
          if let key = keys.first(where: wrong.contains) { throw MeaningError(path, "member \(member) has \(key)") }
          guard links[member]?.usesDHCPv4 == false, links[member]?.ipv6.asksDHCPv6 != .stateful else {
            throw MeaningError(path, "member \(member) runs DHCP")
          }
          let (bondName, bondMTU) = (links[id]?.name, links[id]?.mtu)
          links[member]?.controller = bondName
          links[member]?.ipv6 = .none
          if links[member]?.mtu == nil { links[member]?.mtu = bondMTU }
        }
        if let primary = bond.options["primary"] {
          // A defined interface that is no member is taken, and lost.
          bond.options["primary"] = bond.members.contains(primary) ? try name(primary) : nil
        }
        bond.members = try bond.members.map(name)
        links[id]?.kind = .bond(bond)
      default: break
      }
    }
    for link in links.values {
      guard case .vlan(let vlan) = link.kind, let mtu = link.mtu else { continue }
      let parent = links.values.first { $0.name == vlan.parent }?.mtu ?? 1500
      if mtu > parent { throw MeaningError(path, "MTU of \(link.name) above that of \(vlan.parent)") }
    }
    let doubles = Dictionary(grouping: links.values, by: \.name).first { $1.count > 1 }
    if let doubles { throw MeaningError(path, "two interfaces are called \(doubles.key)") }
  }
}

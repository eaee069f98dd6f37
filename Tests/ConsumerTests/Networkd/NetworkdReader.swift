// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers

/// Reads the .link, .netdev and .network files of systemd-networkd 252 as it does (systemd.network(5)).
struct NetworkdReader {
  /// What comes of each link.
  private(set) var links: [String: LinkMeaning] = [:]
  /// Links that the wait for the network does without.
  private(set) var optional: Set<String> = []
  private var bonds: [String: BondMeaning] = [:]
  private var members: [String: [String]] = [:]
  private var parents: [String: String] = [:]
  private var vlanIDs: [String: Int] = [:]
  private let units: LinkUnits

  private static let netdevKeys: [String: Set<String>] = [
    "NetDev": ["Name", "Kind", "MACAddress", "MTUBytes"], "VLAN": ["Id"], "Bond": NetworkdBond.keys,
  ]
  private static let networkKeys: [String: Set<String>] = [
    "Match": ["Name", "PermanentMACAddress"], "Link": ["MTUBytes", "MACAddress", "RequiredForOnline"],
    "Network": [
      "DHCP", "LinkLocalAddressing", "Address", "IPv6AcceptRA", "DNS", "Domains", "ConfigureWithoutCarrier", "Bond",
      "PrimarySlave", "VLAN",
    ],
    "Route": ["Destination", "Gateway", "GatewayOnLink", "Metric", "Scope"], "DHCP": ["RouteMetric", "UseMTU"],
  ]

  init(_ files: [RenderedFile]) throws {
    units = try LinkUnits(files.filter { $0.path.hasSuffix(".link") })
    for file in files where file.path.hasSuffix(".netdev") { try readNetdev(file) }
    for file in files where file.path.hasSuffix(".network") { try readNetwork(file) }
    try tie()
  }

  /// What it comes to, in the terms of a comparison.
  func reading(_ reader: String) -> Reading {
    let all = Array(links.values)
    return Reading(reader: reader, links: all, resolver: HostResolver(union: all))
  }

  private mutating func readNetdev(_ file: RenderedFile) throws {
    let unit = try UnitFile(file.contents, path: file.path, known: Self.netdevKeys)
    let netdev = try unit.one("NetDev")
    guard let name = try netdev.one("Name"), InterfaceName(name) != nil else { throw netdev.error("no name") }
    guard links[name] == nil else { throw netdev.error("\(name) is made twice") }
    var link = LinkMeaning(name: name)
    link.macAddress = try netdev.one("MACAddress")
    link.mtu = try netdev.number("MTUBytes")
    switch try netdev.one("Kind") {
    case "bond": bonds[name] = try NetworkdBond(try unit.one("Bond")).meaning
    case "vlan":
      guard let id = try unit.one("VLAN").number("Id"), id <= 4094 else { throw netdev.error("no VLAN id") }
      vlanIDs[name] = id
    default: throw netdev.error("a kind that we do not make")
    }
    links[name] = link
  }

  private mutating func readNetwork(_ file: RenderedFile) throws {
    let unit = try UnitFile(file.contents, path: file.path, known: Self.networkKeys)
    let (match, network, device) = (try unit.one("Match"), try unit.one("Network"), try unit.one("Link"))
    guard let name = try match.one("Name"), InterfaceName(name) != nil else { throw match.error("no one name") }
    let isMade = bonds[name] != nil || vlanIDs[name] != nil
    guard isMade || links[name] == nil else { throw match.error("\(name) has a file already") }
    var link = links[name] ?? LinkMeaning(name: name)
    if !isMade { link.nic = try nic(name, match) }
    let mtu = try device.number("MTUBytes")
    if let other = isMade ? link.mtu : units.mtus[name], other != mtu { throw device.error("MTU \(other) elsewhere") }
    link.mtu = mtu
    let mac = try device.one("MACAddress")
    if isMade, mac != link.macAddress { throw device.error("MAC address \(link.macAddress ?? "none") elsewhere") }
    link.macAddress = mac
    link.addresses = try network.all("Address").map { text in
      guard let prefix = IPPrefix(text) else { throw network.error("Address=\(text) is invalid, ignoring") }
      return prefix
    }
    link.nameServers = try network.all("DNS").flatMap(\.words).map { text in
      guard let address = IPAddress(text) else { throw network.error("DNS=\(text) is invalid, ignoring") }
      return address
    }
    link.searchDomains = try network.all("Domains").flatMap(\.words).map { domain in
      guard !domain.hasPrefix("~") else { throw network.error("\(domain) routes and does not search") }
      return domain
    }
    link.routes = Set(try unit.all("Route").map(route))
    for vlan in network.all("VLAN") {
      guard parents.updateValue(name, forKey: vlan) == nil else { throw network.error("\(vlan) has two parents") }
    }
    if let bond = try network.one("Bond") {
      link.controller = bond
      members[bond, default: []].append(name)
      if try network.flag("PrimarySlave") == true {
        let other = bonds[bond]?.options.updateValue(name, forKey: "primary")
        if other != nil { throw network.error("a second primary") }
      }
    }
    try addAutomatic(to: &link, network, metric: try unit.one("DHCP").number("RouteMetric"))
    if try device.flag("RequiredForOnline") == false { optional.insert(name) }
    links[name] = link
  }

  private func nic(_ name: String, _ match: UnitFile.Section) throws -> NICMatch {
    let mac = try match.one("PermanentMACAddress")
    guard let rename = units.renames[name] else { return NICMatch(macAddress: mac, originalName: name) }
    guard mac == rename.macAddress || mac == nil else { throw match.error("not the NIC that gets the name") }
    return rename
  }

  private func route(_ section: UnitFile.Section) throws -> RouteMeaning {
    guard let text = try section.one("Destination"), let destination = IPPrefix(text), destination.masked == destination
    else { throw section.error("no destination") }
    let gateway = try section.one("Gateway").map { text in
      guard let address = IPAddress(text), address.family == destination.family else { throw section.error(text) }
      return address
    }
    let scope = try section.one("Scope")
    guard scope == nil || (scope == "link" && gateway == nil) else { throw section.error("Scope=\(scope ?? "")") }
    let metric = try section.number("Metric")
    let isOnLink = try section.flag("GatewayOnLink") ?? false
    return RouteMeaning(to: destination, via: gateway, metric: metric.flatMap { RouteMetric($0) }, isOnLink: isOnLink)
  }

  private func addAutomatic(to link: inout LinkMeaning, _ network: UnitFile.Section, metric: Int?) throws {
    let dhcp = try network.one("DHCP") ?? "no"
    guard ["yes", "ipv4", "ipv6", "no"].contains(dhcp) else { throw network.error("DHCP=\(dhcp)") }
    let linkLocal = try network.one("LinkLocalAddressing") ?? "ipv6"
    guard ["ipv6", "no"].contains(linkLocal) else { throw network.error("LinkLocalAddressing=\(linkLocal)") }
    link.usesDHCPv4 = dhcp == "yes" || dhcp == "ipv4"
    // Advertisements need link-local IPv6; DHCPv6 runs when they say so (M and O flags), whatever DHCP= says.
    let accepts = try network.flag("IPv6AcceptRA") ?? true
    let listens = accepts && linkLocal == "ipv6" && link.controller == nil
    link.ipv6 = listens ? .asAdvertised : .none
    if dhcp == "yes" || dhcp == "ipv6", !listens { throw network.error("DHCPv6 waits for an advertisement for ever") }
    guard let metric = metric.flatMap({ RouteMetric($0) }) else { return }
    // One number for DHCP and for advertisements.
    link.sharesDHCPMetric = link.usesDHCPv4 && listens
    if link.usesDHCPv4 { link.dhcpMetric = metric }
    if listens { link.advertisedMetric = metric }
  }

  /// Puts together what several files say of one link.
  private mutating func tie() throws {
    for (name, bond) in bonds {
      var whole = bond
      whole.members = members[name] ?? []
      whole.isOrdered = false
      links[name]?.kind = .bond(whole)
    }
    let noBond = members.keys.first { bonds[$0] == nil }
    if let noBond { throw ConsumerError("nothing makes bond \(noBond)") }
    for (name, id) in vlanIDs {
      guard let parent = parents[name] else { throw ConsumerError("VLAN \(name) has no parent") }
      links[name]?.kind = .vlan(VLANMeaning(parent: parent, id: id))
    }
    let noVLAN = parents.keys.first { vlanIDs[$0] == nil }
    if let noVLAN { throw ConsumerError("nothing makes VLAN \(noVLAN)") }
    let unnamed = units.renames.keys.first { links[$0] == nil }
    if let unnamed { throw ConsumerError("\(unnamed) is renamed, and nothing else") }
  }
}

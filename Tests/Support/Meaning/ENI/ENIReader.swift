// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// Reads /etc/network/interfaces by doing on paper what `ifup -a` of ifupdown 0.8.41 does, with ifenslave 2.13's hooks.
public struct ENIReader {
  private let auto: [String]
  private let hotplug: Set<String>
  private let stanzas: [String: [ENIStanza]]
  private let order: [String]
  private let renames: [String: NICMatch]
  private let added: Set<String>
  private var host = ENIHost()
  private var begun: Set<String> = []

  /// Reads the text of the files; what makes the whole file unread is an error.
  public init(_ files: [RenderedFile]) throws {
    renames = try LinkFileReader(files.filter { LinkFileReader.reads($0.path) }).renames
    let others = files.filter { !LinkFileReader.reads($0.path) }
    guard let main = others.first(where: { $0.path == "etc/network/interfaces" }), others.count == 1 else {
      throw MeaningError("eni", "the one file is etc/network/interfaces, not \(others.map(\.path))")
    }
    guard main.mode == 0o644 else { throw MeaningError(main.path, "mode \(main.modeText)") }
    let file = try ENIFile(main.contents, file: main.path)
    let own = file.stanzas.filter { $0.interface != "lo" }
    added = try Self.added(by: own)
    stanzas = Dictionary(grouping: own, by: \.interface)
    order = own.map(\.interface).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    auto = file.auto.filter { $0 != "lo" }
    hotplug = Set(file.hotplug)
    if let nobody = (auto + file.hotplug).first(where: { stanzas[$0] == nil }) {
      throw MeaningError(main.path, "unknown interface \(nobody)")
    }
    if let twice = Dictionary(grouping: auto, by: { $0 }).first(where: { $1.count > 1 }) {
      throw MeaningError(main.path, "auto \(twice.key) twice")
    }
  }

  /// What comes of it.
  public func reading() throws -> Reading {
    var reader = self
    let links = try reader.run()
    return Reading(reader: "ifupdown", links: links, resolver: HostResolver(union: links))
  }

  private mutating func run() throws -> [LinkMeaning] {
    for name in order {
      let isMade = try isCreated(name)
      host.links[name] = ENILink(name: name, exists: !isMade)
      if isMade, hotplug.contains(name) { throw error(name, "allow-hotplug of a device that nobody creates") }
    }
    for name in auto { try bringUp(name) }
    for name in order where hotplug.contains(name) { try bringUp(name) }
    for name in order {
      guard let link = host.links[name], !begun.contains(name), link.meaning.controller == nil else { continue }
      throw error(name, "neither auto nor allow-hotplug: it never comes up")
    }
    return try order.compactMap { try finished($0) }
  }

  private func error(_ name: String, _ text: String) -> MeaningError {
    stanzas[name]?.first?.line.error("\(name): \(text)") ?? MeaningError("etc/network/interfaces", "\(name): \(text)")
  }

  /// Whether the device is made by a stanza, and not there already.
  private func isCreated(_ name: String) throws -> Bool {
    let own = stanzas[name] ?? []
    if own.contains(where: { $0.options["bond-slaves"] != nil || $0.options["bond-mode"] != nil }) { return true }
    return nativeVLAN(name) != nil || added.contains(name)
  }

  /// The devices that `ip link add` lines make, in whosever stanza.
  private static func added(by stanzas: [ENIStanza]) throws -> Set<String> {
    var names: Set<String> = []
    for stanza in stanzas {
      for (line, text) in (stanza.commands["pre-up"] ?? []) + (stanza.commands["up"] ?? []) {
        switch try ENICommand.parse(text, interface: stanza.interface, at: line).command {
        case .addVLAN(let name, _, _), .addBond(let name, _): names.insert(name)
        default: break
        }
      }
    }
    return names
  }

  /// The VLAN that link.defn makes of a name with a dot, where what stands before the dot is a device.
  private func nativeVLAN(_ name: String) -> VLANMeaning? {
    guard let dot = name.firstIndex(of: ".") else { return nil }
    let parent = String(name[..<dot])
    // get_token takes what stands between the first dot and the next; strtol reads the digits that it begins with.
    let token = name[name.index(after: dot)...].prefix { $0 != "." }
    guard stanzas[parent] != nil, parent != name else { return nil }
    return VLANMeaning(parent: parent, id: token.prefix { $0.isNumber }.decimal ?? 0)
  }

  private mutating func bringUp(_ name: String) throws {
    guard begun.insert(name).inserted else { return }
    if let vlan = nativeVLAN(name), host.links[name]?.exists == false {
      try bringUp(vlan.parent)
      guard host.links[vlan.parent]?.exists == true else { throw error(name, "no device \(vlan.parent)") }
      if let twin = host.links.first(where: { $1.exists && $1.meaning.kind == .vlan(vlan) }) {
        throw error(
          name, "RTNETLINK answers: File exists: ifup makes it VLAN \(vlan.id) of \(vlan.parent), which is \(twin.key)")
      }
      host.links[name]?.exists = true
      host.links[name]?.meaning.kind = .vlan(vlan)
    }
    for stanza in stanzas[name] ?? [] {
      if let raw = stanza.options["vlan-raw-device"] {
        // Without the vlan package nothing; with it, right only where native code has made the same already.
        guard case .vlan(let vlan)? = host.links[name]?.meaning.kind, vlan.parent == raw, name == "\(raw).\(vlan.id)"
        else {
          throw stanza.line.error("vlan-raw-device does nothing, or makes another VLAN than \(name)")
        }
      }
      try run("pre-up", of: stanza)
      try enslave(stanza)
      guard host.links[name]?.exists == true else { throw stanza.line.error("Cannot find device \"\(name)\"") }
      try configure(stanza)
      try run("up", of: stanza)
      keepDNS(of: stanza)
    }
  }

  private mutating func run(_ phase: String, of stanza: ENIStanza) throws {
    for (line, text) in stanza.commands[phase] ?? [] {
      let parsed = try ENICommand.parse(text, interface: stanza.interface, at: line)
      if let unless = parsed.unless, try host.isThere(unless.path, at: line) == unless.isThere { continue }
      do {
        try host.run(parsed.command, for: stanza.interface, at: line)
      } catch let error as MeaningError {
        if !parsed.isForgiven { throw error }
      }
    }
  }

  /// ifenslave's hook in if-pre-up.d.
  private mutating func enslave(_ stanza: ENIStanza) throws {
    let name = stanza.interface
    if let master = stanza.options["bond-master"] {
      guard stanzas[master] != nil else { throw stanza.line.error("No iface stanza found for master \(master)") }
      try bringUp(master)
      try host.join(name, to: master, at: stanza.line)
      return
    }
    guard stanza.options["bond-slaves"] != nil || stanza.options["bond-mode"] != nil else { return }
    if case .vlan? = host.links[name]?.meaning.kind { throw stanza.line.error("\(name) has become a VLAN by its name") }
    var bond = host.links[name]?.bond ?? BondMeaning(mode: "balance-rr")
    if let mode = stanza.options["bond-mode"] { bond.mode = BondMode(mode)?.name ?? bond.mode }
    host.links[name]?.exists = true
    host.links[name]?.bond = bond
    let members = (stanza.options["bond-slaves"] ?? "none").words.filter { $0 != "none" }
    for member in members {
      guard stanzas[member] != nil else { throw stanza.line.error("member \(member) has no stanza") }
      try host.join(member, to: name, at: stanza.line)
    }
    for key in ENIOptions.bondOptions where key != "bond-mode" {
      guard let value = stanza.options[key] else { continue }
      let option = String(key.dropFirst("bond-".count)).replacing("-", with: "_")
      // Lists: every ARP target; the first primary that is a member by now.
      let words: [String] = value.words
      let primary: String? = words.first { members.contains($0) }
      host.links[name]?.bond?.options[option] = option == "primary" ? primary : words.joined(separator: ",")
    }
  }

  private mutating func keepDNS(of stanza: ENIStanza) {
    let servers = ["dns-nameservers", "dns-nameserver"].compactMap { stanza.options[$0] }.flatMap(\.words)
    let domains = ["dns-domain", "dns-search"].compactMap { stanza.options[$0] }.flatMap(\.words)
    guard !servers.isEmpty || !domains.isEmpty else { return }
    // One record for each interface and family; a later stanza of the family replaces it.
    host.links[stanza.interface]?.servers[stanza.family] = servers.compactMap { IPAddress($0) }
    host.links[stanza.interface]?.domains[stanza.family] = domains
  }

  private func finished(_ name: String) throws -> LinkMeaning? {
    guard let link = host.links[name] else { return nil }
    guard link.exists else { throw error(name, "nothing creates it") }
    var meaning = link.meaning
    if let bond = link.bond {
      meaning.kind = .bond(
        BondMeaning(mode: bond.mode, options: BondMeaning.accepted(bond.options, in: bond.mode), members: bond.members))
    } else if let rename = renames[name] {
      meaning.nic = rename
    } else {
      meaning.nic = NICMatch(originalName: name)
    }
    if let master = meaning.controller {
      // The kernel gives members their bond's MTU and no IPv6.
      meaning.mtu = host.links[master]?.meaning.mtu
    } else {
      meaning.ipv6 = IPv6Meaning(
        acceptsRA: link.acceptsRA, formsAddresses: link.acceptsRA && link.formsAddresses, asksDHCPv6: link.asksDHCPv6)
    }
    if case .vlan(let vlan) = meaning.kind, let mtu = meaning.mtu, mtu > host.links[vlan.parent]?.meaning.mtu ?? 1500 {
      throw error(name, "RTNETLINK answers: Numerical result out of range (MTU \(mtu) above that of \(vlan.parent))")
    }
    for family in ["inet", "inet6"] {
      meaning.nameServers += (link.servers[family] ?? []).filter { !meaning.nameServers.contains($0) }
      meaning.searchDomains += (link.domains[family] ?? []).filter { !meaning.searchDomains.contains($0) }
    }
    return meaning
  }
}

extension ENIReader {
  /// Does what the method of a stanza does (FACTS 1.2).
  fileprivate mutating func configure(_ stanza: ENIStanza) throws {
    let name = stanza.interface
    let method = stanza.family + " " + stanza.method
    if let mac = stanza.native("hwaddress") {
      host.links[name]?.meaning.macAddress = mac.after("ether ") ?? mac
    }
    try setMTU(of: stanza)
    switch method {
    case "inet manual", "inet6 manual": break
    case "inet static", "inet6 static": try addStatic(stanza)
    case "inet dhcp":
      host.links[name]?.meaning.usesDHCPv4 = true
      host.links[name]?.meaning.dhcpMetric = stanza.native("metric").flatMap(\.decimal).flatMap { RouteMetric($0) }
    case "inet6 auto":
      host.links[name]?.acceptsRA = stanza.native("accept_ra") != "0"
      host.links[name]?.formsAddresses = true
      if stanza.native("dhcp") == "1" { host.links[name]?.asksDHCPv6 = .stateless }
    case "inet6 dhcp":
      host.links[name]?.acceptsRA = stanza.native("accept_ra") != "0"
      if let value = stanza.native("autoconf") { host.links[name]?.formsAddresses = value != "0" }
      host.links[name]?.asksDHCPv6 = .stateful
    default: throw stanza.line.error("\(method) is not expected")
    }
    host.links[name]?.isUp = true
  }

  private mutating func setMTU(of stanza: ENIStanza) throws {
    guard let text = stanza.native("mtu") else { return }
    guard let mtu = text.decimal else { throw stanza.line.error("MTU \(text)") }
    // inet6 only raises it: a lower one is set on IPv6 alone, and gone once the link is up.
    if stanza.family == "inet6", mtu <= host.links[stanza.interface]?.meaning.mtu ?? 1500 { return }
    host.links[stanza.interface]?.meaning.mtu = mtu
  }

  private mutating func addStatic(_ stanza: ENIStanza) throws {
    let name = stanza.interface
    guard let text = stanza.native("address") else { throw stanza.line.error("missing required variable: address") }
    let family: IPFamily = stanza.family == "inet" ? .v4 : .v6
    let full = text.contains("/") ? text : text + "/" + (stanza.native("netmask") ?? (family == .v6 ? "128" : ""))
    guard let address = IPPrefix(full), address.family == family else {
      throw stanza.line.error("\(full) is no address")
    }
    let gateway = stanza.native("gateway")
    if family == .v6 {
      if let accepts = stanza.native("accept_ra") ?? (gateway == nil ? nil : "0") {
        host.links[name]?.acceptsRA = accepts != "0"
      }
      host.links[name]?.formsAddresses = stanza.native("autoconf") == "1"
    }
    try host.add(address, to: name, at: stanza.line)
    guard let gateway else { return }
    guard let hop = IPAddress(gateway), hop.family == family else {
      throw stanza.line.error("\(gateway) is no gateway")
    }
    let metric = stanza.native("metric").flatMap(\.decimal).flatMap { RouteMetric($0) }
    // ifupdown says onlink always; it changes something only where no prefix holds the gateway.
    let isNear = host.links[name]?.reach.isNear(hop) ?? false
    let route = RouteMeaning(to: .everything(family), via: hop, metric: metric, isOnLink: !isNear)
    try host.add(route, to: name, replacing: family == .v6, at: stanza.line)
  }
}

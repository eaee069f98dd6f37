// SPDX-License-Identifier: Apache-2.0

import Foundation
import Meaning
import NetModel
import Renderers

/// A machine on paper that runs what ifupdown prints, and objects where a kernel would.
struct IfupMachine {
  struct Device {
    var meaning: LinkMeaning
    var isUp = false
    var acceptsRA = true
    var formsAddresses = true
    var request = IPv6Meaning.Request.none
    var bond: BondMeaning?
    /// The MTU that it has, set or not.
    var mtu = 1500
    /// DNS by family, as resolvconf's hook keeps it: one record for each.
    var servers: [String: [IPAddress]] = [:]
    var domains: [String: [String]] = [:]

    init(_ name: String) { meaning = LinkMeaning(name: name) }
  }

  /// What the kernel takes for the same route.
  private struct RouteKey: Hashable {
    let destination: IPPrefix
    let metric: UInt32

    /// Without a metric the kernel takes 0 for IPv4 and 1024 for IPv6.
    init(_ destination: IPPrefix, _ metric: RouteMetric?) {
      self.destination = destination
      self.metric = metric?.number ?? (destination.family == .v6 ? 1024 : 0)
    }
  }

  private let consumers: Consumers
  var devices: [String: Device] = [:]
  private var routes: [RouteKey: String] = [:]
  private var configured: [String: Int] = [:]

  /// A machine with NICs under the names that udev has given them.
  init(_ consumers: Consumers, nics: [String]) {
    self.consumers = consumers
    for name in nics { devices[name] = Device(name) }
  }

  /// What comes of a file on a machine with these NICs.
  static func reading(
    _ consumers: Consumers, files: [RenderedFile], nics: [String]
  ) throws -> Reading {
    guard let file = files.first(where: { $0.path == "etc/network/interfaces" }) else {
      throw ConsumerError("no etc/network/interfaces")
    }
    let ifupdown = try Ifupdown(consumers, interfaces: file.contents)
    var machine = IfupMachine(consumers, nics: nics)
    try machine.run(ifupdown)
    let renames = try LinkFileReader(files.filter { $0.path.hasSuffix(".link") }).renames
    let links = try machine.links(renames)
    return Reading(reader: "ifupdown", links: links, resolver: HostResolver(union: links))
  }

  /// Runs a transcript.
  mutating func run(_ ifupdown: Ifupdown) throws {
    var stanza: Ifupdown.Stanza?
    var isRepeated = false
    for line in ifupdown.transcript {
      if let words = line.after("ifup: configuring interface ")?.words, words.count == 2 {
        // NAME=NAME (FAMILY)
        let name = String(words[0].prefix { $0 != "=" })
        let own = ifupdown.stanzas.filter { $0.interface == name }
        let index = configured[name, default: 0]
        configured[name] = index + 1
        // With --no-act the state is not kept, and a VLAN's parent is brought up again before it.
        isRepeated = name != "lo" && index >= own.count
        stanza = own.indices.contains(index) ? own[index] : nil
        if let stanza, "(\(stanza.family))" != words[1] { throw ConsumerError("not the stanza we think: \(line)") }
        continue
      }
      if isRepeated, !line.hasPrefix("if test ") { continue }
      try execute(line, stanza)
    }
  }

  private mutating func execute(_ text: String, _ stanza: Ifupdown.Stanza?) throws {
    let line = try ShellLine(text)
    if let condition = line.condition, exists(condition.path) != condition.isThere { return }
    do {
      try execute(line.command, stanza)
    } catch let error as ConsumerError {
      if !line.isForgiven { throw ConsumerError("\(error) after: \(text)") }
    }
  }

  private func exists(_ path: String) -> Bool {
    let steps = path.split(separator: "/").map(String.init)
    let name = path.hasPrefix("/sys/class/net/") ? steps.dropFirst(3).first : steps.dropFirst(5).first
    return name.map { devices[$0] != nil } ?? false
  }

  private mutating func execute(_ command: NetCommand, _ stanza: Ifupdown.Stanza?) throws {
    switch command {
    case .nothing: break
    case .hooks(let phase): if let stanza { try runHooks(phase, stanza) }
    case .set(let name, let isUp, let mtu, let mac): try set(name, isUp: isUp, mtu: mtu, mac: mac)
    case .addAddress(let address, let name):
      let link = try device(name)
      guard link.isUp || address.family == .v4 else { throw ConsumerError("an address before the link is up") }
      guard !link.meaning.addresses.contains(address) else { throw ConsumerError("RTNETLINK answers: File exists") }
      devices[name]?.meaning.add(address)
    case .addRoute(let route): try add(route)
    case .sysctl(let name, let key, let value): try setIPv6(key, of: name, to: value)
    case .dhcp4(let name, let metric):
      _ = try device(name)
      devices[name]?.isUp = true  // dhclient-script does it before it asks.
      devices[name]?.meaning.usesDHCPv4 = true
      devices[name]?.meaning.dhcpMetric = metric
    case .dhcp6(let name, let isStateless):
      guard try device(name).isUp else { throw ConsumerError("no link-local address for dhclient -6") }
      devices[name]?.request = isStateless ? .stateless : .stateful
    case .addVLAN(let name, let parent, let id):
      guard devices[name] == nil else { throw ConsumerError("RTNETLINK answers: File exists") }
      var made = Device(name)
      made.mtu = try device(parent).mtu
      made.meaning.kind = .vlan(VLANMeaning(parent: parent, id: id))
      devices[name] = made
    case .addBond(let name, let options): try addBond(name, options: options)
    case .write(let value, let path): try write(value, path: path)
    }
  }

  /// A device that must be there.
  func device(_ name: String) throws -> Device {
    guard let device = devices[name] ?? (name == "lo" ? Device("lo") : nil) else {
      throw ConsumerError("Cannot find device \"\(name)\"")
    }
    return device
  }

  private mutating func set(_ name: String, isUp: Bool, mtu: Int?, mac: String?) throws {
    let old = try device(name)
    if let mtu {
      if case .vlan(let vlan) = old.meaning.kind, mtu > devices[vlan.parent]?.mtu ?? 0 {
        throw ConsumerError("RTNETLINK answers: Numerical result out of range")
      }
      devices[name]?.mtu = mtu
      devices[name]?.meaning.mtu = mtu
    }
    if let mac { devices[name]?.meaning.macAddress = mac }
    if isUp { devices[name]?.isUp = true }
  }

  private mutating func add(_ route: RouteCommand) throws {
    guard let name = route.device else { throw ConsumerError("a route without dev") }
    let link = try device(name)
    guard link.isUp else { throw ConsumerError("RTNETLINK answers: Network is down") }
    let key = RouteKey(route.destination, route.metric)
    if let other = routes[key] {
      guard route.isReplacing else { throw ConsumerError("RTNETLINK answers: File exists") }
      let kept = devices[other]?.meaning.routes.filter { RouteKey($0.destination, $0.metric) != key }
      devices[other]?.meaning.routes = kept ?? []
    }
    routes[key] = name
    let isNear = route.gateway.map { gateway in
      gateway.family == .v6 && gateway.isLinkLocal || link.meaning.addresses.contains { $0.contains(gateway) }
    }
    // A gateway behind an on-link route is reached as one marked so.
    let isBehind = route.gateway.map { gateway in
      link.meaning.routes.contains { $0.gateway == nil && $0.destination.contains(gateway) }
    }
    guard route.isOnLink || isNear != false || isBehind == true else {
      throw ConsumerError("Nexthop has invalid gateway")
    }
    devices[name]?.meaning.routes.insert(
      RouteMeaning(to: route.destination, via: route.gateway, metric: route.metric, isOnLink: isNear == false))
  }

  /// Sets net.ipv6.conf.NAME.KEY.
  mutating func setIPv6(_ key: String, of name: String, to value: String) throws {
    _ = try device(name)
    switch key {
    case "accept_ra": devices[name]?.acceptsRA = value != "0"
    case "autoconf": devices[name]?.formsAddresses = value != "0"
    case "ra_defrtr_metric":
      guard let metric = Int(value).flatMap({ RouteMetric($0) }) else { throw ConsumerError("Invalid argument") }
      devices[name]?.meaning.advertisedMetric = metric
    default: throw ConsumerError("net.ipv6.conf.\(name).\(key) is not expected")
    }
  }

  private mutating func runHooks(_ phase: String, _ stanza: Ifupdown.Stanza) throws {
    let name = stanza.interface
    if phase == "pre-up.d", stanza.options.keys.contains(where: { $0.hasPrefix("bond-") || $0.hasPrefix("bond_") }) {
      for write in try IfenslaveHook.writes(
        consumers, interface: name, options: stanza.options, isThere: devices[name]?.bond != nil)
      {
        if devices[write.bond] == nil { try addBond(write.bond, options: [:]) }
        // The hook goes on where the kernel refuses a value.
        do { try setBonding(write.option, of: write.bond, to: write.value) } catch is ConsumerError {}
      }
    }
    guard phase == "up.d" else { return }
    let servers = stanza.options["dns-nameservers"]?.words.compactMap { IPAddress($0) } ?? []
    let domains = stanza.options["dns-search"]?.words ?? []
    guard !servers.isEmpty || !domains.isEmpty else { return }
    devices[name]?.servers[stanza.family] = servers
    devices[name]?.domains[stanza.family] = domains
  }

  /// What all devices have come to mean.
  private func links(_ renames: [String: NICMatch]) throws -> [LinkMeaning] {
    try devices.values.map { device in
      var meaning = device.meaning
      guard configured[meaning.name] != nil || meaning.controller != nil else {
        throw ConsumerError("\(meaning.name): nothing brings it up")
      }
      if let bond = device.bond {
        meaning.kind = .bond(bond)
      } else {
        meaning.nic = renames[meaning.name] ?? NICMatch(originalName: meaning.name)
      }
      if let bond = meaning.controller {
        // The kernel gives a member its bond's MTU, and no IPv6.
        meaning.mtu = devices[bond]?.meaning.mtu
      } else {
        meaning.ipv6 = IPv6Meaning(
          acceptsRA: device.acceptsRA, formsAddresses: device.acceptsRA && device.formsAddresses,
          asksDHCPv6: device.request)
      }
      for family in ["inet", "inet6"] {
        meaning.nameServers += device.servers[family] ?? []
        meaning.searchDomains += device.domains[family] ?? []
      }
      return meaning
    }
  }
}

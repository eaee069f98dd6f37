// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// One .network file (systemd.network(5)), as far as it can be understood by itself.
struct NetworkdNetwork {
  /// The name that the interface must have; nil where the file looks at the MAC address alone.
  let name: String?
  /// The permanent MAC address that the interface must have.
  let permanentMAC: String?
  /// All but the kind, the name and the NIC.
  private(set) var link = LinkMeaning(name: "")
  /// Whether the interface is its bond's primary.
  let isPrimary: Bool
  /// The VLANs that are made of the interface.
  let vlans: [String]
  /// Whether the interface has IPv6 in any way.
  private(set) var hasIPv6 = false
  /// Whether the wait for the network does without the interface.
  let isOptional: Bool
  private let unit: UnitFile

  init(_ file: RenderedFile, version: Int) throws {
    unit = try UnitFile(file, known: NetworkdKeys.network, version: version)
    let match = try unit.one("Match")
    name = try match.one("Name")
    permanentMAC = try match.one("PermanentMACAddress")
    let (network, device) = (try unit.one("Network"), try unit.one("Link"))
    isPrimary = try network.flag("PrimarySlave") ?? false
    vlans = network.all("VLAN")
    isOptional = try Self.isOptional(device)
    try checkMatch(match)
    link.mtu = try device.mtu()
    link.macAddress = try device.macAddress()
    link.isConnected = try Self.isConnected(unit.one("IPoIB"))
    link.controller = try network.one("Bond")
    for address in try addresses(network) { link.add(address) }
    try addDNS(network)
    try addRoutes(network)
    try checkSwitches(network)
    hasIPv6 = try NetworkdAutomatic(unit, addingTo: &link).hasIPv6
    if isPrimary, link.controller == nil { throw network.error("PrimarySlave= without Bond=") }
  }

  /// An error of this file.
  func error(_ text: String) -> MeaningError { MeaningError(unit.path, text) }

  private func checkMatch(_ match: UnitFile.Section) throws {
    guard match.all("MACAddress").isEmpty else {
      throw match.error("MACAddress matches bonds and VLANs with the same address too")
    }
    guard name != nil || permanentMAC != nil else { throw match.error("no valid settings: the file is ignored") }
    if let name, InterfaceName(name) == nil { throw match.error("\(name) is no one name") }
    if let mac = permanentMAC, MACAddress(mac)?.description != mac || MACAddress(mac)?.isInfiniBand == true {
      throw match.error("\(mac) is no permanent address as the kernel writes it")
    }
  }

  private func addresses(_ network: UnitFile.Section) throws -> [IPPrefix] {
    let texts =
      try network.all("Address")
      + unit.all("Address").map { section in
        let detection = try section.one("DuplicateAddressDetection") ?? "none"
        guard ["ipv4", "ipv6", "both", "none"].contains(detection) || UnitFile.Section.flag(detection) != nil else {
          throw section.error("DuplicateAddressDetection=\(detection) is ignored")
        }
        guard let text = try section.one("Address") else { throw section.error("no Address=: the section is ignored") }
        return text
      }
    if link.controller != nil, !texts.isEmpty { throw network.error("addresses beside Bond= are ignored") }
    return try texts.map { text in
      // Without a length networkd guesses one; an address of zeros stands for one of a pool.
      guard let prefix = IPPrefix(text), !prefix.address.isUnspecified else {
        throw network.error("Address=\(text) is invalid, ignoring")
      }
      guard texts.count(where: { $0 == text }) == 1 else { throw network.error("Address=\(text) is given twice") }
      return prefix
    }
  }

  private mutating func addDNS(_ network: UnitFile.Section) throws {
    link.nameServers = try network.all("DNS").flatMap(\.words).map { text in
      guard let address = IPAddress(text) else { throw network.error("DNS=\(text) is invalid, ignoring") }
      return address
    }
    link.searchDomains = try network.all("Domains").flatMap(\.words).map { domain in
      guard !domain.hasPrefix("~") else { throw network.error("\(domain) routes and does not search") }
      guard DomainName(domain) != nil else { throw network.error("\(domain) is no domain name, ignoring") }
      return domain
    }
  }

  private mutating func addRoutes(_ network: UnitFile.Section) throws {
    let reader = NetworkdRoute(addresses: link.addresses)
    var routes = try network.all("Gateway").map { try reader.meaning(ofGateway: $0, network) }
    routes += try unit.all("Route").map(reader.meaning)
    if link.controller != nil, !routes.isEmpty { throw network.error("routes beside Bond= are ignored") }
    for route in routes {
      guard link.routes.insert(route).inserted else { throw network.error("\(route) is given twice") }
    }
  }

  private static func isConnected(_ section: UnitFile.Section) throws -> Bool {
    guard let mode = try section.one("Mode") else { return false }
    guard ["connected", "datagram"].contains(mode) else { throw section.error("Mode=\(mode) is ignored") }
    return mode == "connected"
  }

  private func checkSwitches(_ network: UnitFile.Section) throws {
    if try network.flag("ActiveSlave") == true { throw network.error("nobody asks for an active member") }
    for key in ["ConfigureWithoutCarrier", "IgnoreCarrierLoss"] { _ = try network.flag(key) }
    _ = try network.number("IPv6DuplicateAddressDetection")
    let keep = try network.one("KeepConfiguration") ?? "no"
    guard ["static", "dhcp", "dhcp-on-stop"].contains(keep) || UnitFile.Section.flag(keep) != nil else {
      throw network.error("KeepConfiguration=\(keep) is ignored")
    }
  }

  /// RequiredForOnline= is a boolean, or a least operational state, or a least and a greatest.
  private static func isOptional(_ device: UnitFile.Section) throws -> Bool {
    let policy = try device.one("ActivationPolicy") ?? "up"
    guard ["up", "always-up"].contains(policy) else { throw device.error("ActivationPolicy=\(policy)") }
    let family = try device.one("RequiredFamilyForOnline") ?? "any"
    guard ["ipv4", "ipv6", "both", "any"].contains(family) else {
      throw device.error("RequiredFamilyForOnline=\(family) is ignored")
    }
    let text = try device.one("RequiredForOnline") ?? "yes"
    if let flag = UnitFile.Section.flag(text) { return !flag }
    let states = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard states.count < 3, states.allSatisfy(operationalStates.contains) else {
      throw device.error("RequiredForOnline=\(text) is ignored")
    }
    return false
  }

  /// The states of networkctl(1).
  private static let operationalStates: Set<String> = [
    "missing", "off", "no-carrier", "dormant", "degraded-carrier", "carrier", "degraded", "enslaved", "routable",
  ]
}

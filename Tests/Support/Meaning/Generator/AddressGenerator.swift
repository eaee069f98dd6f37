// SPDX-License-Identifier: Apache-2.0

import NetModel
import Randomness

/// Gives links addresses, DHCP, routes and DNS; no address and no pair of destination and explicit metric twice.
struct AddressGenerator {
  var random: SeededRandom
  private var subnet = 0
  private var taken: Set<String> = []

  init(random: SeededRandom) { self.random = random }

  mutating func configure(_ link: inout Link) {
    if random.chance(15) { return }
    if random.chance(65) { addAddresses(.v4, to: &link) }
    if random.chance(50) { addAddresses(.v6, to: &link) }
    if link.addresses(.v4).isEmpty ? random.chance(60) : random.chance(4) { link.usesDHCPv4 = true }
    if random.chance(45) { link.ipv6Mode = random.pick(IPv6Mode.allCases) ?? .slaac }
    for family in IPFamily.allCases where link.isConfigured(family) { addRoutes(family, to: &link) }
    if link.isConfigured { addDNS(to: &link) }
  }

  private mutating func addAddresses(_ family: IPFamily, to link: inout Link) {
    for _ in 0..<(random.chance(75) ? 1 : random.number(2...4)) {
      subnet += 1
      let host = UInt128(random.number(2...200))
      let prefix: IPPrefix?
      if family == .v4 {
        let length = random.pick([24, 24, 24, 16, 28, 31, 32]) ?? 24
        prefix = IPPrefix(.v4(10 << 24 | UInt32(subnet) << 16 | UInt32(host)), length: length)
      } else {
        let length = random.pick([64, 64, 64, 56, 127, 128]) ?? 64
        prefix = IPPrefix(.v6(0x2001_0db8 << 96 | UInt128(subnet) << 80 | host), length: length)
      }
      if let prefix { link.addresses.append(prefix) }
    }
  }

  private mutating func addRoutes(_ family: IPFamily, to link: inout Link) {
    // What DHCP or router advertisements alone configure seldom has static routes.
    let isStatic = !link.addresses(family).isEmpty
    guard isStatic || family == .v4 || random.chance(20) else { return }
    if random.chance(isStatic ? 55 : 8) { addRoute(to: .everything(family), &link) }
    if random.chance(6) { addRoute(to: .everything(family), &link) }
    for _ in 0..<(random.chance(45) ? random.number(1...4) : 0) { addRoute(to: destination(family), &link) }
  }

  private mutating func destination(_ family: IPFamily) -> IPPrefix {
    let number = random.number(1...60)
    let prefix =
      family == .v4
      ? IPPrefix(.v4(0xac10_0000 | UInt32(number) << 8), length: random.pick([24, 24, 25, 28, 32]) ?? 24)
      : IPPrefix(.v6(0x2001_0db8_ff00 << 80 | UInt128(number) << 64), length: random.pick([64, 64, 80, 128]) ?? 64)
    return prefix ?? .everything(family)
  }

  private mutating func addRoute(to destination: IPPrefix, _ link: inout Link) {
    let family = destination.family
    let gateway = random.chance(destination.isEverything ? 3 : 12) ? nil : gateway(family, of: link)
    var metric: RouteMetric?
    if random.chance(20) {
      metric = RouteMetric(random.chance(4) ? random.number(2_147_483_648...4_294_967_294) : random.number(1...5000))
    }
    if let given = metric, !taken.insert("\(destination) \(given)").inserted { metric = nil }
    guard let route = Route(to: destination, via: gateway, metric: metric),
      !link.routes.contains(where: { $0.destination == route.destination && $0.gateway == route.gateway })
    else { return }
    link.routes.append(route)
    // Now and then a document spells out how to reach the gateway.
    if let gateway, random.chance(4), let helper = Route(to: .host(gateway), via: nil),
      !link.routes.contains(where: { $0.destination == helper.destination })
    {
      link.routes.append(helper)
    }
  }

  private mutating func gateway(_ family: IPFamily, of link: Link) -> IPAddress? {
    if family == .v6, random.chance(25) { return .v6(0xfe80 << 112 | UInt128(random.number(1...9))) }
    if random.chance(75), let prefix = random.pick(link.addresses(family)) {
      let near = IPAddress(family: family, value: prefix.masked.address.value + 1)
      if near != prefix.address, prefix.contains(near) { return near }
    }
    return family == .v4
      ? .v4(0xc000_0200 | UInt32(random.number(1...250)))
      : .v6(0x2001_0db8_eeee << 80 | UInt128(random.number(1...250)))
  }

  private mutating func addDNS(to link: inout Link) {
    if random.chance(45) {
      let servers = (0..<random.number(1...4)).map { _ in random.number(1...20) }
      let isMixed = random.chance(20)
      let hasV4 = link.isConfigured(.v4) || isMixed
      let hasV6 = link.isConfigured(.v6) || isMixed
      var all: [IPAddress] = []
      for number in servers {
        let isV6 = hasV6 && (!hasV4 || random.chance(40))
        let server: IPAddress = isV6 ? .v6(0x2001_0db8_0053 << 80 | UInt128(number)) : .v4(0xc633_6400 | UInt32(number))
        if !all.contains(server) { all.append(server) }
      }
      link.nameServers = all
    }
    if random.chance(25) {
      let texts = ["example.com", "example.org", "a.b.c.example.net", "xn--bcher-kva.example", "local_zone.internal"]
      link.searchDomains = texts.shuffled(using: &random).prefix(random.number(1...3)).compactMap { DomainName($0) }
    }
  }
}

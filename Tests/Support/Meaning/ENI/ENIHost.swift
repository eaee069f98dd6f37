// SPDX-License-Identifier: Apache-2.0

import NetModel

/// What ifupdown has made of one interface so far.
struct ENILink {
  var meaning: LinkMeaning
  /// Whether the device is there.
  var exists: Bool
  var isUp = false
  /// The kernel's sysctls; both are on unless something turns them off.
  var acceptsRA = true
  var formsAddresses = true
  var asksDHCPv6 = IPv6Meaning.Request.none
  var reach = Reachability()
  /// What resolvconf keeps, by family.
  var servers: [String: [IPAddress]] = [:]
  var domains: [String: [String]] = [:]

  init(name: String, exists: Bool) {
    meaning = LinkMeaning(name: name)
    self.exists = exists
  }

  /// The bond that the device is; nil where it is none.
  var bond: BondMeaning? {
    get { if case .bond(let bond) = meaning.kind { bond } else { nil } }
    set { if let newValue { meaning.kind = .bond(newValue) } }
  }
}

/// The host while `ifup -a` runs: devices, and the routes that all of them share.
struct ENIHost {
  /// A place of the kernel's routing table, which one route can have.
  struct Slot: Hashable {
    let destination: IPPrefix
    let metric: UInt32
  }

  var links: [String: ENILink] = [:]
  private var table: [Slot: String] = [:]
  private var entries: [Slot: RouteMeaning] = [:]

  /// Adds a route as `ip route add` (EEXIST is an error) or `ip route replace` (whoever had it loses it).
  mutating func add(_ route: RouteMeaning, to link: String, replacing: Bool, at line: TextLine) throws {
    let slot = Slot(
      destination: route.destination, metric: route.metric?.number ?? (route.destination.family == .v4 ? 0 : 1024))
    if let owner = table[slot], let old = entries[slot] {
      guard replacing else { throw line.error("RTNETLINK answers: File exists (\(route), on \(owner) already)") }
      links[owner]?.meaning.routes.remove(old)
    }
    table[slot] = link
    entries[slot] = route
    links[link]?.meaning.add(route)
    if route.gateway == nil { links[link]?.reach.links.append(route.destination) }
  }

  /// Adds the address of a stanza or of an `ip addr add` line.
  mutating func add(_ address: IPPrefix, to link: String, at line: TextLine) throws {
    if links[link]?.meaning.addresses.contains(where: { $0.address == address.address }) ?? false {
      throw line.error("RTNETLINK answers: File exists (\(address))")
    }
    links[link]?.meaning.add(address)
    links[link]?.reach.prefixes.append(address)
  }
}

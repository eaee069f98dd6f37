// SPDX-License-Identifier: Apache-2.0

import NetModel
import Randomness

/// Makes plans at random as the reader of a document would: names taken once, references right, rules applied.
///
/// The same seed gives the same plan.
public struct PlanGenerator {
  var random: SeededRandom
  private var links: [Link] = []
  private var names: Set<String> = []

  /// A generator of one plan.
  public init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// The plan of a seed; one in twelve is the DHCP fallback.
  public static func plan(seed: UInt64) -> NetworkPlan {
    var generator = PlanGenerator(seed: seed)
    return generator.random.chance(8) ? generator.fallback() : generator.plan()
  }

  private mutating func fallback() -> NetworkPlan {
    let nics = (0..<random.number(1...4)).map { NIC(name: name("eth\($0)"), macAddress: mac(number: $0)) }
    return .fallback(nics: nics)
  }

  private mutating func plan() -> NetworkPlan {
    addNICs()
    addBonds()
    addVLANs()
    var addressing = AddressGenerator(random: random)
    var preference = RoutePreference()
    for index in links.indices where links[index].bond == nil {
      addressing.configure(&links[index])
    }
    random = addressing.random
    for (index, link) in links.enumerated() {
      for (place, route) in link.routes.enumerated() {
        preference.claim(route.destination, link: index, by: .route(place))
      }
      if link.usesDHCPv4 { preference.claim(.everything(.v4), link: index, by: .dhcp) }
      if link.ipv6Mode != .none { preference.claim(.everything(.v6), link: index, by: .advertisement) }
    }
    return NetworkPlan.settled(
      links: links, preference: preference, isComplete: random.chance(90), source: .networkData
    ).plan
  }
}

extension PlanGenerator {
  /// A name that is valid and free, or one made free by a number.
  private mutating func name(_ text: String) -> InterfaceName {
    var candidate = text
    var number = 0
    while true {
      if !names.contains(candidate), let name = InterfaceName(candidate) {
        names.insert(candidate)
        return name
      }
      number += 1
      candidate = "nic\(names.count)x\(number)"
    }
  }

  private mutating func mac(number: Int) -> MACAddress? {
    let tail = (0..<4).map { _ in UInt8(random.number(0...255)) }
    return MACAddress(bytes: [0xfa] + tail + [UInt8(number)])
  }

  private mutating func mtu() -> MTU? {
    random.chance(45)
      ? MTU(random.pick([1280, 1400, 1450, 1500, 8942, 9000, random.number(1280...9216)]) ?? 1500) : nil
  }

  private mutating func append(_ name: InterfaceName, _ kind: Link.Kind) {
    links.append(Link(name: name, kind: kind, path: DocumentPath.root["links"][links.count]))
  }

  private mutating func addNICs() {
    let stem = random.pick(["eth", "ens", "enp0s", "enp129s0f"]) ?? "eth"
    for number in 0..<random.number(1...5) {
      if random.chance(6) {
        let bytes = (0..<20).map { _ in UInt8(random.number(0...255)) }
        let own = name("ib\(number)")
        append(own, .physical(NIC(name: own, macAddress: MACAddress(bytes: bytes))))
        continue
      }
      var nic = NIC(name: name("\(stem)\(number)"), macAddress: mac(number: number))
      var linkName = nic.name
      if random.chance(20) {
        linkName = name(random.pick(["lan\(number)", "public", "tenant-net-0\(number)", "mgmt_\(number)"]) ?? "lan")
      } else if random.chance(5) {
        nic.macAddress = nil
      }
      append(linkName, .physical(nic))
      if let mtu = mtu() { links[links.count - 1].mtu = mtu }
    }
  }

  private mutating func addBonds() {
    for number in 0..<(random.chance(45) ? random.number(1...2) : 0) {
      let free = links.indices.filter { links[$0].bond == nil && links[$0].nic.map { !$0.isInfiniBand } ?? false }
      guard !free.isEmpty else { return }
      let chosen = free.shuffled(using: &random).prefix(random.number(1...3))
      let bondName = name(random.pick(["bond\(number)", "bond\(number)", "bond-internal", "agg\(number)"]) ?? "bond0")
      let members = chosen.map { links[$0].name }
      for index in chosen { links[index].bond = bondName }
      append(bondName, .bond(BondGenerator.bond(of: members, &random)))
      if let mtu = mtu() { links[links.count - 1].mtu = mtu }
      if random.chance(60) { links[links.count - 1].macAddress = mac(number: 100 + number) }
    }
  }

  private mutating func addVLANs() {
    var used: Set<VLAN> = []
    for number in 0..<(random.chance(60) ? random.number(1...5) : 0) {
      let parents = links.filter {
        $0.bond == nil && !($0.nic?.isInfiniBand ?? false) && ($0.asVLAN == nil || random.chance(20))
      }
      guard let parent = random.pick(parents), let id = VLANID(random.number(1...4094)) else { return }
      let vlan = VLAN(parent: parent.name, id: id)
      guard used.insert(vlan).inserted else { continue }
      append(vlanName(of: vlan), .vlan(vlan))
      if let mtu = mtu() { links[links.count - 1].mtu = mtu }
      if random.chance(60) { links[links.count - 1].macAddress = mac(number: 200 + number) }
    }
  }

  private mutating func vlanName(of vlan: VLAN) -> InterfaceName {
    if random.chance(25) {
      return name(
        random.pick(["storage", "internal-net0", "vlan-data", "data.5", "vl1234567.1234", "app", "Vlan\(vlan.id)"])
          ?? "v")
    }
    let plain = "\(vlan.parent).\(vlan.id)"
    if InterfaceName(plain) != nil { return name(plain) }
    return names.contains("vlan\(vlan.id)") ? name("vlan\(vlan.id)-2") : name("vlan\(vlan.id)")
  }
}

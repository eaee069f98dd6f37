// SPDX-License-Identifier: Apache-2.0

import NetModel
import Randomness

/// Makes up documents as producers write them, and the NICs of the host that they are for.
///
/// Documents are right: names, tags, addresses and MACs do not clash, so that order does not matter to what they mean;
/// where asked, names do clash, and some links have no MAC address.
struct DocumentGenerator {
  /// A document and a host.
  struct Sample {
    var document: JSON
    var nics: [NIC]
  }

  private var random: SeededRandom
  private var serial = 0
  private let hasTopLevelServices: Bool
  private let namesClash: Bool

  init(seed: UInt64, hasTopLevelServices: Bool = true, namesClash: Bool = false) {
    random = SeededRandom(seed: seed)
    self.hasTopLevelServices = hasTopLevelServices
    self.namesClash = namesClash
  }

  /// A document with one to six NICs, bonds, VLANs, and networks of all types.
  mutating func sample() -> Sample {
    serial = 0
    let count = Int.random(in: 1...6, using: &random)
    let ports = (1...count).map { $0 }.shuffled(using: &random)
    var links = ports.map { physical($0) }
    var carriers: [String] = []
    var free = ports
    while free.count >= 2, chance(of: 3) {
      let members = Array(free.prefix(2))
      free.removeFirst(2)
      let bond = bond(of: members)
      carriers.append(bond["id"]?.string ?? "")
      links.append(bond)
    }
    carriers += free.map { "port-\($0)" }
    for tag in 0..<Int.random(in: 0...4, using: &random) {
      let vlan = vlan(on: pick(carriers), tag: 10 + tag)
      carriers.append(vlan["id"]?.string ?? "")
      links.append(vlan)
    }
    let networks = carriers.flatMap { carrier in
      (0..<Int.random(in: 0...3, using: &random)).map { _ in network(on: carrier) }
    }
    var document: JSON = [
      "links": .list(links.shuffled(using: &random)), "networks": .list(networks.shuffled(using: &random)),
    ]
    if hasTopLevelServices, chance(of: 2) { document["services"] = .list((1...2).map { service("203.0.113.\($0)") }) }
    if namesClash { document["links"]?.elements = links.shuffled(using: &random).map { clashing($0) } }
    let present = ports.filter { _ in !chance(of: 12) }
    return Sample(document: document, nics: nics(present.sorted()))
  }

  private mutating func physical(_ port: Int) -> JSON {
    var link: JSON = [
      "id": .string("port-\(port)"), "type": pick(["phy", "vif", "ovs", "bridge", "hw_veb", .null, "cascading"]),
      "ethernet_mac_address": .string(pick(["52:54:00:00:00:0\(port)", "52-54-00-00-00-0\(port)"])),
    ]
    if chance(of: 4) { link["name"] = .string("lan\(port)") }
    if chance(of: 2) { link["vif_id"] = .string("vif \(port)") }
    if chance(of: 2) { link["mtu"] = mtu() }
    return link
  }

  private mutating func bond(of members: [Int]) -> JSON {
    serial += 1
    let id = pick(["bond\(serial + 2)", "team/\(serial)", "f5c1d2\(serial)-b62b-4285"])
    var bond: JSON = [
      "id": .string(id), "type": "bond", "bond_links": .list(members.map { .string("port-\($0)") }),
      "bond_mode": pick(["802.3ad", "active-backup", "4", 1, "balance-xor"]), "bond_miimon": pick([100, "100"]),
    ]
    if chance(of: 2) { bond["ethernet_mac_address"] = .string("fa:16:3e:00:01:0\(serial)") }
    if chance(of: 2) { bond["bond_xmit_hash_policy"] = pick(["layer2+3", "", 1]) }
    if chance(of: 2) { bond["mtu"] = mtu() }
    return bond
  }

  private mutating func vlan(on parent: String, tag: Int) -> JSON {
    var vlan: JSON = [
      "id": .string("\(parent)_vlan_\(tag)"), "type": "vlan", "vlan_link": .string(parent),
      "vlan_id": pick([.number(tag), .string("\(tag)")]),
    ]
    if chance(of: 2) { vlan["vlan_mac_address"] = .string("fa:16:3e:00:02:\(tag)") }
    if chance(of: 2) { vlan["mtu"] = mtu() }
    return vlan
  }

  private mutating func network(on link: String) -> JSON {
    serial += 1
    let type = pick([
      "ipv4", "ipv4", "ipv4", "ipv6", "ipv6", "ipv4_dhcp", "ipv6_slaac", "ipv6_dhcpv6-stateful",
      "ipv6_dhcpv6-stateless", "ipv6_dhcp",
    ])
    var network: JSON = [
      "id": .string(pick(["network\(serial)", "private"])), "type": .string(type), "link": .string(link),
    ]
    switch type {
    case "ipv4":
      let address = "10.0.\(serial).5"
      if chance(of: 3) {
        network["ip_address"] = .string(address + "/24")
      } else {
        network["ip_address"] = .string(address)
        network["netmask"] = pick(["255.255.255.0", "24", 24])
      }
    case "ipv6", "ipv6_slaac":
      network["ip_address"] = .string("2001:db8:0:\(serial)::5")
      network["netmask"] = pick(["ffff:ffff:ffff:ffff::", "64"])
    default: break
    }
    if !type.hasSuffix("dhcp"), chance(of: 2) || type.count == 4 {
      network["routes"] = .list(routes(isFour: type.hasPrefix("ipv4")))
    }
    if chance(of: 2) { network["services"] = [service(pick(["192.0.2.\(serial)", "2001:db8::\(serial)"]))] }
    return network
  }

  private mutating func routes(isFour: Bool) -> [JSON] {
    var routes: [JSON] = []
    if chance(of: 2) {
      let destination =
        isFour
        ? pick([["0.0.0.0", "0.0.0.0"], ["0.0.0.0", "0"]]) : pick([["::", "::"], ["::0", "::0"], ["::/0", "::/0"]])
      let gateway = isFour ? "10.0.\(serial).1" : pick(["2001:db8:0:\(serial)::1", "fe80::\(serial)"])
      routes.append([
        "network": .string(destination[0]), "netmask": .string(destination[1]), "gateway": .string(gateway),
      ])
    }
    if chance(of: 3) {
      let destination = isFour ? "10.\(serial).0.0" : "2001:db8:\(serial)::"
      let gateway = isFour ? "10.0.\(serial).2" : "2001:db8:0:\(serial)::2"
      let netmask = isFour ? "255.255.0.0" : "ffff:ffff:ffff::"
      routes.append(["network": .string(destination), "netmask": .string(netmask), "gateway": .string(gateway)])
    }
    return routes
  }

  /// The link with a name that others may have too; NICs of the host are ens1, ens2, ….
  private mutating func clashing(_ link: JSON) -> JSON {
    var link = link
    if chance(of: 3), link["bond_links"] == nil { link["ethernet_mac_address"] = nil }
    link["name"] = pick([nil, "eth0", "eth1", "ens1", "ens2", "bond0", "bond1", "eth0.10", "vlan10"])
    return link
  }

  private func service(_ address: String) -> JSON { ["type": "dns", "address": .string(address)] }

  private mutating func mtu() -> JSON { pick([.null, 0, "", 1400, 1500, "1500", 9000, "9000"]) }

  private mutating func chance(of count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: values.indices, using: &random)]
  }
}

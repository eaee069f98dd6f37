// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Randomness
import Testing

/// A way to break one network.
enum Fault: String, CaseIterable {
  case maskWithHoles, maskOfJunk, addressOfJunk, addressOfWrongType, unknownType, noType, danglingLink, linkOfWrongType
  case routesOfWrongType, routeOfJunk, gatewayOfOtherFamily, dnsOfJunk, notAnObject, unknownKey

  func broken(_ network: JSON) -> JSON {
    var network = network
    switch self {
    case .maskWithHoles: network["netmask"] = "255.0.255.0"
    case .maskOfJunk: network["netmask"] = "wide"
    case .addressOfJunk: network["ip_address"] = "10.0.0.300"
    case .addressOfWrongType: network["ip_address"] = ["a", 1]
    case .unknownType: network["type"] = "ipv9"
    case .noType: network["type"] = nil
    case .danglingLink: network["link"] = "nowhere"
    case .linkOfWrongType: network["link"] = [:]
    case .routesOfWrongType: network["routes"] = "0.0.0.0/0"
    case .routeOfJunk: network["routes"] = [["network": "everywhere", "netmask": "0", "gateway": "10.0.0.1"]]
    case .gatewayOfOtherFamily:
      network["routes"] = [
        ["network": "0.0.0.0", "netmask": "0", "gateway": "fe80::1"],
        ["network": "::", "netmask": "0", "gateway": "10.0.0.1"],
      ]
    case .dnsOfJunk: network["services"] = [["type": "dns", "address": "nobody"], 5]
    case .notAnObject: return "network"
    case .unknownKey: network["colour"] = .bool(true)
    }
    return network
  }
}

@Suite("A fault costs the smallest thing", .timeLimit(.minutes(2)))
struct FaultIsolationTests {
  @Test(arguments: Fault.allCases, 1...12 as ClosedRange<UInt64>)
  func `a broken network leaves every other link as it is`(fault: Fault, seed: UInt64) throws {
    var generator = DocumentGenerator(seed: seed &* 1000, hasTopLevelServices: false)
    var random = SeededRandom(seed: seed)
    for _ in 0..<6 {
      let sample = generator.sample()
      let networks = sample.document["networks"]?.elements ?? []
      guard let index = networks.indices.randomElement(using: &random) else { continue }
      var document = sample.document
      document["networks"]?.elements[index] = fault.broken(networks[index])
      let reading = NetworkData.read(document.bytes, nics: sample.nics)
      expectSound(reading)
      let (before, after) = try (
        NetworkData.read(sample.document.bytes, nics: sample.nics).plan().links, reading.plan().links
      )
      #expect(before.map(\.name) == after.map(\.name))
      let victim = networks[index]["link"]?.string ?? ""
      let isVictim = { (link: Link) in isLink(link, victim, of: sample.document) }
      for (old, new) in zip(before, after) where !isVictim(old) { #expect(unranked(old) == unranked(new)) }
    }
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `a broken link leaves every link that does not hang on it as it is`(seed: UInt64) throws {
    var generator = DocumentGenerator(seed: seed &* 77, hasTopLevelServices: false)
    let sample = generator.sample()
    var document = sample.document
    document["links"]?.elements.insert(["id": "extra", "type": "vlan", "vlan_link": "nowhere", "vlan_id": 9], at: 0)
    document["links"]?.elements.append(["id": ["x"], "type": "bond", "bond_links": 7])
    document["links"]?.elements.append(["id": "odd", "type": "phy", "ethernet_mac_address": "junk"])
    let before = try NetworkData.read(sample.document.bytes, nics: sample.nics).plan().links
    let after = try NetworkData.read(document.bytes, nics: sample.nics).plan().links
    #expect(before.map { unranked($0, path: .root) } == after.map { unranked($0, path: .root) })
  }

  /// Whether a link of a plan is the one with an id.
  private func isLink(_ link: Link, _ id: String, of document: JSON) -> Bool {
    guard case .index(let index)? = link.path.steps.dropFirst().first else { return false }
    return document["links"]?.elements[index]["id"]?.string == id
  }

  /// A link without the metrics of rule 10.
  private func unranked(_ link: Link, path: DocumentPath? = nil) -> Link {
    var link = link
    link.dhcpMetric = nil
    link.advertisedMetric = nil
    for index in link.routes.indices { link.routes[index].metric = nil }
    if let path { link.path = path }
    return link
  }
}

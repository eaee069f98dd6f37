// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Randomness
import Testing

/// What must not depend on the order of a document: bonds by their members instead of their number, no metrics.
private struct OrderlessLink: Hashable {
  let key: String
  let nic: NIC?
  let macAddress: MACAddress?
  let mtu: MTU?
  let bond: String?
  let mode: BondMode?
  let options: [BondOption: String]?
  let addresses: Set<IPPrefix>
  let routes: Set<Route>
  let usesDHCPv4: Bool
  let ipv6Mode: IPv6Mode
  let nameServers: Set<IPAddress>

  init(_ link: Link, in plan: NetworkPlan, shared: Set<IPAddress>) {
    func key(_ name: InterfaceName) -> String {
      guard let link = plan.links.first(where: { $0.name == name }) else { return "-" }
      if let bond = link.asBond { return "bond of \(bond.members)" }
      return link.asVLAN.map { "\($0.id) of " + key($0.parent) } ?? name.text
    }
    self.key = key(link.name)
    nic = link.nic
    macAddress = link.macAddress
    mtu = link.mtu
    bond = link.bond.map(key)
    mode = link.asBond?.mode
    options = link.asBond?.options
    addresses = Set(link.addresses)
    routes = Set(link.routes.compactMap { Route(to: $0.destination, via: $0.gateway, isOnLink: $0.isOnLink) })
    usesDHCPv4 = link.usesDHCPv4
    ipv6Mode = link.ipv6Mode
    nameServers = Set(link.nameServers).subtracting(shared)
  }
}

@Suite("Rule 5: order is free", .timeLimit(.minutes(2)))
struct DocumentOrderTests {
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `shuffling links and networks changes nothing but ranks and bond numbers`(seed: UInt64) throws {
    var generator = DocumentGenerator(seed: seed)
    var random = SeededRandom(seed: seed)
    let sample = generator.sample()
    let shared = Set(addresses(ofServices: sample.document))
    let first = NetworkData.read(sample.document.bytes, nics: sample.nics)
    guard case .plan(let expected) = first.outcome else { return }
    for _ in 0..<8 {
      var document = sample.document
      document["links"]?.elements.shuffle(using: &random)
      document["networks"]?.elements.shuffle(using: &random)
      let reading = NetworkData.read(document.bytes, nics: sample.nics.shuffled(using: &random))
      let plan = try reading.plan()
      expectSound(reading)
      #expect(
        Set(plan.links.map { OrderlessLink($0, in: plan, shared: shared) })
          == Set(expected.links.map { OrderlessLink($0, in: expected, shared: shared) }))
      #expect(Set(plan.links.flatMap(\.nameServers)) == Set(expected.links.flatMap(\.nameServers)))
      #expect(ranks(plan) == ranks(expected))
      #expect(plan.isComplete == expected.isComplete)
      #expect(reading.codes.map(\.rawValue).sorted() == first.codes.map(\.rawValue).sorted())
    }
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `generated documents are read without an error`(seed: UInt64) {
    var generator = DocumentGenerator(seed: seed)
    let sample = generator.sample()
    let reading = NetworkData.read(sample.document.bytes, nics: sample.nics)
    #expect(reading.errors.isEmpty, "\(sample.document.text)")
    expectSound(reading)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `the order of keys and the white space do not matter`(seed: UInt64) {
    var generator = DocumentGenerator(seed: seed)
    var random = SeededRandom(seed: seed)
    let sample = generator.sample()
    let shuffled = withShuffledKeys(sample.document, using: &random)
    let spaced = shuffled.text.replacing(", ", with: " ,\r\n\t")
    #expect(
      NetworkData.read(Array(spaced.utf8), nics: sample.nics).outcome
        == NetworkData.read(sample.document.bytes, nics: sample.nics).outcome)
  }

  private func withShuffledKeys(_ json: JSON, using random: inout SeededRandom) -> JSON {
    switch json {
    case .object(let members):
      var members = members.shuffled(using: &random)
      for index in members.indices { members[index].value = withShuffledKeys(members[index].value, using: &random) }
      return .object(members)
    case .list(let values):
      var values = values
      for index in values.indices { values[index] = withShuffledKeys(values[index], using: &random) }
      return .list(values)
    default: return json
    }
  }

  private func addresses(ofServices document: JSON) -> [IPAddress] {
    document["services"]?.elements.compactMap { $0["address"]?.string }.compactMap { IPAddress($0) } ?? []
  }

  /// The metrics of all default routes of a family, whoever has them.
  private func ranks(_ plan: NetworkPlan) -> [[UInt32]] {
    let statics = { (family: IPFamily) in
      plan.links.flatMap { $0.routes(family) }.filter(\.isDefault).compactMap(\.metric)
    }
    let dhcp = plan.links.compactMap(\.dhcpMetric)
    let advertised = plan.links.compactMap(\.advertisedMetric)
    return [(statics(.v4) + dhcp).map(\.number).sorted(), (statics(.v6) + advertised).map(\.number).sorted()]
  }
}

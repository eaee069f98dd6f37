// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 3: a link finds its NIC by MAC")
struct NICBindingTests {
  private func link(mac: String) -> String { #"{"id":"port1","type":"phy","ethernet_mac_address":"\#(mac)"}"# }

  @Test(arguments: ["52:54:00:ab:cd:ef", "52:54:00:AB:CD:EF", "52-54-00-ab-cd-ef", "52-54-00-AB-CD-EF"])
  func `whatever the spelling of the MAC`(mac: String) throws {
    let nic = NIC(name: try #require(InterfaceName("enp7s0")), macAddress: MACAddress("52:54:00:ab:cd:ef"))
    let reading = read(document([link(mac: mac)], [static4()]), nics: nics(1...2) + [nic])
    #expect(try reading.link("enp7s0").addressTexts == ["192.0.2.10/24"])
    #expect(try reading.plan().isComplete)
    #expect(reading.findings.isEmpty)
  }

  @Test func `the order of links does not name the NICs`() throws {
    let reading = read(document([phy(3), phy(1)], [static4(on: "port3"), static4(on: "port1", host: 11)]))
    #expect(try reading.link("ens3").addressTexts == ["192.0.2.10/24"])
    #expect(try reading.link("ens1").addressTexts == ["192.0.2.11/24"])
  }

  @Test func `NICs that the document does not name are left alone`() throws {
    #expect(try read(document([phy(2)])).names() == ["ens2"])
  }

  @Test func `a missing NIC is a warning that costs its link alone`() throws {
    let networks = [static4(on: "port1"), static4(on: "port2", host: 11)]
    let reading = read(document([phy(1), phy(2)], networks), nics: nics([2]))
    #expect(try reading.names() == ["ens2"])
    #expect(try reading.link("ens2").addressTexts == ["192.0.2.11/24"])
    #expect(try !reading.plan().isComplete)
    #expect(reading.errors.isEmpty)
    #expect(reading.paths(.nicMissing).count == 1)
    #expect(reading.paths(.nicMissing).allSatisfy { $0.hasPrefix("links[0]") })
  }

  @Test func `what depends on the missing NIC alone goes with it`() throws {
    let links = [
      phy(1), vlan("v1", tag: "7"), vlan("v2", on: "v1", tag: "8"), phy(2), vlan("v3", on: "port2", tag: "9"),
    ]
    let reading = read(document(links, [static4(on: "v2"), static4(on: "v3", host: 11)]), nics: nics([2]))
    #expect(try reading.names() == ["ens2", "ens2.9"])
    #expect(reading.errors.isEmpty)
    #expect(try !reading.plan().isComplete)
    #expect(reading.paths(.linkDependsOnDropped).count == 2)
  }

  @Test func `a bond lives with the members it has`() throws {
    let reading = read(document([phy(1), phy(2), bond()], [static4(on: "team")]), nics: nics([2]))
    #expect(try reading.link("bond0").asBond?.members.map(\.text) == ["ens2"])
    #expect(try reading.link("bond0").addressTexts == ["192.0.2.10/24"])
    #expect(try !reading.plan().isComplete)
    #expect(reading.errors.isEmpty)
  }

  @Test func `a bond without any of its NICs goes, and its VLANs with it`() throws {
    let links = [phy(1), phy(2), bond(), vlan(on: "team"), phy(3)]
    let reading = read(document(links, [static4(on: "team"), static4(on: "port3")]), nics: nics([3]))
    #expect(try reading.names() == ["ens3"])
    #expect(try !reading.plan().isComplete)
    #expect(reading.errors.isEmpty)
  }

  @Test func `no NIC at all leaves an empty plan that is not complete`() throws {
    let reading = read(document([phy(1)], [static4()]), nics: [])
    #expect(try reading.plan().links.isEmpty)
    #expect(try !reading.plan().isComplete)
    #expect(reading.codes.contains(.nicMissing))
  }

  @Test func `a port's six bytes match bytes 13-15 and 18-20 of IP over InfiniBand`() throws {
    let mac = try #require(MACAddress("a0:00:02:20:fe:80:00:00:00:00:00:00:ec:0d:9a:03:00:12:34:56"))
    let nic = NIC(name: try #require(InterfaceName("ib0")), macAddress: mac)
    let reading = read(document([link(mac: "EC:0D:9A:12:34:56")], [static4()]), nics: nics(1...2) + [nic])
    #expect(try reading.link("ib0").nic == nic)
    #expect(try reading.link("ib0").addressTexts == ["192.0.2.10/24"])
    #expect(reading.findings.isEmpty)
  }

  @Test(arguments: [#""52:54:00:00:00""#, #""junk""#, #""00:00:00:00:00:00""#])
  func `a MAC that is none is an error that costs the link`(mac: String) throws {
    let bad = #"{"id":"port1","type":"phy","ethernet_mac_address":\#(mac)}"#
    let reading = read(document([bad, phy(2)], [static4(), static4(on: "port2")]))
    #expect(try reading.names() == ["ens2"])
    #expect(reading.errors == [.macInvalid])
    #expect(reading.paths(.macInvalid) == ["links[0].ethernet_mac_address"])
    #expect(try !reading.plan().isComplete)
  }

  @Test(arguments: [#","ethernet_mac_address":null"#, #","ethernet_mac_address":"""#, ""])
  func `a link without a MAC finds no NIC, and the rest lives`(mac: String) throws {
    let reading = read(
      document([#"{"id":"x","type":"phy"\#(mac)}"#, phy(2)], [static4(on: "x"), static4(on: "port2")]))
    #expect(try reading.names() == ["ens2"])
    #expect(try !reading.plan().isComplete)
    #expect(reading.codes.contains(.nicMissing))
  }

  @Test(arguments: ["name", "id"])
  func `a link without a MAC that names a NIC is taken at its word, with a warning`(key: String) throws {
    let id = key == "id" ? "ens3" : "x"
    let link = #"{"id":"\#(id)","type":"phy","name":"ens3"}"#
    let reading = read(document([link], [static4(on: id)]))
    #expect(try reading.link("ens3").addressTexts == ["192.0.2.10/24"])
    #expect(reading.codes == [.nicByName])
    #expect(Finding.Code.nicByName.severity == .warning)
  }

  @Test func `without an inventory names are eth0, eth1, … in link order, and a note says so`() throws {
    let links = [vlan(on: "port2"), phy(2), phy(1)]
    let reading = read(document(links, [static4(on: "port2")]), nics: nil)
    #expect(try reading.names() == ["eth0", "eth1", "eth0.100"])
    #expect(try reading.link("eth0").addressTexts == ["192.0.2.10/24"])
    #expect(try reading.link("eth0").nic?.macAddress?.description == "52:54:00:00:00:02")
    #expect(reading.codes == [.namesAssumed])
    #expect(try reading.plan().isComplete)
  }
}

@Suite("Names without an inventory")
struct AssumedNameTests {
  private func names(_ links: [String]) throws -> [String] {
    let reading = read(document(links), nics: nil)
    expectSound(reading)
    return try reading.plan().links.sorted { "\($0.path)" < "\($1.path)" }.map(\.name.text)
  }

  private func nameless(_ id: Int, _ name: String) -> String { #"{"id":"n\#(id)","type":"phy","name":"\#(name)"}"# }

  @Test func `two links that ask for one kernel name are two links`() throws {
    #expect(try names([phy(1, #""name":"eth0""#), phy(2, #""name":"eth0""#)]) == ["eth0", "eth1"])
    #expect(try names([phy(1, #""name":"eth1""#), phy(2, #""name":"eth1""#)]) == ["eth1", "eth2"])
  }

  @Test func `without MAC addresses too`() throws {
    #expect(try names([nameless(1, "ens3"), nameless(2, "ens3")]) == ["ens3", "eth1"])
    #expect(try names([nameless(1, "eth0"), nameless(2, "eth0"), nameless(3, "eth1")]) == ["eth0", "eth2", "eth1"])
  }

  @Test func `a link that has the name already keeps it before one that would be renamed`() throws {
    #expect(try names([phy(1, #""name":"ens3""#), nameless(2, "ens3")]) == ["eth0", "ens3"])
    #expect(try names([nameless(1, "ens3"), phy(2, #""name":"ens3""#)]) == ["ens3", "eth1"])
    #expect(
      read(document([phy(1, #""name":"ens3""#), nameless(2, "ens3")]), nics: nil).paths(.nameTaken) == ["links[0].name"]
    )
  }

  @Test func `a name that a bond or VLAN asks for is no NIC's`() throws {
    #expect(try names([phy(1), vlan(tag: "5", #""name":"eth0""#)]) == ["eth1", "eth0"])
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `documents with names that clash give every link one of its own`(seed: UInt64) {
    var generator = DocumentGenerator(seed: seed, namesClash: true)
    let sample = generator.sample()
    for known in [nil, sample.nics] {
      let faults = soundnessFaults(of: NetworkData.read(sample.document.bytes, nics: known))
      #expect(faults.isEmpty, "\(sample.document.text)")
    }
  }
}

@Suite("Rule 17: repeated MACs")
struct RepeatedMACTests {
  private let mac = #""ethernet_mac_address":"52:54:00:00:00:01""#

  @Test func `bond, VLAN and member may share one`() throws {
    let team = bond("team", of: [1, 2], #""bond_mode":"4","bond_miimon":100,\#(mac)"#)
    let links = [team, vlan(on: "team", #""vlan_mac_address":"52:54:00:00:00:01""#), phy(1), phy(2)]
    let reading = read(document(links, [static4(on: "tagged")]))
    #expect(reading.findings.isEmpty)
    #expect(try reading.link("bond0").macAddress?.description == "52:54:00:00:00:01")
    #expect(try reading.link("bond0").asBond?.members.map(\.text) == ["ens1", "ens2"])
  }

  @Test func `of two NICs with one MAC the first that has networks is used`() throws {
    let twin = #"{"id":"twin","type":"phy",\#(mac)}"#
    let reading = read(document([twin, phy(1)], [static4(on: "port1")]))
    #expect(try reading.names() == ["ens1"])
    #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
    #expect(reading.doubts == [.macDuplicate])
  }

  @Test func `where both have networks the first is used`() throws {
    let twin = #"{"id":"twin","type":"phy",\#(mac)}"#
    let reading = read(document([phy(1), twin], [static4(on: "twin", host: 11), static4(on: "port1")]))
    #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
    #expect(reading.codes.contains(.macDuplicate))
    #expect(reading.errors.isEmpty)
  }

  @Test func `where none has networks the first is used`() throws {
    let reading = read(document([phy(1), #"{"id":"twin","type":"phy",\#(mac)}"#]))
    #expect(try reading.names() == ["ens1"])
    #expect(try reading.link().path.description == "links[0]")
    #expect(reading.doubts == [.macDuplicate])
  }

  /// nova's ironic driver writes a member with a port of its own as two links.
  @Test func `a bond's member with a port of its own is one NIC in one role`() throws {
    let vif = #"{"id":"vif","type":"phy","mtu":1500,\#(mac)}"#
    let reading = read(document([bond(), vif, phy(1), phy(2)], [static4(on: "team"), static4(on: "vif", host: 11)]))
    let plan = try reading.plan()
    #expect(plan.links.compactMap(\.nic).count == Set(plan.links.compactMap(\.nic)).count)
    #expect(try reading.link("bond0").addressTexts == ["192.0.2.10/24"])
    #expect(reading.codes.contains(.macDuplicate))
    expectSound(reading)
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 2: types of links")
struct LinkTypeTests {
  @Test(arguments: [
    #""phy""#, #""vif""#, #""bridge""#, #""dvs""#, #""hw_veb""#, #""hyperv""#, #""ovs""#, #""tap""#, #""vhostuser""#,
    #""cascading""#, #""bgpovs""#, #""macvtap""#, #""vrouter""#, #""physical""#, #""ethernet""#, #""not yet invented""#,
    "7",
    #""""#,
    "null",
  ])
  func `every type but bond and vlan is a NIC`(type: String) throws {
    let reading = read(document([phy(1, type: type)], [static4()]))
    let link = try reading.link()
    #expect(link.nic?.name.text == "ens1")
    #expect(link.addressTexts == ["192.0.2.10/24"])
    #expect(reading.findings.isEmpty)
  }

  @Test func `a link without a type is a NIC`() throws {
    let reading = read(document([#"{"id":"port1","ethernet_mac_address":"52:54:00:00:00:01"}"#], [static4()]))
    #expect(try reading.link().nic?.name.text == "ens1")
    #expect(reading.findings.isEmpty)
  }

  @Test func `bond and vlan mean something`() throws {
    let reading = read(document([phy(1), phy(2), bond(), vlan(on: "team")]))
    #expect(try reading.link("bond0").asBond?.members.map(\.text) == ["ens1", "ens2"])
    #expect(try reading.link("bond0.100").asVLAN?.id.number == 100)
    #expect(reading.errors.isEmpty)
  }

  @Test func `bond_links on a NIC are an error and are not guessed about`() throws {
    let reading = read(document([phy(1, #""bond_links":["port2","port3"]"#), phy(2), phy(3)], [static4()]))
    #expect(reading.errors == [.bondLinksOnOther])
    #expect(try reading.names() == ["ens1", "ens2", "ens3"])
    #expect(try reading.plan().links.allSatisfy { $0.bond == nil })
    #expect(try reading.link("ens1").addressTexts == ["192.0.2.10/24"])
  }
}

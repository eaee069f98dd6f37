// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("VLANs")
struct VLANTests {
  @Test(arguments: [("100", 100), (#""100""#, 100), ("1", 1), ("4094", 4094), (#""4094""#, 4094)])
  func `the tag is a number or a string`(tag: String, expected: Int) throws {
    let reading = read(document([phy(1), vlan(tag: tag)], [static4(on: "tagged")]))
    #expect(try reading.link("ens1.\(expected)").asVLAN?.id.number == expected)
    #expect(try reading.link("ens1.\(expected)").addressTexts == ["192.0.2.10/24"])
    #expect(reading.findings.isEmpty)
  }

  @Test(arguments: ["0", "4095", "-1", #""ten""#, #""""#, "null", #""100;""#, "1.5", "[]"])
  func `a tag that is none is an error that costs the VLAN`(tag: String) throws {
    let reading = read(document([phy(1), vlan(tag: tag)], [static4(on: "tagged"), static4(host: 11)]))
    #expect(try reading.names() == ["ens1"])
    #expect(try reading.link().addressTexts == ["192.0.2.11/24"])
    #expect(reading.findings.first { $0.severity == .error }?.path.description == "links[1].vlan_id")
  }

  @Test func `its MAC is set`() throws {
    for key in ["vlan_mac_address", "ethernet_mac_address"] {
      let reading = read(document([phy(1), vlan(tag: "100", #""\#(key)":"FA:16:3E:00:00:05""#)]))
      #expect(try reading.link("ens1.100").macAddress?.description == "fa:16:3e:00:00:05")
      #expect(reading.findings.isEmpty)
    }
  }

  @Test func `of two MACs its own is set`() throws {
    let macs = #""ethernet_mac_address":"52:54:00:00:00:01","vlan_mac_address":"fa:16:3e:00:00:05""#
    #expect(
      try read(document([phy(1), vlan(tag: "100", macs)])).link("ens1.100").macAddress?.description
        == "fa:16:3e:00:00:05")
  }

  @Test(arguments: [#""vlan_mac_address":null"#, #""vlan_mac_address":"""#, ""])
  func `a missing MAC sets none`(more: String) throws {
    let reading = read(document([phy(1), vlan(tag: "100", more)]))
    #expect(try reading.link("ens1.100").macAddress == nil)
    #expect(reading.findings.isEmpty)
  }

  @Test func `it may come before its parent, and be one of a VLAN or a bond`() throws {
    let links = [vlan("c", on: "b", tag: "3"), vlan("b", on: "team", tag: "2"), bond(), phy(1), phy(2)]
    let reading = read(document(links, [static4(on: "c")]))
    #expect(try reading.names() == ["ens1", "ens2", "bond0", "bond0.2", "bond0.2.3"])
    #expect(try reading.link("bond0.2.3").addressTexts == ["192.0.2.10/24"])
    #expect(reading.errors.isEmpty)
  }

  @Test func `the same tag on one parent is an error that costs the second`() throws {
    let links = [phy(1), vlan("a", tag: "5"), vlan("b", tag: #""5""#)]
    let reading = read(document(links, [static4(on: "a"), static4(on: "b", host: 11)]))
    #expect(try reading.names() == ["ens1", "ens1.5"])
    #expect(try reading.link("ens1.5").addressTexts == ["192.0.2.10/24"])
    #expect(reading.errors == [.vlanDuplicate])
  }

  @Test func `the same tag on two parents is fine`() throws {
    let reading = read(document([phy(1), phy(2), vlan("a", tag: "5"), vlan("b", on: "port2", tag: "5")]))
    #expect(try reading.names() == ["ens1", "ens2", "ens1.5", "ens2.5"])
    #expect(reading.findings.isEmpty)
  }

  @Test func `a missing parent key is an error`() throws {
    let orphan = #"{"id":"v","type":"vlan","vlan_id":5}"#
    let reading = read(document([phy(1), orphan]))
    #expect(try reading.names() == ["ens1"])
    #expect(reading.errors == [.missingKey])
  }
}

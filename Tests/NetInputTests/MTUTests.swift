// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 13: MTUs")
struct MTUReadingTests {
  @Test(
    arguments: [
      ("1500", 1500), (#""1500""#, 1500), ("9000", 9000), (#""9000""#, 9000), ("null", nil), ("0", nil), (#""0""#, nil),
      (#""""#, nil),
      ("68", 68), ("65535", 65535),
    ] as [(String, Int?)])
  func `numbers, strings and the ways of saying nothing are read`(mtu: String, expected: Int?) throws {
    let reading = read(document([phy(1, #""mtu":\#(mtu)"#)], [static4()]))
    #expect(try reading.link().mtu?.bytes == expected)
    #expect(reading.findings.isEmpty)
  }

  @Test(arguments: ["-1", "67", "65536", #""tall""#, #""1500;""#, "1500.5", #""-1500""#, "99999999999999999999999"])
  func `an MTU that is none is an error that costs the MTU`(mtu: String) throws {
    let reading = read(document([phy(1, #""mtu":\#(mtu)"#)], [static4()]))
    #expect(try reading.link().mtu == nil)
    #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
    #expect(reading.errors.count == 1)
    #expect(reading.findings.first?.path.description == "links[0].mtu")
  }

  @Test func `IPv6 below 1280 is raised with a warning`() throws {
    let reading = read(document([phy(1, #""mtu":1279"#), phy(2, #""mtu":1279"#)], [static6(), static4(on: "port2")]))
    #expect(reading.codes == [.mtuTooSmallForIPv6])
    #expect(reading.paths(.mtuTooSmallForIPv6) == ["links[0].mtu"])
    #expect(try reading.link().mtu?.bytes == 1280)
    #expect(read(document([phy(1, #""mtu":1280"#)], [network("ipv6_slaac")])).findings.isEmpty)
  }

  @Test func `a VLAN above its parent is a warning`() throws {
    let reading = read(document([phy(1, #""mtu":1500"#), vlan(tag: "5", #""mtu":9000"#)]))
    #expect(reading.codes == [.vlanMTUAboveParent])
    #expect(reading.paths(.vlanMTUAboveParent) == ["links[1].mtu"])
    #expect(try reading.link("ens1").mtu?.bytes == 1500)
    #expect(try reading.link("ens1.5").mtu?.bytes == 1500)
  }

  @Test(arguments: [#""mtu":null"#, #""mtu":0"#, #""mtu":"""#, ""])
  func `a parent without an MTU of its own has the largest of its VLANs`(mtu: String) throws {
    let links = [vlan("a", tag: "5", #""mtu":"9000""#), phy(1, mtu), vlan("b", tag: "6", #""mtu":1500"#)]
    let reading = read(document(links))
    #expect(try reading.link("ens1").mtu?.bytes == 9000)
    #expect(try reading.link("ens1.6").mtu?.bytes == 1500)
    #expect(reading.findings.isEmpty)
  }

  @Test func `a bond's MTU is its members'`() throws {
    let reading = read(
      document([bond("b", #""bond_mode":"1","bond_miimon":100,"mtu":9000"#), phy(1), phy(2, #""mtu":1500"#)]))
    #expect(try ["bond0", "ens1", "ens2"].map { try reading.link($0).mtu?.bytes } == [9000, 9000, 9000])
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 4: names of links")
struct LinkNameTests {
  private func nic(_ text: String) throws -> NIC {
    NIC(name: try #require(InterfaceName(text)), macAddress: MACAddress("52:54:00:00:00:01"))
  }

  @Test(arguments: [
    "eth7", "node 1 / storage", "../../etc/passwd", "52:54:00:00:00:01", "310b86e0-b62b-4285-82fc-91c7be5380a9",
    "tap310b86e0-b6",
    "$(reboot)",
  ])
  func `an id is no name`(id: String) throws {
    let link = #"{"id":"\#(id)","type":"phy","ethernet_mac_address":"52:54:00:00:00:01"}"#
    let reading = read(document([link], [static4(on: id)]))
    #expect(try reading.names() == ["ens1"])
    #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
  }

  @Test func `a name renames the NIC`() throws {
    let reading = read(document([phy(1, #""name":"lan0""#)]))
    let link = try reading.link("lan0")
    #expect(link.isRenamed)
    #expect(link.nic?.name.text == "ens1")
    #expect(reading.findings.isEmpty)
  }

  @Test func `a name that the NIC has already changes nothing`() throws {
    #expect(try !read(document([phy(1, #""name":"ens1""#)])).link("ens1").isRenamed)
  }

  @Test func `two NICs may swap names`() throws {
    let reading = read(document([phy(1, #""name":"ens2""#), phy(2, #""name":"ens1""#)]))
    #expect(try reading.link("ens2").nic?.name.text == "ens1")
    #expect(try reading.link("ens1").nic?.name.text == "ens2")
    #expect(reading.findings.isEmpty)
  }

  @Test(arguments: [
    "node 1", "a/b", "..", "lo", "eth0:1", "sixteen-bytes-ab", "a;reboot", #"a\nb"#, #"a\u0000b"#, "$HOME", "42", "é",
  ])
  func `an invalid name is a warning, and the NIC keeps its own`(name: String) throws {
    let reading = read(document([phy(1, #""name":"\#(name)""#)]))
    #expect(try reading.names() == ["ens1"])
    #expect(reading.codes == [.nameInvalid])
    #expect(reading.paths(.nameInvalid) == ["links[0].name"])
    #expect(Finding.Code.nameInvalid.severity == .warning)
  }

  @Test(arguments: [#""""#, "null"])
  func `an empty name is none`(name: String) throws {
    let reading = read(document([phy(1, #""name":\#(name)"#)]))
    #expect(try reading.names() == ["ens1"])
    #expect(reading.findings.isEmpty)
  }

  @Test func `a name is given once`() throws {
    let reading = read(document([phy(1, #""name":"lan0""#), phy(2, #""name":"lan0""#)]))
    #expect(try reading.names() == ["ens2", "lan0"])
    #expect(try reading.link("lan0").nic?.name.text == "ens1")
    #expect(reading.codes == [.nameTaken])
  }

  @Test func `the name of a NIC that keeps it is taken`() throws {
    let reading = read(document([phy(1, #""name":"ens2""#), phy(2)]))
    #expect(try reading.names() == ["ens1", "ens2"])
    #expect(try reading.link("ens2").nic?.name.text == "ens2")
    #expect(reading.codes == [.nameTaken])
  }

  @Test func `the name of a NIC that the document does not have is taken`() throws {
    let reading = read(document([phy(1, #""name":"ens3""#)]))
    #expect(try reading.names() == ["ens1"])
    #expect(reading.codes == [.nameTaken])
  }

  @Test func `a bond is its id where that reads so, or the next free number`() throws {
    let links = [
      phy(1), phy(2), phy(3), phy(4), bond("f5c1", of: [1]), bond("bond0", of: [2]), bond("bond7", of: [3]),
      bond("bondage", of: [4]),
    ]
    let reading = read(document(links))
    #expect(try reading.link("bond0").asBond?.members.map(\.text) == ["ens2"])
    #expect(try reading.link("bond7").asBond?.members.map(\.text) == ["ens3"])
    #expect(try reading.link("bond1").asBond?.members.map(\.text) == ["ens1"])
    #expect(try reading.link("bond2").asBond?.members.map(\.text) == ["ens4"])
  }

  @Test(arguments: ["bond", "bond-1", "bond 0", "Bond0", "bond0x", "bond12345678901234567890"])
  func `ids that do not read bond and a number get one`(id: String) throws {
    #expect(try read(document([phy(1), bond(id, of: [1])])).names() == ["ens1", "bond0"])
  }

  @Test func `a bond's name is used`() throws {
    let links = [phy(1), bond("bond3", of: [1], #""bond_mode":"1","name":"uplink""#), vlan(on: "bond3", tag: "5")]
    #expect(try read(document(links)).names() == ["ens1", "uplink", "uplink.5"])
  }

  @Test func `a bond number does not collide with a name that was asked for`() throws {
    let links = [bond("f5c1", of: [1]), phy(1), phy(2, #""name":"bond0""#)]
    let reading = read(document(links))
    #expect(try reading.link("bond0").nic?.name.text == "ens2")
    #expect(try reading.link("bond1").asBond != nil)
  }

  @Test func `a VLAN is its parent and its tag, with the parent's new name`() throws {
    let links = [vlan(tag: "30"), phy(1, #""name":"lan0""#)]
    #expect(try read(document(links)).names() == ["lan0", "lan0.30"])
  }

  @Test func `a VLAN's name is used`() throws {
    let reading = read(document([phy(1), vlan(tag: "30", #""name":"storage""#)]))
    #expect(try reading.link("storage").asVLAN?.parent.text == "ens1")
  }

  @Test func `a VLAN whose name would pass 15 bytes is vlan and its tag`() throws {
    let reading = read(document([phy(1), vlan(tag: "4094")]), nics: [try nic("enp129s0f1n")])
    #expect(try reading.names() == ["enp129s0f1n", "vlan4094"])
    let fitting = read(document([phy(1), vlan(tag: "4094")]), nics: [try nic("enp129s0f1")])
    #expect(try fitting.names() == ["enp129s0f1", "enp129s0f1.4094"])
  }

  @Test func `a second long name gets a number of its own`() throws {
    let two = NIC(name: try #require(InterfaceName("enp129s0f2np2")), macAddress: MACAddress("52:54:00:00:00:02"))
    let links = [phy(1), phy(2), vlan("a", tag: "4094"), vlan("b", on: "port2", tag: "4094")]
    let names = try read(document(links), nics: [try nic("enp129s0f1np1"), two]).names()
    #expect(names.contains("vlan4094"))
    #expect(names.contains { $0.hasPrefix("vlan4094-") && $0.utf8.count <= 15 && Int($0.dropFirst(9)) != nil })
  }

  @Test func `a bond's member keeps its NIC's name`() throws {
    #expect(try read(document([bond(), phy(1), phy(2)])).names() == ["ens1", "ens2", "bond0"])
  }
}

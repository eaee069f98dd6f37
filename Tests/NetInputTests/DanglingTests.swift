// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 18: dangling ids and loops")
struct DanglingTests {
  @Test func `a network of no link is an error that costs itself`() throws {
    let reading = read(document([phy()], [static4(on: "nowhere"), static4(host: 11)]))
    #expect(try reading.link().addressTexts == ["192.0.2.11/24"])
    #expect(reading.errors == [.networkDangling])
    #expect(reading.paths(.networkDangling) == ["networks[0].link"])
  }

  @Test(arguments: [#","link":null"#, ""])
  func `a network without a link key is an error that costs itself`(link: String) throws {
    let bad = #"{"id":"n","type":"ipv4","ip_address":"192.0.2.9/24"\#(link)}"#
    let reading = read(document([phy()], [bad, static4()]))
    #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
    #expect(reading.errors.count == 1)
    #expect(reading.findings.first?.path.description.hasPrefix("networks[0]") == true)
  }

  @Test(arguments: [
    vlan(tag: "0"), vlan(tag: "null"), vlan(on: "nowhere"), vlan(on: "tagged"),
    #"{"id":"tagged","type":"bond","bond_links":[]}"#,
    #"{"id":"tagged","type":"phy","ethernet_mac_address":"junk"}"#,
    #"{"id":"tagged","type":"phy","ethernet_mac_address":"52:54:00:00:00:09"}"#,
  ])
  func `a network of a link that was left out is not said to name no link`(link: String) {
    let reading = read(document([phy(1), link], [static4(on: "tagged")]))
    #expect(!reading.codes.contains(.networkDangling), "\(reading.findings.map { $0.line(file: "-") })")
    #expect(!reading.doubts.isEmpty)
  }

  @Test func `a VLAN of no link is an error that costs itself`() throws {
    let reading = read(document([phy(), vlan(on: "nowhere")], [static4(on: "tagged"), static4(host: 11)]))
    #expect(try reading.names() == ["ens1"])
    #expect(reading.errors == [.linkDangling])
    #expect(reading.paths(.linkDangling) == ["links[1].vlan_link"])
  }

  @Test func `a bond's member of no link is an error that costs the member`() throws {
    let reading = read(document([phy(1), bond("team", of: [1, 9])], [static4(on: "team")]))
    #expect(try reading.link("bond0").asBond?.members.map(\.text) == ["ens1"])
    #expect(try reading.link("bond0").addressTexts == ["192.0.2.10/24"])
    #expect(reading.errors.count == 1)
    #expect(reading.findings.first { $0.severity == .error }?.path.description == "links[1].bond_links[1]")
  }

  @Test func `a bond whose members are all of no link goes`() throws {
    let reading = read(document([phy(1), bond("team", of: [8, 9])], [static4()]))
    #expect(try reading.names() == ["ens1"])
    #expect(reading.errors.count >= 1)
  }

  @Test(arguments: [
    [vlan("a", on: "a", tag: "1")],
    [vlan("a", on: "b", tag: "1"), vlan("b", on: "a", tag: "2")],
    [vlan("a", on: "b", tag: "1"), vlan("b", on: "c", tag: "2"), vlan("c", on: "a", tag: "3")],
    [#"{"id":"a","type":"bond","bond_mode":1,"bond_links":["a"]}"#],
    [#"{"id":"a","type":"bond","bond_mode":1,"bond_links":["b"]}"#, vlan("b", on: "a", tag: "2")],
  ])
  func `a loop is an error that costs its links`(loop: [String]) throws {
    let networks = [static4(on: "a"), static4(on: "port1", host: 11)]
    let reading = read(document(loop + [phy()], networks))
    #expect(try reading.names() == ["ens1"])
    #expect(try reading.link().addressTexts == ["192.0.2.11/24"])
    #expect(Set(reading.errors).subtracting([.linkLoop, .bondMemberInvalid]).isEmpty)
    #expect(!reading.errors.isEmpty)
    expectSound(reading)
  }

  @Test func `a loop is called a loop`() {
    let reading = read(document([vlan("a", on: "b", tag: "1"), vlan("b", on: "a", tag: "2"), phy()]))
    #expect(Set(reading.errors) == [.linkLoop])
  }

  @Test func `what hangs on a loop goes with it, the NIC beside it stays`() throws {
    let links = [
      vlan("a", on: "b", tag: "1"), vlan("b", on: "a", tag: "2"), vlan("c", on: "a", tag: "3"), phy(1),
      vlan("d", tag: "4"),
    ]
    let reading = read(document(links, [static4(on: "c"), static4(on: "d")]))
    #expect(try reading.names() == ["ens1", "ens1.4"])
    #expect(Set(reading.errors) == [.linkLoop])
  }

  @Test func `a long chain is no loop, and none is too long to walk`() throws {
    let chain = (1...1000).map { vlan("v\($0)", on: $0 == 1 ? "port1" : "v\($0 - 1)", tag: "\($0)") }
    let reading = read(document(chain.reversed() + [phy()]))
    #expect(try reading.plan().links.count == 1001)
    #expect(reading.errors.isEmpty)
  }

  @Test func `of two links with one id the first is used`() throws {
    let twin = #"{"id":"port1","type":"phy","ethernet_mac_address":"52:54:00:00:00:02"}"#
    let reading = read(document([phy(1), twin], [static4()]))
    #expect(try reading.link("ens1").addressTexts == ["192.0.2.10/24"])
    #expect(reading.errors == [.linkDuplicate])
  }

  @Test(arguments: ["", #""id":null,"#])
  func `a link without an id costs itself at most`(id: String) throws {
    let nameless = #"{\#(id)"type":"phy","ethernet_mac_address":"52:54:00:00:00:02"}"#
    let reading = read(document([nameless, phy(1)], [static4()]))
    #expect(try reading.link("ens1").addressTexts == ["192.0.2.10/24"])
    #expect(reading.codes.contains(.missingKey))
  }
}

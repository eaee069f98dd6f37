// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 19: unknown keys and wrong types")
struct WireTests {
  @Test func `an unknown key is a note, once per key, wherever it is`() throws {
    let service = #"{"type":"dns","address":"192.0.2.53","weight":1}"#
    let route = #""routes":[{"network":"0.0.0.0/0","gateway":"192.0.2.1","scope":"global"}]"#
    let networks = [
      static4(#""flavour":"x","services":[\#(service)],\#(route)"#), static4(host: 11, #""flavour":"y""#),
    ]
    let text =
      #"{"links":[\#(phy(1, #""colour":1"#)),\#(phy(2, #""colour":{"a":[1]}"#))],"#
      + #""networks":[\#(networks.joined(separator: ","))],"qos":{}}"#
    let reading = read(text)
    #expect(reading.codes == Array(repeating: .unknownKey, count: 5))
    #expect(
      Set(reading.paths(.unknownKey)) == [
        "qos", "links[0].colour", "networks[0].flavour", "networks[0].services[0].weight",
        "networks[0].routes[0].scope",
      ])
    #expect(try reading.link("ens1").addressTexts == ["192.0.2.10/24", "192.0.2.11/24"])
  }

  @Test func `keys that producers write are known`() {
    let more = #""vif_id":"1","mtu":null,"name":null,"vlan_link":null,"vlan_id":null,"vlan_mac_address":null"#
    let network = static4(#""network_id":"2","dns_nameservers":null,"dns_search":null,"gateway":null,"routes":null"#)
    #expect(read(document([phy(1, more)], [network])).findings.isEmpty)
  }

  @Test(arguments: [
    (#"{"links":{},"networks":[]}"#, "links"), (#"{"links":"x"}"#, "links"), (#"{"links":[5]}"#, "links[0]"),
    (#"{"links":["port1"]}"#, "links[0]"), (#"{"links":[null]}"#, "links[0]"), (#"{"links":[[]]}"#, "links[0]"),
    (document([phy(1, #""mtu":{}"#)]), "links[0].mtu"), (document([phy(1, #""mtu":[1500]"#)]), "links[0].mtu"),
    (document([phy(1, #""mtu":true"#)]), "links[0].mtu"), (document([phy(1, #""name":[]"#)]), "links[0].name"),
    (document([phy(1, type: "{}")]), "links[0].type"), (document([phy(1), vlan(tag: "{}")]), "links[1].vlan_id"),
    (document([phy(1), vlan(tag: "true")]), "links[1].vlan_id"),
    (document([#"{"id":{},"type":"phy","ethernet_mac_address":"52:54:00:00:00:01"}"#]), "links[0].id"),
    (
      document([#"{"id":"a","type":"phy","ethernet_mac_address":["52:54:00:00:00:01"]}"#]),
      "links[0].ethernet_mac_address"
    ),
    (document([#"{"id":"a","type":"bond","bond_links":"port1"}"#]), "links[0].bond_links"),
    (document([#"{"id":"a","type":"bond","bond_links":[{}]}"#]), "links[0].bond_links[0]"),
    (document([phy(1), bond("b", of: [1], #""bond_mode":1,"bond_miimon":{}"#)]), "links[1].bond_miimon"),
    (document([phy(1)], [static4(#""routes":{}"#)]), "networks[0].routes"),
    (document([phy(1)], [static4(#""routes":"x""#)]), "networks[0].routes"),
    (document([phy(1)], [static4(#""routes":[7]"#)]), "networks[0].routes[0]"),
    (document([phy(1)], [static4(#""routes":[{"network":[]}]"#)]), "networks[0].routes[0].network"),
    (document([phy(1)], [static4(#""services":5"#)]), "networks[0].services"),
    (document([phy(1)], [static4(#""services":[5]"#)]), "networks[0].services[0]"),
    (document([phy(1)], [static4(#""dns_nameservers":"192.0.2.1""#)]), "networks[0].dns_nameservers"),
    (document([phy(1)], [static4(#""dns_nameservers":[{}]"#)]), "networks[0].dns_nameservers[0]"),
    (document([phy(1)], [network("ipv4", #""ip_address":{}"#)]), "networks[0].ip_address"),
    (document([phy(1)], [network("ipv4", #""ip_address":"192.0.2.1","netmask":[]"#)]), "networks[0].netmask"),
    (document([phy(1)], [#"{"type":[],"link":"port1"}"#]), "networks[0].type"),
    (document([phy(1)], [#"{"type":"ipv4","link":{},"ip_address":"192.0.2.1/24"}"#]), "networks[0].link"),
    (#"{"links":[\#(phy(1))],"networks":5}"#, "networks"), (#"{"links":[\#(phy(1))],"networks":["n"]}"#, "networks[0]"),
    (#"{"links":[\#(phy(1))],"services":{}}"#, "services"),
    (#"{"links":[\#(phy(1))],"services":["n"]}"#, "services[0]"),
  ])
  func `a wrong type is an error that says what was expected and what was found`(text: String, path: String) throws {
    let reading = read(text)
    let finding = try #require(reading.findings.first { $0.code == .wrongType }, "\(reading.codes)")
    #expect(finding.path.description == path)
    #expect(finding.place != nil)
    #expect(finding.message.contains("expected") && finding.message.contains("found"), "\(finding.message)")
    expectSound(reading)
  }

  @Test(arguments: [
    (document([phy(1), vlan(tag: "{}")]), "links[1].vlan_id"),
    (document([phy(1), vlan(tag: "1.5")]), "links[1].vlan_id"),
    (document([phy(1)], [#"{"type":"ipv4","link":{},"ip_address":"192.0.2.1/24"}"#]), "networks[0].link"),
    (document([phy(1)], [network("ipv4", #""ip_address":{}"#)]), "networks[0].ip_address"),
    (document([#"{"id":{},"type":"phy","ethernet_mac_address":"52:54:00:00:00:01"}"#]), "links[0].id"),
  ])
  func `one wrong type is one error, and the key is not said to be missing`(text: String, path: String) {
    #expect(read(text).paths(.wrongType) == [path])
    #expect(!read(text).codes.contains(.missingKey))
  }

  @Test func `a wrong type costs no other link`() throws {
    for bad in ["5", "null", "[]", #"{"id":{}}"#, #""x""#] {
      let reading = read(document([bad, phy(1)], [bad, static4()], services: [bad, dns("192.0.2.53")]))
      #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
      #expect(try reading.link().nameServerTexts == ["192.0.2.53"])
    }
  }

  @Test func `ids are compared as text, numbers or not`() throws {
    for (id, link) in [("7", "7"), ("7", #""7""#), (#""7""#, "7")] {
      let phy = #"{"id":\#(id),"type":"phy","ethernet_mac_address":"52:54:00:00:00:01"}"#
      let reading = read(document([phy], [#"{"type":"ipv4","link":\#(link),"ip_address":"192.0.2.10/24"}"#]))
      #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
      #expect(reading.errors.isEmpty)
    }
  }

  @Test(arguments: ["1e999", "-1e999", "123456789012345678901234567890", "1.0e-400", "0.1", "-0", "1E2"])
  func `a number of any size is no reason to refuse a document`(number: String) throws {
    let reading = read(document([phy(1, #""mtu":\#(number)"#), phy(2, #""colour":\#(number)"#)], [static4()]))
    #expect(try reading.link("ens1").addressTexts == ["192.0.2.10/24"])
    #expect(try reading.names() == ["ens1", "ens2"])
  }

  @Test func `a whole number may be written with a fraction of zero`() throws {
    #expect(try read(document([phy(1, #""mtu":9000.0"#)])).link().mtu?.bytes == 9000)
  }

  @Test func `an object in the place of a list is one error`() {
    #expect(read(#"{"links":{"a":{"id":"b"}}}"#).codes == [.wrongType])
    #expect(read(document([phy(1)], [static4(#""routes":{"a":1}"#)])).codes == [.wrongType])
    #expect(read(#"{"links":[\#(phy(1)),[{"a":1}]]}"#).codes == [.wrongType])
  }

  @Test(arguments: ["1e400", "-1e400"])
  func `a number that is too large is called so`(number: String) {
    let messages = read(document([phy(1, #""mtu":\#(number)"#)])).findings.map(\.message)
    #expect(messages.count == 1)
    #expect(messages.allSatisfy { $0.contains("too large") && !$0.contains("inf") }, "\(messages)")
  }

  @Test func `escapes in keys and values are read`() throws {
    let link = #"{"\u0069d":"port\u0031","type":"phy","ethernet_mac_address":"52:54:00:00:00:0\u0031"}"#
    let reading = read(document([link], [static4()]))
    #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
    #expect(reading.findings.isEmpty)
  }

  @Test(arguments: [#"\x"#, #"\("#, #"\ud800"#, #"\u12"#, #"\udc00\ud800"#])
  func `a text with an escape that is none is an error, and is not called a number`(text: String) {
    for key in ["mtu", "name"] {
      let reading = read(document([phy(1, #""\#(key)":"\#(text)""#)]))
      #expect(reading.errors.count == 1, "\(key)")
      #expect(!reading.findings.contains { $0.message.contains("inf") }, "\(reading.findings.map(\.message))")
    }
  }
}

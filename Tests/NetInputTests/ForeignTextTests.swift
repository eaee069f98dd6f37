// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 20: what is not quite JSON, and what is another format")
struct ForeignTextTests {
  /// The place is where `▸` stands, which is not part of the text.
  @Test(arguments: [
    "{\n  ▸// a comment\n  \"links\": []\n}", "{\n  ▸/* a comment */\n  \"links\": []\n}",
    "{\n  ▸# a comment\n  \"links\": []\n}",
    "{\"links\": [] ▸// why\n}", "{\"links\": []}\n▸// the end\n", "{\"links\": []▸,}",
    "{\n  \"links\": [\n    {}▸,\n  ]\n}",
    "{\"links\": [▸,]}", "{▸'links': []}", "{▸links: []}", "{\"links\" ▸[]}", "{\"links\": [] ▸\"networks\": []}",
    "{\"links\": []}▸}",
    "{\"links\": ▸NaN}", "{\"links\": ▸True}", "{\"links\": ▸None}", "{\"links\": [ ▸+1]}", "{\"links\": []}\n▸{}",
    "{\"x\": 1.▸}", "{\"x\": 1e▸}", "{\"x\": -▸}", "{\"x\": ▸01}", "{\"x\": 1.2▸.3}", "{\"x\": 1e5▸e}",
  ])
  func `an error says where`(marked: String) throws {
    let (text, place) = try unmarked(marked)
    let reading = read(text)
    #expect(reading.outcome == .refused)
    #expect(reading.codes == [.notJSON])
    #expect(reading.findings.first?.place == place, "\(reading.findings.first?.line(file: "-") ?? "")")
  }

  @Test func `comments and trailing commas are called by their names`() {
    for text in ["{\n// no\n}", "{/* no */}", "{\n# no\n}"] {
      #expect(read(text).findings.contains { ($0.message + $0.hint).contains("comment") }, "\(text)")
    }
    for text in [#"{"links":[],}"#, #"{"links":[{},]}"#] {
      #expect(read(text).findings.contains { ($0.message + $0.hint).contains("comma") }, "\(text)")
    }
  }

  @Test(arguments: ["// in a string", "/* neither */", "#", "a,]", "},}"])
  func `what looks like a comment within a string is none`(id: String) throws {
    let link = #"{"id":"\#(id)","type":"phy","ethernet_mac_address":"52:54:00:00:00:01"}"#
    #expect(try read(document([link], [static4(on: id)])).link().addressTexts == ["192.0.2.10/24"])
  }

  @Test func `a document that was cut is refused at any length`() {
    let text = Array(document([phy(1)], [static4()]).utf8)
    for count in 0..<text.count {
      let reading = NetworkData.read(Array(text[..<count]), nics: nics(1...2))
      #expect(reading.outcome == .refused)
      #expect(reading.codes == [.notJSON], "\(count)")
      #expect(reading.findings.first?.place != nil, "\(count)")
    }
  }

  @Test(arguments: ["", " ", "\n\n", "\t\r\n"])
  func `an empty document is said to be empty`(text: String) {
    let reading = read(text)
    #expect(reading.outcome == .refused)
    #expect(reading.codes == [.notJSON])
    #expect(reading.findings.first?.message.contains("empty") == true)
  }

  @Test(arguments: ["[]", "[{}]", "null", "5", "true", #""links""#, #"[{"links":[]}]"#])
  func `what is JSON but no object is refused`(text: String) {
    let reading = read(text)
    #expect(reading.outcome == .refused)
    #expect(reading.errors == [.wrongType])
    #expect(reading.findings.first?.path == .root)
  }

  @Test(
    arguments: [
      [0xff, 0xfe, 0x7b, 0, 0x7d, 0], [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d], [0, 0, 0, 0x7b], [0xc3], [0],
    ] as [[UInt8]])
  func `bytes that are no UTF-8 are refused`(bytes: [UInt8]) {
    let reading = NetworkData.read(bytes, nics: nil)
    #expect(reading.outcome == .refused)
    #expect(reading.errors.count == 1)
  }

  @Test func `a byte order mark is passed over`() throws {
    let text = "\u{feff}" + document([phy(1)], [static4()])
    #expect(try read(text).link().addressTexts == ["192.0.2.10/24"])
  }

  @Test(arguments: [
    "network:\n  version: 2\n  ethernets:\n    eth0:\n      dhcp4: true\n",
    "# written by hand\nnetwork:\n  ethernets:\n    eth0: {dhcp4: true}\n  version: 2\n",
    "---\nnetwork:\n  version: 2\n", "version: 2\nethernets:\n  eth0:\n    dhcp4: true\n",
    #"{"network":{"version":2,"ethernets":{"eth0":{"dhcp4":true}}}}"#,
    #"{"version":2,"ethernets":{"eth0":{"dhcp4":true}}}"#,
    "version: 1\nconfig:\n  - type: physical\n    name: eth0\n",
    "network:\n  version: 1\n  config:\n  - type: physical\n",
    #"{"version":1,"config":[{"type":"physical","name":"eth0"}]}"#,
    "network: {version: 2, ethernets: {eth0: {dhcp4: true}}}\n",
    "network:\r\n  version: 2\r\n", "network:\n  renderer: networkd\n  ethernets:\n    eth0:\n      dhcp4: true\n",
  ])
  func `netplan and network-config are recognised`(text: String) {
    let reading = read(text)
    #expect(reading.outcome == .refused)
    #expect(reading.codes == [.networkConfigFormat], "\(reading.findings.map { $0.line(file: "-") })")
    #expect(reading.findings.first?.hint.contains("give swinit-net") == true)
  }

  @Test func `network_data with a foreign key beside its own is network_data`() throws {
    let text = #"{"version":1,"config":[],"links":[\#(phy(1))],"networks":[\#(static4())]}"#
    #expect(try read(text).link().addressTexts == ["192.0.2.10/24"])
  }

  /// Bare metal operators pass Secrets through that are YAML.
  @Test func `network_data written as YAML is refused with a word about it`() {
    let reading = read("links:\n  - id: port1\n    type: phy\nnetworks:\n  - type: ipv4_dhcp\n    link: port1\n")
    #expect(reading.outcome == .refused)
    #expect(reading.errors.count == 1)
    #expect(reading.findings.first?.place != nil)
    #expect(reading.findings.contains { ($0.message + $0.hint).contains("YAML") })
  }
}

/// The text without `▸`, and the place where it stood.
func unmarked(_ marked: String) throws -> (text: String, place: Finding.Place) {
  let parts = marked.split(separator: "▸", omittingEmptySubsequences: false)
  try #require(parts.count == 2)
  let before = parts[0].unicodeScalars
  let line = before.filter { $0 == "\n" }.count + 1
  let column = before.reversed().prefix { $0 != "\n" }.count + 1
  return (parts.joined(), Finding.Place(line: line, column: column))
}

// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

/// Where findings say they are; `▸` stands before the place and is not part of the document.
@Suite("Places of findings")
struct PlaceTests {
  private let golden = """
    {
      "links": [
        {"id": "port1", "type": "phy", "ethernet_mac_address": "52:54:00:00:00:01", "mtu": "tall"},
        {"id": "v", "type": "vlan", "vlan_link": "nowhere", "vlan_id": 5}
      ],
      "networks": [
        {
          "id": "n0",
          "type": "ipv4",
          "link": "port1",
          "ip_address": "192.0.2.10",
          "netmask": "24",
          "routes": [
            {"network": "0.0.0.0", "netmask": "0.0.0.0", "gateway": "2001:db8::1"}
          ]
        },
        {"type": "ipv4", "link": "port1", "ip_address": "192.0.2.11", "netmask": "255.0.255.0"}
      ],
      "services": [{"type": "ntp", "address": "192.0.2.1"}]
    }
    """

  @Test func `findings come in the order of the text, with the line and column of the value`() {
    let found = read(golden).findings.map {
      "\($0.code.rawValue) \($0.place.map { "\($0.line):\($0.column)" } ?? "-") \($0.path)"
    }
    #expect(
      found == [
        "mtu-invalid 3:88 links[0].mtu", "link-dangling 4:46 links[1].vlan_link",
        "netmask-is-prefix 12:18 networks[0].netmask",
        "route-gateway-invalid 14:65 networks[0].routes[0].gateway", "netmask-invalid 17:78 networks[1].netmask",
        "service-not-dns 19:25 services[0].type",
      ])
  }

  @Test(arguments: [
    #"{"links":[{"id":"port1","type":"phy","ethernet_mac_address":▸"junk"}]}"#,
    "{\"links\":\r\n[{\"id\":\"port1\",\r\n  \"ethernet_mac_address\" : ▸\"junk\"}]}",
    #"{"links":[{"id":"é\"{[,","ethernet_mac_address":▸"junk"}]}"#,
    #"{"x":{"links":[{"ethernet_mac_address":"no"}]},"links":[{"id":"😀a","ethernet_mac_address":▸"junk"}]}"#,
    "{\"links\":[{},\n\t{\"id\":\"a\",\"ethernet_mac_address\":\t▸\"junk\"}]}",
    #"{"links":[{"\u0069d":"a","ethernet\u005fmac_address":▸"junk"}]}"#,
  ])
  func `the place is that of the value, in characters`(marked: String) throws {
    let (text, place) = try unmarked(marked)
    #expect(read(text).findings.first { $0.code == .macInvalid }?.place == place)
  }

  @Test func `what is missing is placed at the object that lacks it`() throws {
    let (text, place) = try unmarked("{\n \"links\": [\n  ▸{\"id\": \"v\", \"type\": \"vlan\", \"vlan_id\": 5}]}")
    #expect(read(text).findings.first { $0.code == .missingKey }?.place == place)
  }

  @Test func `all findings of a plan have a place`() {
    let reading = read(golden, nics: nics(2...2))
    #expect(!reading.findings.isEmpty)
    for finding in reading.findings { #expect(finding.place != nil, "\(finding.line(file: "-"))") }
  }

  @Test func `an unknown key is placed at its value`() throws {
    let reading = read("{\n  \"links\": [\(phy(1))],\n  \"networks\": [],\n  \"qos\": {}\n}")
    #expect(reading.findings.map { $0.line(file: "-") }.first?.hasPrefix("-:4:10: note: qos: ") == true)
  }
}

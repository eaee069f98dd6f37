// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

/// RFC 8259 section 4 leaves open what a repeated key means; Python's json, which cloud-init and glean read with, takes
/// the last.
@Suite("Repeated keys")
struct RepeatedKeyTests {
  @Test func `the last of a repeated key counts, and a warning is placed at it`() throws {
    let (text, place) = try unmarked(
      #"{"links":[{"id":"a","type":"phy","mtu":1400,"ethernet_mac_address":"52:54:00:00:00:01","mtu":▸9000}]}"#)
    let reading = read(text)
    #expect(try reading.link().mtu?.bytes == 9000)
    #expect(reading.codes.map(\.rawValue) == ["duplicate-key"])
    #expect(reading.findings.first?.severity == .warning)
    #expect(reading.findings.first?.path.description == "links[0].mtu")
    #expect(reading.findings.first?.place == place)
  }

  @Test func `an error is placed in the value that counts`() throws {
    let (text, place) = try unmarked(#"{"links":[{"id":"a","mtu":"tall"}],"links":[{"id":"b",▸ "mtu":"tall"}]}"#)
    let reading = read(text)
    #expect(reading.findings.filter { $0.code == .mtuInvalid }.map(\.place) == [place.moved(by: 7)])
  }

  @Test func `a place is never in a value that does not count`() throws {
    let reading = read(
      #"{"links":[\#(phy(1))],"networks":[{"type":"ipv4","netmask":"x"}],"networks":[{"type":"ipv4"}]}"#)
    let start = try #require(reading.findings.first { $0.code.rawValue == "duplicate-key" }?.place)
    for finding in reading.findings { #expect(try #require(finding.place) >= start) }
    #expect(reading.findings.count > 1)
  }

  @Test(
    arguments: [
      (#""mtu":1400,"mtu":null"#, nil), (#""mtu":{"a":[1,2]},"mtu":1400"#, 1400),
      (#""mtu":1,"mtu":2,"mtu":1400"#, 1400),
      (#""mtu":9000,"\u006dtu":1400"#, 1400), (#""mtu" : "}," , "mtu" : 1400"#, 1400),
    ] as [(String, Int?)])
  func `one warning is enough, whatever stood there first`(more: String, mtu: Int?) throws {
    let reading = read(document([phy(1, more), phy(2)], [static4(on: "port2")]))
    #expect(try reading.link("ens1").mtu?.bytes == mtu)
    #expect(try reading.link("ens2").addressTexts == ["192.0.2.10/24"])
    #expect(reading.codes.map(\.rawValue) == ["duplicate-key"])
  }

  @Test func `the last of a bond's repeated options counts`() throws {
    let more = #""bond_mode":"active-backup","bond_miimon":50,"bond_mode":"802.3ad","bond_miimon":80"#
    let reading = read(document([phy(1), phy(2), bond("team", more)]))
    let bond = try #require(reading.link("bond0").asBond)
    #expect(bond.mode == .lacp && bond.options[.miimon] == "80")
    #expect(reading.codes.map(\.rawValue) == ["duplicate-key", "duplicate-key"])
  }

  @Test func `a key that is not known may stand twice, for it means nothing`() {
    let reading = read(document([phy(1, #""colour":1,"colour":{"a":1,"a":2}"#)], [static4()]))
    #expect(reading.codes == [.unknownKey])
  }

  @Test func `a document that ends in a repeated list of links is unknown`() {
    #expect(read(#"{"links":[\#(phy(1))],"links":[]}"#).outcome == .unknown)
  }
}

extension Finding.Place {
  fileprivate func moved(by columns: Int) -> Finding.Place { Finding.Place(line: line, column: column + columns) }
}

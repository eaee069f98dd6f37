// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

/// A document may be as long as it likes, up to 16 MiB; the time that it takes grows with its length, not with the
/// square of it. The limits are far above what is needed without optimization, and far below what a square would take.
@Suite("Long documents", .serialized, .timeLimit(.minutes(3)))
struct SpeedTests {
  private static let many = 20_000

  /// Reads a document in less than ten seconds.
  private func readSoon(_ text: String, nics known: [NIC]? = nics(1...4)) -> NetworkData.Reading {
    var reading = NetworkData.Reading?.none
    let duration = ContinuousClock().measure { reading = read(text, nics: known) }
    #expect(duration < .seconds(10))
    return reading ?? read("{}")
  }

  private func address(_ number: Int) -> String { "10.\(number >> 16).\(number >> 8 & 255).\(number & 255)" }

  private func list(_ count: Int = many, _ element: (Int) -> String) -> String {
    (1...count).map(element).joined(separator: ",")
  }

  @Test func `many addresses and many routes of one link`() throws {
    let networks = (1...Self.many).map { network("ipv4", #""ip_address":"\#(address($0))/32""#) }
    let routes = list { #"{"network":"172.\#($0 >> 8).\#($0 & 255).0/24","gateway":"192.0.2.1"}"# }
    let reading = readSoon(document([phy(1)], networks + [static4(#""routes":[\#(routes)]"#)]))
    #expect(try reading.link().addresses.count == Self.many + 1)
    #expect(try reading.link().routes.count == Self.many)
  }

  @Test func `many DNS servers of one link`() throws {
    let reading = readSoon(document([phy(1)], [static4(#""services":[\#(list { dns(address($0)) })]"#)]))
    #expect(try reading.link().nameServers.count == Self.many)
  }

  @Test func `many members of a bond that are not there`() throws {
    let team = #"{"id":"team","type":"bond","bond_mode":1,"bond_links":[\#(list { "\"m\($0)\"" }),"port1"]}"#
    #expect(try readSoon(document([phy(1), team])).link("bond0").asBond?.members.count == 1)
  }

  @Test func `many unknown keys`() {
    let reading = readSoon(document([phy(1, list { "\"k\($0)\":1" })]))
    #expect(reading.codes.count == Self.many)
  }

  @Test func `many findings on one line`() {
    let networks = (1...4000).map { network("ipv4", #""ip_address":"\#(address($0))","netmask":"24""#) }
    let reading = readSoon(document([phy(1)], networks))
    #expect(reading.findings.filter { $0.code == .netmaskIsPrefix }.count == 4000)
    #expect(Set(reading.findings.map(\.place)).count == reading.findings.count)
  }

  @Test func `a deep chain of VLANs of one id`() throws {
    let vlans = (1...Self.many).map { vlan("v\($0)", on: $0 == 1 ? "port1" : "v\($0 - 1)", tag: "7") }
    let reading = readSoon(document([phy(1)] + vlans))
    #expect(try Set(reading.names()).count == Self.many + 1)
  }

  @Test func `many bonds without a number`() throws {
    let bonds = (1...2000).map { #"{"id":"team\#($0)","type":"bond","bond_mode":1,"bond_links":["n\#($0)"]}"# }
    let links = (1...2000).map { #"{"id":"n\#($0)","type":"phy"}"# }
    let reading = readSoon(document(links + bonds), nics: nil)
    #expect(try reading.link("bond1999").asBond != nil)
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 14: DNS")
struct NameServerTests {
  private let top = [dns("192.0.2.53")]

  @Test func `each of the three places in a network belongs to its link, in order`() throws {
    let route = #""routes":[{"network":"0.0.0.0/0","gateway":"192.0.2.1","services":[\#(dns("192.0.2.4"))]}]"#
    let more = #""services":[\#(dns("192.0.2.2"))],"dns_nameservers":["192.0.2.3"],"# + route
    let reading = read(document([phy(1), phy(2)], [static4(more), static4(on: "port2", host: 11)]))
    #expect(try Set(reading.link("ens1").nameServerTexts) == ["192.0.2.2", "192.0.2.3", "192.0.2.4"])
    #expect(try reading.link("ens2").nameServers.isEmpty)
    #expect(reading.findings.isEmpty)
  }

  @Test func `order is kept within a family, duplicates are dropped, families stand together`() throws {
    let more = #""services":[\#(dns("192.0.2.2")),\#(dns("2001:DB8::53")),\#(dns("192.0.2.1")),\#(dns("192.0.2.2"))]"#
    let again = #""services":[\#(dns("2001:db8:0::53")),\#(dns("192.0.2.9"))]"#
    let reading = read(document([phy()], [static4(more), static6(again)]))
    #expect(try reading.link().nameServerTexts == ["192.0.2.2", "192.0.2.1", "192.0.2.9", "2001:db8::53"])
    #expect(reading.doubts.isEmpty)
  }

  @Test func `a top-level server that a link has is not given again`() throws {
    let networks = [static4(), static4(on: "port2", host: 11, #""services":[\#(dns("192.0.2.53"))]"#)]
    let reading = read(document([phy(1), phy(2)], networks, services: top))
    #expect(try reading.link("ens1").nameServers.isEmpty)
    #expect(try reading.link("ens2").nameServerTexts == ["192.0.2.53"])
  }

  @Test(arguments: ["ipv4_dhcp", "ipv6_slaac"])
  func `a top-level server that no link has goes to the first link with an address or DHCP`(type: String) throws {
    let networks = [static4(on: "port3"), network(type, on: "port2")]
    let reading = read(document([phy(1), phy(2), phy(3)], networks, services: top + [dns("2001:db8::53")]))
    #expect(try reading.link("ens2").nameServerTexts == ["192.0.2.53", "2001:db8::53"])
    #expect(try reading.link("ens1").nameServers.isEmpty)
    #expect(try reading.link("ens3").nameServers.isEmpty)
  }

  @Test func `first is meant in the order of the links of the document`() throws {
    let networks = [static4(on: "port2"), static4(on: "port3", host: 11)]
    let reading = read(document([phy(3), phy(2)], networks, services: top))
    #expect(try reading.link("ens3").nameServerTexts == ["192.0.2.53"])
    #expect(try reading.link("ens2").nameServers.isEmpty)
  }

  @Test func `a link's own servers come before the top-level ones`() throws {
    let reading = read(document([phy()], [static4(#""dns_nameservers":["192.0.2.2"]"#)], services: top))
    #expect(try reading.link().nameServerTexts == ["192.0.2.2", "192.0.2.53"])
  }

  @Test func `a top-level server without any link to go to is a warning`() throws {
    let reading = read(document([phy()], [], services: top))
    #expect(reading.codes == [.dnsWithoutLink])
    #expect(Finding.Code.dnsWithoutLink.severity == .warning)
    #expect(try reading.link().nameServers.isEmpty)
  }

  @Test func `services that are not DNS are a note`() throws {
    let ntp = #"{"type":"ntp","address":"192.0.2.123"}"#
    let reading = read(document([phy()], [static4(#""services":[\#(ntp)]"#)], services: [ntp] + top))
    #expect(reading.codes == [.serviceNotDNS, .serviceNotDNS])
    #expect(try reading.link().nameServerTexts == ["192.0.2.53"])
  }

  @Test(arguments: ["junk", "192.0.2.300", "ns.example.org", #"192.0.2.1\nnameserver 192.0.2.66"#, "192.0.2.1/24"])
  func `a server that is no address is an error that costs itself`(address: String) throws {
    let reading = read(document([phy()], [static4(#""services":[\#(dns(address)),\#(dns("192.0.2.2"))]"#)]))
    #expect(try reading.link().nameServerTexts == ["192.0.2.2"])
    #expect(reading.errors == [.dnsInvalid])
    #expect(reading.findings.first?.path.description.hasPrefix("networks[0].services[0]") == true)
  }

  @Test func `null and empty lists are none`() {
    for more in [#""services":null"#, #""services":[]"#, #""dns_nameservers":null"#, #""dns_nameservers":[]"#] {
      #expect(read(document([phy()], [static4(more)])).findings.isEmpty)
    }
  }

  @Test func `an IPv4 server on an IPv6 network stays there`() throws {
    let reading = read(document([phy()], [static6(#""services":[\#(dns("192.0.2.2"))]"#)]))
    #expect(try reading.link().nameServerTexts == ["192.0.2.2"])
    #expect(reading.findings.isEmpty)
  }

  @Test func `search domains belong to their link, once each`() throws {
    let reading = read(document([phy()], [static4(#""dns_search":["example.org.","lab.example","example.org"]"#)]))
    #expect(try reading.link().searchDomains.map(\.text) == ["example.org", "lab.example"])
    #expect(reading.findings.isEmpty)
  }

  @Test func `a search domain that is none is an error that costs itself`() throws {
    let reading = read(document([phy()], [static4(#""dns_search":["a b","example.org"]"#)]))
    #expect(try reading.link().searchDomains.map(\.text) == ["example.org"])
    #expect(reading.errors == [.searchDomainInvalid])
  }

  @Test func `DNS of a DHCP network is kept`() throws {
    let reading = read(document([phy()], [network("ipv4_dhcp", #""services":[\#(dns("192.0.2.2"))]"#)]))
    #expect(try reading.link().nameServerTexts == ["192.0.2.2"])
  }
}

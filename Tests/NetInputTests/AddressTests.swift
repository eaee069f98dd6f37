// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 6: networks of one link add up")
struct NetworkSumTests {
  @Test func `several networks with one id are all kept`() throws {
    let networks = [static4(), static4(host: 11), static6(), static6(host: "11"), network("ipv4_dhcp")]
    let link = try read(document([phy()], networks)).link()
    #expect(link.addressTexts == ["192.0.2.10/24", "192.0.2.11/24", "2001:db8::10/64", "2001:db8::11/64"])
    #expect(link.usesDHCPv4)
  }

  @Test func `one id on two links does not mix them up`() throws {
    let reading = read(document([phy(1), phy(2)], [static4(on: "port1"), static4(on: "port2", host: 11)]))
    #expect(try reading.link("ens1").addressTexts == ["192.0.2.10/24"])
    #expect(try reading.link("ens2").addressTexts == ["192.0.2.11/24"])
    #expect(reading.findings.isEmpty)
  }

  @Test func `exact duplicates collapse`() throws {
    let one = static4(routes("0.0.0.0", "0.0.0.0", via: "192.0.2.1"))
    let reading = read(document([phy()], [one, one, network("ipv6_slaac"), network("ipv6_slaac")]))
    let link = try reading.link()
    #expect(link.addressTexts == ["192.0.2.10/24"])
    #expect(link.routeTexts == ["0.0.0.0/0 via 192.0.2.1"])
    #expect(link.metrics == [nil])
    #expect(link.ipv6Mode == .slaac)
    #expect(reading.doubts.isEmpty)
  }

  @Test func `spellings of one address are duplicates`() throws {
    let networks = [
      static6(), network("ipv6", #""ip_address":"2001:DB8:0:0::0010/64""#),
      network("ipv6", #""ip_address":"2001:db8::10","netmask":"64""#),
    ]
    #expect(try read(document([phy()], networks)).link().addressTexts == ["2001:db8::10/64"])
  }

  @Test func `network ids may be missing, null or a number`() throws {
    for id in ["", #""id":null,"#, #""id":7,"#] {
      let text = #"{\#(id)"type":"ipv4","link":"port1","ip_address":"192.0.2.10/24"}"#
      #expect(try read(document([phy()], [text])).link().addressTexts == ["192.0.2.10/24"])
    }
  }

  @Test func `a list of addresses adds to the first`() throws {
    let (first, second) = (#"{"address":"192.0.2.10","netmask":"24"}"#, #"{"address":"192.0.2.11","netmask":"/24"}"#)
    let more = #""ip_addresses":[\#(first),\#(second)]"#
    #expect(try read(document([phy()], [static4(more)])).link().addressTexts == ["192.0.2.10/24", "192.0.2.11/24"])
    let alone = network("ipv6", #""ip_addresses":[{"address":"2001:db8::1","netmask":"ffff:ffff:ffff:ffff::"}]"#)
    #expect(try read(document([phy()], [alone])).link().addressTexts == ["2001:db8::1/64"])
  }

  @Test(arguments: [
    #"{"address":"192.0.2.11","netmask":"255.0.255.0"}"#, #"{"address":"junk","netmask":"255.255.255.0"}"#, "5",
  ])
  func `a bad entry of the list costs itself, and is not said to cost the network`(entry: String) throws {
    let reading = read(document([phy()], [static4(#""ip_addresses":[\#(entry)]"#)]))
    #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
    #expect(reading.errors.count == 1)
    #expect(
      !reading.findings.contains { $0.message.contains("network is left out") }, "\(reading.findings.map(\.message))")
  }
}

@Suite("Rule 7: lengths of addresses")
struct AddressLengthTests {
  @Test(
    arguments: [
      (#""192.0.2.10""#, #""255.255.255.0""#, "192.0.2.10/24"), (#""192.0.2.10/24""#, nil, "192.0.2.10/24"),
      (#""192.0.2.10/24""#, #""255.255.255.0""#, "192.0.2.10/24"), (#""192.0.2.10/24""#, #""""#, "192.0.2.10/24"),
      (#""192.0.2.10/24""#, "null", "192.0.2.10/24"), (#""192.0.2.10""#, #""255.255.255.255""#, "192.0.2.10/32"),
      (#""192.0.2.10""#, #""255.255.255.254""#, "192.0.2.10/31"),
    ] as [(String, String?, String)])
  func `masks and prefixes of IPv4 are read without a word`(address: String, netmask: String?, expected: String) throws
  {
    let netmask = netmask.map { #","netmask":\#($0)"# } ?? ""
    let reading = read(document([phy()], [network("ipv4", #""ip_address":\#(address)\#(netmask)"#)]))
    #expect(try reading.link().addressTexts == [expected])
    #expect(reading.findings.isEmpty)
  }

  @Test(
    arguments: [
      (#""2001:db8::10""#, #""ffff:ffff:ffff:ffff::""#, "2001:db8::10/64"),
      (#""2001:db8::10/64""#, nil, "2001:db8::10/64"),
      (#""2001:db8::10""#, #""ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff""#, "2001:db8::10/128"),
      (#""2001:0DB8:0000::0010/64""#, #""ffff:ffff:ffff:ffff:0:0:0:0""#, "2001:db8::10/64"),
      (#""2001:db8::10/108""#, #""""#, "2001:db8::10/108"),
    ] as [(String, String?, String)])
  func `masks and prefixes of IPv6 are read without a word`(address: String, netmask: String?, expected: String) throws
  {
    let netmask = netmask.map { #","netmask":\#($0)"# } ?? ""
    let reading = read(document([phy()], [network("ipv6", #""ip_address":\#(address)\#(netmask)"#)]))
    #expect(try reading.link().addressTexts == [expected])
    #expect(reading.findings.isEmpty)
  }

  @Test(arguments: [#""24""#, "24", #""/24""#])
  func `a length in the place of an IPv4 mask is read, with a warning`(netmask: String) throws {
    let reading = read(document([phy()], [network("ipv4", #""ip_address":"192.0.2.10","netmask":\#(netmask)"#)]))
    #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
    #expect(reading.codes == [.netmaskIsPrefix])
    #expect(reading.paths(.netmaskIsPrefix) == ["networks[0].netmask"])
  }

  @Test(arguments: [#""64""#, "64", #""/64""#])
  func `a length in the place of an IPv6 mask is read`(netmask: String) throws {
    let reading = read(document([phy()], [network("ipv6", #""ip_address":"2001:db8::10","netmask":\#(netmask)"#)]))
    #expect(try reading.link().addressTexts == ["2001:db8::10/64"])
    #expect(reading.errors.isEmpty)
  }

  @Test(arguments: [#""255.255.0.0""#, #""16""#, "16"])
  func `the prefix wins over a mask that differs, with a warning`(netmask: String) throws {
    let reading = read(document([phy()], [network("ipv4", #""ip_address":"192.0.2.10/24","netmask":\#(netmask)"#)]))
    #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
    #expect(reading.codes.contains(.netmaskConflict))
    #expect(reading.errors.isEmpty)
  }

  @Test(arguments: [
    ("ipv4", "192.0.2.10", "255.0.255.0"), ("ipv4", "192.0.2.10", "0.0.0.255"),
    ("ipv6", "2001:db8::10", "ffff:0:ffff::"), ("ipv6", "2001:db8::10", "::ffff"),
  ])
  func `a non-contiguous mask drops the network`(type: String, address: String, netmask: String) throws {
    let more =
      #""ip_address":"\#(address)","netmask":"\#(netmask)","dns_nameservers":["192.0.2.53"],"#
      + routes(type == "ipv4" ? "0.0.0.0" : "::", "0", via: type == "ipv4" ? "192.0.2.1" : "2001:db8::1")
    let reading = read(document([phy()], [network(type, more), static4(host: 20)]))
    let link = try reading.link()
    #expect(link.addressTexts == ["192.0.2.20/24"])
    #expect(link.routes.isEmpty)
    #expect(link.nameServers.isEmpty)
    #expect(reading.errors == [.netmaskInvalid])
    #expect(reading.paths(.netmaskInvalid) == ["networks[0].netmask"])
  }

  @Test(arguments: [
    ("ipv4", "192.0.2.10", #""33""#), ("ipv4", "192.0.2.10", "64"), ("ipv4", "192.0.2.10", #""ffff:ffff::""#),
    ("ipv4", "192.0.2.10", #""255.255.255.0xyz""#), ("ipv4", "192.0.2.10", #""wide""#),
    ("ipv6", "2001:db8::10", #""129""#),
    ("ipv6", "2001:db8::10", #""255.255.255.0""#),
  ])
  func `a mask that is none drops the network`(type: String, address: String, netmask: String) throws {
    let bad = network(type, #""ip_address":"\#(address)","netmask":\#(netmask)"#)
    let reading = read(document([phy()], [bad, static4(host: 20)]))
    #expect(try reading.link().addressTexts == ["192.0.2.20/24"])
    #expect(reading.errors == [.netmaskInvalid])
  }

  @Test(arguments: [
    ("ipv4", "192.0.2.10", "192.0.2.10/32"), ("ipv4", "10.0.0.1", "10.0.0.1/32"),
    ("ipv6", "2001:db8::10", "2001:db8::10/128"),
  ])
  func `an address without a length is alone, with a warning and never by class`(
    type: String, address: String, expected: String
  ) throws {
    for netmask in ["", #","netmask":null"#, #","netmask":"""#] {
      let reading = read(document([phy()], [network(type, #""ip_address":"\#(address)"\#(netmask)"#)]))
      #expect(try reading.link().addressTexts == [expected])
      #expect(reading.codes == [.netmaskMissing])
    }
  }

  @Test(arguments: [
    "192.0.2.300", "192.0.2", "junk", "192.0.2.10/33", "192.0.2.010", "192.0.2.10;reboot", #"192.0.2.10\n"#,
    "0.0.0.0/24", "127.0.0.1/8", "::1/128", "fe80::1%eth0",
  ])
  func `an address that is none is an error that costs its network`(address: String) throws {
    let bad = network("ipv4", #""ip_address":"\#(address)","netmask":"255.255.255.0""#)
    let reading = read(document([phy()], [bad, static4(host: 20)]))
    #expect(try reading.link().addressTexts == ["192.0.2.20/24"])
    #expect(reading.errors.count == 1)
    #expect(reading.findings.first { $0.severity == .error }?.path.description == "networks[0].ip_address")
  }

  @Test func `the network address of a prefix is doubted`() throws {
    let reading = read(document([phy()], [network("ipv4", #""ip_address":"192.0.2.0/24""#)]))
    #expect(reading.codes == [.addressNotHost])
    #expect(try read(document([phy()], [network("ipv4", #""ip_address":"192.0.2.0/31""#)])).link().addresses.count == 1)
    #expect(read(document([phy()], [network("ipv4", #""ip_address":"192.0.2.0/31""#)])).findings.isEmpty)
  }

  @Test func `an address of the other family is said to be one`() {
    let reading = read(document([phy()], [network("ipv4", #""ip_address":"2001:db8::10/64""#)]))
    #expect(reading.doubts == [.networkFamily])
  }

  @Test(arguments: [#","ip_address":null"#, #","ip_address":"""#, ""])
  func `a static network without an address gives none, and says so`(address: String) throws {
    let bad = #"{"id":"n","type":"ipv4","link":"port1"\#(address),"netmask":"255.255.255.0"}"#
    let reading = read(document([phy()], [bad, static6()]))
    #expect(try reading.link().addressTexts == ["2001:db8::10/64"])
    #expect(!reading.doubts.isEmpty)
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 8: types of networks")
struct NetworkTypeTests {
  @Test(
    arguments: [
      ("ipv4", false, .none), ("static", false, .none), ("ipv4_dhcp", true, .none), ("ipv6_slaac", false, .slaac),
      ("ipv6_dhcpv6-stateless", false, .stateless), ("ipv6_dhcpv6_stateless", false, .stateless),
      ("ipv6_dhcpv6-stateful", false, .stateful), ("ipv6_dhcpv6_stateful", false, .stateful),
      ("ipv6_dhcp", false, .stateful),
    ] as [(String, Bool, IPv6Mode)])
  func `each type has its mode`(type: String, usesDHCP: Bool, mode: IPv6Mode) throws {
    let isStatic = type == "ipv4" || type == "static"
    let reading = read(document([phy()], [network(type, isStatic ? #""ip_address":"192.0.2.10/24""# : "")]))
    let link = try reading.link()
    #expect(link.usesDHCPv4 == usesDHCP)
    #expect(link.ipv6Mode == mode)
    #expect(link.addressTexts == (isStatic ? ["192.0.2.10/24"] : []))
    #expect(reading.findings.isEmpty)
  }

  @Test(arguments: ["ipv6", "static6"])
  func `static IPv6 has its address`(type: String) throws {
    let reading = read(document([phy()], [network(type, #""ip_address":"2001:db8::10/64""#)]))
    #expect(try reading.link().addressTexts == ["2001:db8::10/64"])
    #expect(try reading.link().ipv6Mode == .none)
    #expect(reading.findings.isEmpty)
  }

  @Test func `an address that comes with DHCP is ignored with a note, and its routes are kept`() throws {
    let more =
      #""ip_address":"192.0.2.10","netmask":"255.255.255.0","#
      + routes("203.0.113.0", "255.255.255.0", via: "192.0.2.1")
    let reading = read(document([phy()], [network("ipv4_dhcp", more)]))
    let link = try reading.link()
    #expect(link.addresses.isEmpty && link.usesDHCPv4)
    #expect(link.routeTexts == ["203.0.113.0/24 via 192.0.2.1 onlink"])
    #expect(reading.codes == [.addressIgnored])
  }

  @Test func `the same holds for IPv6 by DHCP`() throws {
    let more = #""ip_address":"2001:db8::10/64","# + routes("2001:db8:1::", "48", via: "fe80::1")
    let reading = read(document([phy()], [network("ipv6_dhcp", more)]))
    let link = try reading.link()
    #expect(link.addresses.isEmpty)
    #expect(link.routeTexts == ["2001:db8:1::/48 via fe80::1"])
    #expect(reading.codes.contains(.addressIgnored))
    #expect(reading.errors.isEmpty)
  }

  @Test(arguments: ["ipv6_slaac", "ipv6_dhcpv6-stateless", "ipv6_dhcpv6-stateful"])
  func `address and routes with router advertisements are advisory, DNS is not`(type: String) throws {
    let more =
      #""ip_address":"2001:db8::10","netmask":"ffff:ffff:ffff:ffff::","services":[\#(dns("2001:db8::53"))],"#
      + routes("::", "::", via: "2001:db8::1")
    let reading = read(document([phy()], [network(type, more)]))
    let link = try reading.link()
    #expect(link.addresses.isEmpty && link.routes.isEmpty)
    #expect(link.nameServerTexts == ["2001:db8::53"])
    #expect(Set(reading.codes) == [.addressIgnored, .routesIgnored])
    #expect(reading.doubts.isEmpty)
  }

  @Test func `of several modes on one link the one that asks for most is used`() throws {
    for types in [["ipv6_slaac", "ipv6_dhcpv6-stateful"], ["ipv6_dhcpv6-stateful", "ipv6_slaac"]] {
      #expect(try read(document([phy()], types.map { network($0) })).link().ipv6Mode == .stateful)
    }
    let types = ["ipv6_dhcpv6-stateless", "ipv6_slaac"]
    #expect(try read(document([phy()], types.map { network($0) })).link().ipv6Mode == .stateless)
  }

  @Test(arguments: ["ipv5", "ipv6_magic", "dhcp; reboot", "bridge", #"ipv4\n"#])
  func `an unknown type is an error that costs its network`(type: String) throws {
    let bad = network(type, #""ip_address":"192.0.2.9/24""#)
    let reading = read(document([phy()], [bad, static4()]))
    #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
    #expect(reading.errors == [.networkTypeUnknown])
    #expect(reading.paths(.networkTypeUnknown) == ["networks[0].type"])
  }

  @Test(arguments: [#""type":null,"#, #""type":"","#, ""])
  func `a missing type is reported`(type: String) {
    let reading = read(document([phy()], [#"{\#(type)"link":"port1"}"#]))
    #expect(reading.errors == [.networkTypeMissing])
  }
}

@Suite("Rule 9: router advertisements")
struct RouterAdvertisementTests {
  @Test func `static IPv6 alone ignores them`() throws {
    let link = try read(document([phy()], [static6(), static4()])).link()
    #expect(link.ipv6Mode == .none && !link.ipv6Mode.acceptsRouterAdvertisements)
  }

  @Test(arguments: ["ipv6_slaac", "ipv6_dhcpv6-stateless", "ipv6_dhcpv6-stateful"])
  func `any network that needs them turns them on beside static addresses`(type: String) throws {
    for networks in [[static6(), network(type)], [network(type), static6()]] {
      let link = try read(document([phy()], networks)).link()
      #expect(link.ipv6Mode.acceptsRouterAdvertisements)
      #expect(link.addressTexts == ["2001:db8::10/64"])
    }
  }

  @Test func `IPv4 alone does not turn them on`() throws {
    #expect(try read(document([phy()], [network("ipv4_dhcp")])).link().ipv6Mode == .none)
  }

  @Test func `another link's network does not turn them on`() throws {
    let reading = read(document([phy(1), phy(2)], [static6(), network("ipv6_slaac", on: "port2")]))
    #expect(try reading.link("ens1").ipv6Mode == .none)
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 10: several default routes")
struct DefaultRoutePreferenceTests {
  private let default4 = routes("0.0.0.0", "0.0.0.0", via: "192.0.2.1")
  private let default6 = routes("::", "::", via: "2001:db8::1")

  @Test func `one alone gets no metric`() throws {
    let reading = read(
      document([phy(1), phy(2)], [static4(default4), static4(on: "port2", host: 11), static6(default6)]))
    #expect(try reading.link("ens1").metrics == [nil, nil])
    #expect(try read(document([phy()], [network("ipv4_dhcp"), network("ipv6_slaac")])).link().dhcpMetric == nil)
    #expect(try read(document([phy()], [network("ipv4_dhcp"), network("ipv6_slaac")])).link().advertisedMetric == nil)
  }

  @Test(arguments: ["ipv4_dhcp", "ipv6_slaac", "ipv6_dhcpv6-stateful"])
  func `two networks that get one link its default the same way are one`(type: String) throws {
    let link = try read(document([phy()], [network(type), network(type)])).link()
    #expect(link.dhcpMetric == nil && link.advertisedMetric == nil)
  }

  @Test func `links rank in the order of the networks, not of the links`() throws {
    let reading = read(document([phy(1), phy(2)], [static4(on: "port2", host: 11, default4), static4(default4)]))
    #expect(try reading.link("ens2").metrics == [100])
    #expect(try reading.link("ens1").metrics == [200])
  }

  @Test func `static, DHCP and router advertisements compete`() throws {
    let networks = [
      network("ipv4_dhcp"), static4(on: "port2", host: 11, default4), network("ipv4_dhcp", on: "port3"),
      network("ipv6_slaac", on: "port3"), static6(on: "port2", default6), network("ipv6_dhcpv6-stateful"),
    ]
    let reading = read(document([phy(1), phy(2), phy(3)], networks))
    #expect(try reading.link("ens1").dhcpMetric?.number == 100)
    #expect(try reading.link("ens2").metrics == [200, 200])
    #expect(try reading.link("ens3").dhcpMetric?.number == 300)
    #expect(try reading.link("ens3").advertisedMetric?.number == 100)
    #expect(try reading.link("ens1").advertisedMetric?.number == 300)
  }

  @Test func `families rank apart`() throws {
    let reading = read(document([phy(1), phy(2)], [static4(default4), static6(on: "port2", default6)]))
    #expect(try reading.link("ens1").metrics == [nil])
    #expect(try reading.link("ens2").metrics == [nil])
  }

  @Test func `a link without a default route does not count`() throws {
    let networks = [static4(on: "port2", host: 11), static4(default4)]
    #expect(try read(document([phy(1), phy(2)], networks)).link("ens1").metrics == [nil])
  }

  @Test func `of two defaults of one link the first is used, the second gets the next metric`() throws {
    let second = static4(host: 11, routes("0.0.0.0", "0", via: "192.0.2.2"))
    let reading = read(document([phy()], [static4(default4), second]))
    #expect(try reading.link().routeTexts == ["0.0.0.0/0 via 192.0.2.1", "0.0.0.0/0 via 192.0.2.2"])
    #expect(try reading.link().metrics == [100, 200])
  }

  @Test func `a metric that the document gives is kept`() throws {
    let given = #""routes":[{"network":"0.0.0.0","netmask":"0.0.0.0","gateway":"192.0.2.1","metric":50}]"#
    let reading = read(document([phy(1), phy(2)], [static4(given), static4(on: "port2", host: 11, default4)]))
    #expect(try reading.link("ens1").metrics == [50])
    #expect(try reading.link("ens2").metrics == [100])
  }

  @Test func `a metric that is none is an error that costs the metric`() throws {
    let given = #""routes":[{"network":"0.0.0.0","netmask":"0.0.0.0","gateway":"192.0.2.1","metric":-1}]"#
    let reading = read(document([phy(1)], [static4(given)]))
    #expect(reading.errors == [.routeMetricInvalid])
    #expect(try reading.link().routeTexts == ["0.0.0.0/0 via 192.0.2.1"])
  }
}

@Suite("Rule 11: routes")
struct RouteReadingTests {
  @Test(
    arguments: [
      ("0.0.0.0", "0.0.0.0"), ("0.0.0.0", "0"), ("0.0.0.0/0", nil), ("0.0.0.0", "/0"), ("0.0.0.0/0", "0.0.0.0"),
      ("0.0.0.0", "0.0.0.0/0"), ("0.0.0.0/0", "0.0.0.0/0"), ("0.0.0.0/0", ""),
    ] as [(String, String?)])
  func `every spelling of the IPv4 default is one`(destination: String, netmask: String?) throws {
    let reading = read(document([phy()], [static4(routes(destination, netmask, via: "192.0.2.1"))]))
    #expect(try reading.link().routeTexts == ["0.0.0.0/0 via 192.0.2.1"])
    #expect(reading.doubts.isEmpty)
  }

  @Test(
    arguments: [
      ("::", "::"), ("::0", "::0"), ("::/0", "::/0"), ("::", "0"), ("::/0", nil), ("::0", "0"), ("0::0", "::"),
      ("::0/0", "::0"),
      ("::", "::/0"), ("0:0:0:0:0:0:0:0", "0:0:0:0:0:0:0:0"),
    ] as [(String, String?)])
  func `every spelling of the IPv6 default is one`(destination: String, netmask: String?) throws {
    let reading = read(document([phy()], [static6(routes(destination, netmask, via: "2001:db8::1"))]))
    #expect(try reading.link().routeTexts == ["::/0 via 2001:db8::1"])
    #expect(reading.doubts.isEmpty)
  }

  @Test(arguments: ["::0", "0.0.0.0"])
  func `the unspecified address without a mask is the default`(destination: String) throws {
    let isFour = destination.contains(".")
    let gateway = isFour ? "192.0.2.1" : "2001:db8::1"
    let network =
      isFour ? static4(routes(destination, nil, via: gateway)) : static6(routes(destination, nil, via: gateway))
    #expect(try read(document([phy()], [network])).link().routes.map(\.isDefault) == [true])
  }

  @Test func `0.0.0.0 with a longer mask is no default`() throws {
    let reading = read(document([phy()], [static4(routes("0.0.0.0", "255.255.255.0", via: "192.0.2.1"))]))
    #expect(try reading.link().routeTexts == ["0.0.0.0/24 via 192.0.2.1"])
    #expect(try reading.link().routes.allSatisfy { !$0.isDefault })
  }

  @Test(
    arguments: [
      ("203.0.113.0", "255.255.255.0", "203.0.113.0/24"), ("203.0.113.0/24", nil, "203.0.113.0/24"),
      ("203.0.113.7", "255.255.255.255", "203.0.113.7/32"), ("203.0.113.0", "24", "203.0.113.0/24"),
    ] as [(String, String?, String)])
  func `destinations are read like addresses`(destination: String, netmask: String?, expected: String) throws {
    let reading = read(document([phy()], [static4(routes(destination, netmask, via: "192.0.2.1"))]))
    #expect(try reading.link().routeTexts == ["\(expected) via 192.0.2.1"])
  }

  @Test func `host bits of a destination are cleared with a note`() throws {
    let reading = read(document([phy()], [static4(routes("10.1.2.3", "255.0.0.0", via: "192.0.2.1"))]))
    #expect(try reading.link().routeTexts == ["10.0.0.0/8 via 192.0.2.1"])
    #expect(reading.codes == [.routeHostBits])
  }

  @Test(arguments: [nil, #""gateway":"""#, #""gateway":null"#] as [String?])
  func `a route without a gateway is on the link, with a warning`(gateway: String?) throws {
    let gateway = gateway.map { "," + $0 } ?? ""
    let route = #""routes":[{"network":"203.0.113.0","netmask":"255.255.255.0"\#(gateway)}]"#
    let reading = read(document([phy()], [static4(route)]))
    #expect(try reading.link().routes.map { $0.gateway == nil } == [true])
    #expect(try reading.link().routes.map(\.destination.description) == ["203.0.113.0/24"])
    #expect(reading.codes == [.routeGatewayMissing])
  }

  @Test(arguments: [
    ("203.0.113.0", "255.0.255.0", "192.0.2.1"), ("junk", "255.255.255.0", "192.0.2.1"),
    ("203.0.113.0", "junk", "192.0.2.1"),
    ("203.0.113.0", "255.255.255.0", "junk"), ("203.0.113.0", "255.255.255.0", "2001:db8::1"),
    ("203.0.113.0", "255.255.255.0", "192.0.2.1; reboot"), ("", "", "192.0.2.1"),
  ])
  func `a route that cannot be read costs itself alone`(destination: String, netmask: String, gateway: String) throws {
    let bad = #"{"network":"\#(destination)","netmask":"\#(netmask)","gateway":"\#(gateway)"}"#
    let good = #"{"network":"198.51.100.0","netmask":"255.255.255.0","gateway":"192.0.2.1"}"#
    let reading = read(document([phy()], [static4(#""routes":[\#(bad),\#(good)]"#)]))
    #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
    #expect(try reading.link().routeTexts == ["198.51.100.0/24 via 192.0.2.1"])
    #expect(reading.errors.count == 1)
    #expect(
      reading.findings.first { $0.severity == .error }?.path.description.hasPrefix("networks[0].routes[0]") == true)
  }

  @Test(arguments: [false, true])
  func `a gateway that is an address of its link, of whichever network, is an error`(isLater: Bool) throws {
    let networks = [static4(routes("0.0.0.0", "0", via: "192.0.2.11")), static4(host: 11, #""gateway":"192.0.2.10""#)]
    let reading = read(document([phy(1)], isLater ? networks : networks.reversed()))
    #expect(try reading.link().addresses.count == 2)
    #expect(try reading.link().routes.isEmpty)
    #expect(reading.errors == [.routeGatewayInvalid, .routeGatewayInvalid])
  }

  @Test func `a gateway that is an address of another link is used`() throws {
    let networks = [static4(routes("0.0.0.0", "0", via: "192.0.2.11")), static4(on: "port2", host: 11)]
    #expect(try read(document([phy(1), phy(2)], networks)).link().routeTexts == ["0.0.0.0/0 via 192.0.2.11"])
  }

  @Test func `a gateway key is a default route`() throws {
    #expect(
      try read(document([phy()], [static4(#""gateway":"192.0.2.1""#)])).link().routeTexts == ["0.0.0.0/0 via 192.0.2.1"]
    )
    #expect(try read(document([phy()], [static6(#""gateway":"fe80::1""#)])).link().routeTexts == ["::/0 via fe80::1"])
  }

  @Test(arguments: [#""gateway":"""#, #""gateway":null"#])
  func `an empty gateway key is none`(gateway: String) throws {
    let reading = read(document([phy()], [static4(gateway)]))
    #expect(try reading.link().routes.isEmpty)
    #expect(reading.findings.isEmpty)
  }

  @Test func `a gateway key that repeats the default route adds nothing`() throws {
    let network = static4(#""gateway":"192.0.2.1","# + routes("0.0.0.0", "0.0.0.0", via: "192.0.2.1"))
    #expect(try read(document([phy()], [network])).link().routeTexts == ["0.0.0.0/0 via 192.0.2.1"])
    #expect(try read(document([phy()], [network])).link().metrics == [nil])
  }

  @Test func `routes are kept in order, and absent or null ones are none`() throws {
    let one = #"{"network":"203.0.113.0/24","gateway":"192.0.2.1"}"#
    let other = #"{"network":"198.51.100.0/24","gateway":"192.0.2.2"}"#
    let two = #""routes":[\#(one),\#(other)]"#
    let texts = try read(document([phy()], [static4(two)])).link().routeTexts
    #expect(texts == ["203.0.113.0/24 via 192.0.2.1", "198.51.100.0/24 via 192.0.2.2"])
    #expect(read(document([phy()], [static4(#""routes":null"#)])).findings.isEmpty)
    #expect(read(document([phy()], [static4(#""routes":[]"#)])).findings.isEmpty)
  }
}

@Suite("Rule 12: gateways outside the link's prefixes")
struct OffLinkGatewayTests {
  @Test func `they are reached on the link`() throws {
    let network = network("ipv4", #""ip_address":"192.0.2.10/32","# + routes("0.0.0.0", "0.0.0.0", via: "198.51.100.1"))
    #expect(try read(document([phy()], [network])).link().routeTexts == ["0.0.0.0/0 via 198.51.100.1 onlink"])
  }

  @Test func `a gateway within a prefix that another network brings is not`() throws {
    let other = static4(routes("0.0.0.0", "0.0.0.0", via: "198.51.100.1"))
    let networks = [other, network("ipv4", #""ip_address":"198.51.100.9/24""#)]
    #expect(try read(document([phy()], networks)).link().routeTexts == ["0.0.0.0/0 via 198.51.100.1"])
  }

  @Test func `a link-local gateway binds to its link`() throws {
    let reading = read(document([phy()], [static6(routes("::", "::", via: "FE80::1"))]))
    #expect(try reading.link().routeTexts == ["::/0 via fe80::1"])
    #expect(reading.findings.isEmpty)
  }

  @Test func `a prefix of another link does not help`() throws {
    let networks = [
      static4(on: "port2"), static4(host: 11, routes("0.0.0.0", "0", via: "198.51.100.1")),
      network("ipv4", on: "port2", #""ip_address":"198.51.100.9/24""#),
    ]
    #expect(try read(document([phy(1), phy(2)], networks)).link().routeTexts == ["0.0.0.0/0 via 198.51.100.1 onlink"])
  }
}

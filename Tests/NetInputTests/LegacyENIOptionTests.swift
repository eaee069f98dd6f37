// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Legacy network_config: options of a stanza")
struct LegacyENIOptionTests {
  /// A static stanza of ens1 with options.
  private func read(_ options: String..., family: String = "inet", method: String = "static") -> NetworkData.Reading {
    readENI("auto ens1\niface ens1 \(family) \(method)\n" + options.map { "  \($0)\n" }.joined())
  }

  @Test(arguments: [
    ["address 192.0.2.10/24"], ["address 192.0.2.10", "netmask 255.255.255.0"], ["address 192.0.2.10", "netmask 24"],
    ["address\t192.0.2.10  ", "netmask /24"], ["address 192.0.2.10/24", "netmask 255.255.255.0"],
    ["address \\", "  192.0.2.10/24"], ["address 192.0.2.10/24", "broadcast 192.0.2.255", "network 192.0.2.0"],
    ["# address 192.0.2.11/24", "address 192.0.2.10/24 \r"],
  ])
  func `spellings of an address`(options: [String]) throws {
    let reading = readENI("auto ens1\niface ens1 inet static\n" + options.map { "  \($0)\n" }.joined())
    #expect(reading.findings.isEmpty)
    #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
  }

  @Test(arguments: ["64", "/64", "ffff:ffff:ffff:ffff::"])
  func `spellings of an IPv6 mask`(mask: String) throws {
    let reading = read("address 2001:DB8::10", "netmask \(mask)", family: "inet6")
    #expect(reading.findings.isEmpty)
    #expect(try reading.link().addressTexts == ["2001:db8::10/64"])
  }

  @Test func `an alias adds an address to its interface`() throws {
    let reading = readENI(
      """
      auto ens1 ens1:0
      iface ens1 inet static
        address 192.0.2.10/24
      iface ens1:0 inet static
        address 192.0.2.11/24
      """)
    #expect(reading.findings.isEmpty)
    #expect(try reading.link().addressTexts == ["192.0.2.10/24", "192.0.2.11/24"])
  }

  @Test(arguments: [
    (["netmask 24"], Finding.Code.missingKey), (["address"], .missingKey), (["address here"], .addressInvalid),
    (["address 0.0.0.0/0"], .addressInvalid), (["address 127.0.0.1/8"], .addressInvalid),
    (["address 224.0.0.1/24"], .addressInvalid),
    (["address 192.0.2.10/33"], .addressInvalid), (["address 192.0.2.10 192.0.2.11"], .addressInvalid),
    (["address 192.0.2.10", "netmask 255.0.255.0"], .netmaskInvalid),
    (["address 192.0.2.10", "netmask 33"], .netmaskInvalid), (["address 192.0.2.10", "netmask x"], .netmaskInvalid),
  ])
  func `an error costs its stanza only`(options: [String], code: Finding.Code) throws {
    let broken = "auto ens1\niface ens1 inet static\n" + options.map { "  \($0)\n" }.joined() + "  gateway 192.0.2.1\n"
    let reading = readENI(broken + "iface ens1 inet6 auto\nauto ens2\niface ens2 inet dhcp\n")
    #expect(reading.codes == [code])
    #expect(try reading.link().addresses.isEmpty)
    #expect(try reading.link().routes.isEmpty)
    #expect(try reading.link().ipv6Mode == .slaac)
    #expect(try reading.link("ens2").usesDHCPv4)
  }

  @Test func `doubtful lengths and families are told`() throws {
    #expect(read("address 192.0.2.10").codes == [.netmaskMissing])
    #expect(try read("address 192.0.2.10").link().addressTexts == ["192.0.2.10/32"])
    let conflict = read("address 192.0.2.10/24", "netmask 255.255.0.0")
    #expect(conflict.codes == [.netmaskConflict])
    #expect(conflict.findings.first?.place == Finding.Place(line: 4, column: 11))
    #expect(try conflict.link().addressTexts == ["192.0.2.10/24"])
    #expect(read("address 2001:db8::1/64").codes == [.networkFamily])
  }

  @Test func `a gateway that is an address of its link, of whichever stanza, is an error`() throws {
    let reading = readENI(
      """
      auto ens1
      iface ens1 inet static
        address 192.0.2.10/24
        gateway 192.0.2.11
      iface ens1 inet static
        address 192.0.2.11/24
        gateway 192.0.2.10
      """)
    #expect(try reading.link().addressTexts == ["192.0.2.10/24", "192.0.2.11/24"])
    #expect(try reading.link().routes.isEmpty)
    #expect(reading.errors == [.routeGatewayInvalid, .routeGatewayInvalid])
  }

  @Test func `gateways: metric, on-link, none, and what is none`() throws {
    let metric = read("address 192.0.2.10/24", "gateway 192.0.2.1", "metric 50")
    #expect(try metric.link().metrics == [50])
    let outside = read("address 192.0.2.10/32", "gateway 198.51.100.1")
    #expect(try outside.link().routeTexts == ["0.0.0.0/0 via 198.51.100.1 onlink"])
    #expect(try read("address 192.0.2.10/24", "gateway 0.0.0.0").link().routes.isEmpty)
    for gateway in ["none", "224.0.0.1", "192.0.2.10", "192.0.2.1 eth0"] {
      let reading = read("address 192.0.2.10/24", "gateway \(gateway)")
      #expect(reading.codes == [.routeGatewayInvalid], "\(gateway)")
      #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
    }
    #expect(read("address 192.0.2.10/24", "metric much").codes == [.routeMetricInvalid])
  }

  /// As in a network_data.json.
  @Test func `several default routes get metrics in the order of their stanzas`() throws {
    let reading = readENI(
      """
      auto ens1 ens2 ens3
      iface ens2 inet static
        address 192.0.2.10/24
        gateway 192.0.2.1
      iface ens1 inet dhcp
      iface ens3 inet dhcp
        metric 700
      iface ens3 inet6 auto
      """)
    #expect(try reading.link("ens2").metrics == [100])
    #expect(try reading.link("ens1").dhcpMetric?.number == 200)
    #expect(try reading.link("ens3").dhcpMetric?.number == 700)
    #expect(try reading.link("ens3").advertisedMetric == nil)
  }

  /// Rule 9.
  @Test func `static IPv6 ignores router advertisements; auto beside it takes them`() throws {
    let fixed = "auto ens1\niface ens1 inet6 static\n  address 2001:db8::10/64\n  gateway fe80::1\n"
    #expect(try readENI(fixed).link().ipv6Mode == .none)
    #expect(try readENI(fixed).link().routeTexts == ["::/0 via fe80::1"])
    #expect(try readENI(fixed + "iface ens1 inet6 auto\n").link().ipv6Mode == .slaac)
    #expect(try readENI(fixed + "iface ens1 inet6 auto\n  dhcp 1\n").link().ipv6Mode == .stateless)
  }

  @Test(arguments: [("1400", 1400), ("0", nil), ("9000", 9000)] as [(String, Int?)])
  func `an MTU is set, and 0 is none`(text: String, bytes: Int?) throws {
    let reading = read("mtu \(text)", method: "manual")
    #expect(reading.findings.isEmpty)
    #expect(try reading.link().mtu?.bytes == bytes)
    #expect(try !reading.link().isConfigured)
  }

  @Test func `what is no MTU is told; a small one with IPv6 too, at its interface`() throws {
    #expect(read("mtu big", method: "manual").codes == [.mtuInvalid])
    let small = read("mtu 1000", family: "inet6", method: "auto")
    #expect(small.codes == [.mtuTooSmallForIPv6])
    #expect(small.findings.first?.place?.line == 2)
  }

  @Test func `DNS in all its spellings; what is none is told and left out`() throws {
    let reading = read(
      "address 192.0.2.10/24", "dns-nameservers 192.0.2.53 nonsense", "dns_nameserver 2001:db8::53 192.0.2.54",
      "dns-search example.com bad_-.", "dns-domain example.org", "dns_search example.com")
    #expect(reading.codes == [.dnsInvalid, .searchDomainInvalid])
    #expect(reading.findings.first?.place == Finding.Place(line: 4, column: 30))
    #expect(try reading.link().nameServerTexts == ["192.0.2.53", "192.0.2.54", "2001:db8::53"])
    #expect(try reading.link().searchDomains.map(\.text) == ["example.com", "example.org"])
  }

  @Test func `DNS under lo is of no use without an address, and what else stands there is not ours`() {
    let text = "iface lo inet loopback\n  dns-search x\n  mtu 1\n  up reboot\nauto ens1\niface ens1 inet manual\n"
    let reading = readENI(text)
    #expect(reading.codes == [.dnsWithoutLink, .unknownKey, .eniCommand])
  }

  @Test func `an address or gateway where another brings it is not written`() throws {
    let dhcp = read("address 192.0.2.10/24", "gateway 192.0.2.1", method: "dhcp")
    #expect(dhcp.codes == [.addressIgnored])
    #expect(try dhcp.link().routeTexts == ["0.0.0.0/0 via 192.0.2.1 onlink"])
    #expect(read("gateway fe80::1", family: "inet6", method: "auto").codes == [.routesIgnored])
  }

  @Test func `an unknown option is noted once, one that stands twice is a warning`() throws {
    let reading = readENI(
      """
      auto ens1 ens2
      iface ens1 inet static
        address 192.0.2.10/24
        address 192.0.2.11/24
        hostname here
      iface ens2 inet dhcp
        hostname there
        pointopoint 192.0.2.1
      """)
    #expect(reading.codes == [.eniOptionRepeated, .unknownKey, .unknownKey])
    #expect(reading.findings.map(\.place?.line) == [4, 5, 8])
    #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
  }

  @Test(arguments: [
    "iface ens1 inet ppp", "iface ens1 inet6 v4tunnel", "iface ens1 can static", "iface ens1 inet loopback",
    "iface ens1 inet manual\n  bond-master bond0", "iface br0 inet dhcp\n  bridge_ports ens1",
    "iface ens1.5 inet dhcp", "iface v inet dhcp\n  vlan-raw-device ens1", "mapping ens1\n  script /bin/sh",
    "template x",
  ])
  func `a stanza of another kind is left out`(stanza: String) throws {
    let reading = readENI("auto ens1 ens1.5 br0 v ens2\n\(stanza)\n  unknown thing\niface ens2 inet dhcp\n")
    #expect(reading.errors == [.eniStanzaUnknown])
    #expect(try reading.names() == ["ens2"])
  }

  @Test(arguments: ["iface", "iface ens1", "iface ens1 inet", "iface ens1 inherits x y", "iface a/b inet dhcp", "what"])
  func `a line that cannot be read is left out with what belongs to it`(line: String) throws {
    let reading = readENI("auto ens2\n\(line)\n  address 192.0.2.1\n  up reboot\niface ens2 inet dhcp\n")
    #expect(reading.codes == [.eniLineInvalid])
    #expect(try reading.names() == ["ens2"])
  }

  @Test func `other files are noted and not read`() throws {
    let reading = readENI("source /etc/passwd\nsource-directory x\nauto ens1\niface ens1 inet dhcp\n")
    #expect(reading.codes == [.eniSource, .eniSource])
    #expect(try reading.names() == ["ens1"])
  }
}

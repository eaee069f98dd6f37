// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Legacy network_config: commands are understood or told, never run")
struct LegacyENICommandTests {
  private func read(_ command: String, option: String = "up") -> NetworkData.Reading {
    readENI("auto ens1\niface ens1 inet static\n  address 192.0.2.10/24\n  \(option) \(command)\n")
  }

  @Test(arguments: [
    ("route add -net 10.0.0.0 netmask 255.0.0.0 gw 192.0.2.1", "10.0.0.0/8 via 192.0.2.1"),
    ("route add -net 10.0.0.0/8 gw 192.0.2.1 || true", "10.0.0.0/8 via 192.0.2.1"),
    ("route add -host 10.0.0.1 gw 192.0.2.1 ens1", "10.0.0.1/32 via 192.0.2.1"),
    ("route add default gw 192.0.2.1", "0.0.0.0/0 via 192.0.2.1"),
    ("route add -net 0.0.0.0 gw 192.0.2.1 dev $IFACE", "0.0.0.0/0 via 192.0.2.1"),
    ("/sbin/route add -net 10.0.0.0 netmask 255.0.0.0 dev ens1", "10.0.0.0/8"),
    ("route -A inet6 add 2001:db8:1::/48 gw 2001:db8::1", "2001:db8:1::/48 via 2001:db8::1 onlink"),
    ("ip route add 10.0.0.0/8 via 192.0.2.1", "10.0.0.0/8 via 192.0.2.1"),
    ("/sbin/ip route replace 10.0.0.1 via 192.0.2.1 dev \"$IFACE\" || :", "10.0.0.1/32 via 192.0.2.1"),
    ("ip -4 route add default via 192.0.2.1 dev ${IFACE} onlink", "0.0.0.0/0 via 192.0.2.1"),
    ("ip -6 route add default via fe80::1 dev ens1", "::/0 via fe80::1"),
    ("ip -6 route add 2001:db8:1::/48 dev ens1", "2001:db8:1::/48"),
    ("ip route add default via 2001:db8::1", "::/0 via 2001:db8::1 onlink"),
  ])
  func `a route is a route of the link`(command: String, route: String) throws {
    for option in ["up", "post-up", "pre-up"] {
      let reading = read(command, option: option)
      #expect(reading.findings.isEmpty, "\(reading.findings.map { $0.line(file: "-") })")
      #expect(try reading.link().routeTexts == [route])
    }
  }

  @Test func `a metric is kept`() throws {
    #expect(try read("ip route add 10.0.0.0/8 via 192.0.2.1 metric 7").link().metrics == [7])
    #expect(try read("route add -net 10.0.0.0/8 gw 192.0.2.1 metric 7").link().metrics == [7])
  }

  @Test(arguments: [
    "ip -6 addr add 2001:db8::5/64 dev $IFACE", "ip addr add 2001:db8::5/64 dev ens1",
    "ip address replace 2001:db8::5/64 dev \"${IFACE}\"",
  ])
  func `an address is an address of the link`(command: String) throws {
    let reading = read(command)
    #expect(reading.findings.isEmpty)
    #expect(try reading.link().addressTexts == ["192.0.2.10/24", "2001:db8::5/64"])
  }

  @Test(arguments: [
    "reboot", "", "ip", "ip route", "ip route add", "ip route add default", "ip route add default via",
    "ip route add default via $(gw)", "ip route add default via 192.0.2.1; reboot",
    "ip route add default via 192.0.2.1 && reboot", "ip route add default via 192.0.2.1 | sh",
    "ip route add default via 192.0.2.1 > /etc/passwd", "ip route add default via 192.0.2.1 dev ens2",
    "ip route add default via 192.0.2.1 table 5", "ip route add blackhole 10.0.0.0/8", "ip -4 route add ::/0 via ::1",
    "ip route add 10.0.0.0/8 via 2001:db8::1", "ip route add 10.0.0.0/8 via 0.0.0.0", "ip link set ens1 promisc on",
    "ip addr add 192.0.2.11/24 dev ens2", "ip addr add 192.0.2.11/24", "ip -6 addr add 192.0.2.11/24 dev ens1",
    "ip addr add 192.0.2.11/24 dev ens1 label x", "ip route del default", "route del default",
    "route add -net 10.0.0.0 gw 192.0.2.1", "route add 10.0.0.1 gw 192.0.2.1", "route add -net 10.0.0.0/8",
    "route add -net 10.0.0.0/8 netmask 255.0.0.0 gw 192.0.2.1", "route add -net ::/0 gw 192.0.2.1",
    "route add -net 10.0.0.0 netmask 255.0.255.0 gw 192.0.2.1", "route -A ipx add default gw 192.0.2.1",
    "/tmp/ip route add default via 192.0.2.1", "sh -c 'ip route add default via 192.0.2.1'", "|| true",
  ])
  func `any other command is a warning and nothing else`(command: String) throws {
    let reading = read(command)
    #expect(reading.codes == [.eniCommand])
    #expect(try reading.link().addressTexts == ["192.0.2.10/24"])
    #expect(try reading.link().routes.isEmpty)
  }

  @Test func `what goes down with the interface is of no concern, but only if it is that`() throws {
    #expect(read("ip route del default via 192.0.2.1", option: "pre-down").findings.isEmpty)
    #expect(read("route del -net 10.0.0.0/8", option: "down").findings.isEmpty)
    #expect(read("ip route add default via 192.0.2.1", option: "down").codes == [.eniCommand])
    #expect(read("reboot", option: "post-down").codes == [.eniCommand])
  }

  @Test func `a route that the gateway says too is one route`() throws {
    let reading = readENI(
      """
      auto ens1
      iface ens1 inet static
        address 192.0.2.10/24
        gateway 192.0.2.1
        up ip route add default via 192.0.2.1 dev ens1
      """)
    #expect(try reading.link().routeTexts == ["0.0.0.0/0 via 192.0.2.1"])
    #expect(try reading.link().metrics == [nil])
  }
}

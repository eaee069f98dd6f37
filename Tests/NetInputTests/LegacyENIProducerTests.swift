// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

/// Reads an interfaces file on a host with the NICs ens1 to ens4.
func readENI(_ text: String, nics known: [NIC]? = nics(1...4)) -> NetworkData.Reading {
  LegacyENI.read(Array(text.utf8), nics: known)
}

@Suite("Legacy network_config: what producers write")
struct LegacyENIProducerTests {
  /// What nova/virt/interfaces.template makes of two VIFs, the first with both families.
  private static let nova = """
    # Injected by Nova on instance boot
    #
    # The loopback network interface
    auto lo
    iface lo inet loopback

    auto eth0
    iface eth0 inet static
        hwaddress ether 52:54:00:00:00:02
        address 192.0.2.10
        netmask 255.255.255.0
        broadcast 192.0.2.255
        gateway 192.0.2.1
        dns-nameservers 192.0.2.53 192.0.2.54
    iface eth0 inet6 static
        hwaddress ether 52:54:00:00:00:02
        address 2001:db8::10
        netmask 64
        gateway 2001:db8::1
        dns-nameservers 2001:db8::53

    auto eth1
    iface eth1 inet static
        hwaddress ether 52:54:00:00:00:01
        address 198.51.100.10
        netmask 255.255.255.0
        broadcast 198.51.100.255

    """

  @Test func `nova: NICs are found by hwaddress and keep their names, without a doubt`() throws {
    let reading = readENI(Self.nova)
    #expect(reading.findings.isEmpty)
    #expect(try reading.names() == ["ens1", "ens2"])
    let link = try reading.link("ens2")
    #expect(link.addressTexts == ["192.0.2.10/24", "2001:db8::10/64"])
    #expect(link.routeTexts == ["0.0.0.0/0 via 192.0.2.1", "::/0 via 2001:db8::1"])
    #expect(link.metrics == [nil, nil])
    #expect(link.nameServerTexts == ["192.0.2.53", "192.0.2.54", "2001:db8::53"])
    #expect(link.ipv6Mode == .none)
    #expect(link.macAddress == nil)
    #expect(try reading.link("ens1").addressTexts == ["198.51.100.10/24"])
    #expect(try reading.plan().source == .legacyENI)
    #expect(try reading.plan().isComplete)
  }

  @Test func `nova for LXC: the commands that add IPv6 are understood, and not run`() throws {
    let reading = readENI(
      """
      auto eth0
      iface eth0 inet static
          hwaddress ether 52:54:00:00:00:02
          address 192.0.2.10
          netmask 255.255.255.0
          broadcast 192.0.2.255
          gateway 192.0.2.1
          post-up ip -6 addr add 2001:db8::10/64 dev ${IFACE}
          post-up ip -6 route add default via 2001:db8::1 dev ${IFACE}
      """)
    #expect(reading.findings.isEmpty)
    #expect(try reading.link("ens2").addressTexts == ["192.0.2.10/24", "2001:db8::10/64"])
    #expect(try reading.link("ens2").routeTexts == ["0.0.0.0/0 via 192.0.2.1", "::/0 via 2001:db8::1"])
  }

  /// corpus: proxmox-derived__configdrive2-no-network_data.txt.
  private static let proxmox = """
    auto lo
    iface lo inet loopback

            dns_nameservers 1.1.1.1
            dns_search example.com
    auto eth0
    iface eth0 inet static
            address 10.0.0.5
            netmask 255.255.255.0
            gateway 10.0.0.1
    iface eth0 inet6 auto
    """

  @Test func `Proxmox: DNS under lo goes to the first link with an address`() throws {
    let eth0 = NIC(name: try #require(InterfaceName("eth0")), macAddress: nil)
    let reading = readENI(Self.proxmox, nics: [eth0])
    #expect(reading.findings.isEmpty)
    let link = try reading.link("eth0")
    #expect(link.addressTexts == ["10.0.0.5/24"])
    #expect(link.routeTexts == ["0.0.0.0/0 via 10.0.0.1"])
    #expect(link.ipv6Mode == .slaac)
    #expect(link.nameServerTexts == ["1.1.1.1"])
    #expect(link.searchDomains.map(\.text) == ["example.com"])
  }

  @Test func `Proxmox: ethN is the N-th NIC in natural order, with a warning`() throws {
    let names = ["ens19", "ens9", "ens18"].compactMap { InterfaceName($0) }
    let known = names.map { NIC(name: $0, macAddress: nil) }
    let reading = readENI("auto eth0\niface eth0 inet dhcp\nauto eth2\niface eth2 inet dhcp\n", nics: known)
    #expect(try reading.names() == ["ens9", "ens19"])
    #expect(reading.codes == [.nicByOrder, .nicByOrder])
    #expect(reading.findings.first?.place == Finding.Place(line: 2, column: 7))
  }

  @Test func `Proxmox: DHCP in both families, and the same DNS server for two links once`() throws {
    let reading = readENI(
      """
      auto lo
      iface lo inet loopback

              dns_nameservers 192.0.2.53 2001:db8::53 192.0.2.53
      auto eth0
      iface eth0 inet dhcp
      iface eth0 inet6 dhcp
      auto eth1
      iface eth1 inet dhcp
      """)
    #expect(try reading.link("ens1").usesDHCPv4)
    #expect(try reading.link("ens1").ipv6Mode == .stateful)
    #expect(try reading.link("ens1").nameServerTexts == ["192.0.2.53", "2001:db8::53"])
    #expect(try reading.link("ens2").nameServerTexts.isEmpty)
    #expect(try reading.link("ens1").dhcpMetric?.number == 100)
    #expect(try reading.link("ens2").dhcpMetric?.number == 200)
    #expect(try reading.link("ens1").advertisedMetric == nil)
  }

  @Test func `without an inventory the names are taken as they stand, and a note says so`() throws {
    let reading = readENI(Self.nova, nics: nil)
    #expect(try reading.names() == ["eth0", "eth1"])
    #expect(reading.codes == [.namesAssumed])
    #expect(try reading.link("eth0").nic?.macAddress?.description == "52:54:00:00:00:02")
  }

  @Test(arguments: ["", "\n\n", "# nothing\n", "auto lo\niface lo inet loopback\n", "auto eth0\n"])
  func `a text without an interface says nothing, as if there were none`(text: String) {
    let reading = readENI(text)
    #expect(reading.outcome == .unknown)
    #expect(reading.codes == [.emptyDocument])
  }

  @Test(arguments: ["hello\n", "{\"links\": []}", "network:\n  version: 2\n", "\u{feff}x", "  address 192.0.2.1\n"])
  func `a text without a keyword is no interfaces file`(text: String) {
    let reading = readENI(text)
    #expect(reading.outcome == .refused)
    #expect(reading.errors.contains(.notInterfaces))
  }
}

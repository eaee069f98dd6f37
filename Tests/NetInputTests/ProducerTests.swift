// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

/// Whole documents in the manner of each producer, written for these tests.
@Suite("Producers")
struct ProducerTests {
  @Test func `nova, static and dual-stack, with a null MTU`() throws {
    let reading = read(
      """
      {"links": [{"id": "tap310b86e0-b6", "vif_id": "310b86e0-b62b-4285-82fc-91c7be5380a9", "type": "ovs", "mtu": null,
                  "ethernet_mac_address": "52:54:00:00:00:01"}],
       "networks": [
         {"id": "network0", "type": "ipv4", "link": "tap310b86e0-b6", "ip_address": "192.0.2.10",
          "netmask": "255.255.255.0", "network_id": "9f9af029-585b-4014-807c-d3910ca976cf",
          "routes": [{"network": "0.0.0.0", "netmask": "0.0.0.0", "gateway": "192.0.2.1"},
                     {"network": "10.0.0.0", "netmask": "255.0.0.0", "gateway": "192.0.2.2"}],
          "services": [{"type": "dns", "address": "192.0.2.53"}]},
         {"id": "network1", "type": "ipv6", "link": "tap310b86e0-b6", "ip_address": "2001:db8::3257:9652",
          "netmask": "ffff:ffff:ffff:ffff::", "network_id": "9f9af029-585b-4014-807c-d3910ca976cf",
          "routes": [{"network": "::", "netmask": "::", "gateway": "fd00::1"}],
          "services": [{"type": "dns", "address": "2001:db8::53"}]}],
       "services": [{"type": "dns", "address": "192.0.2.53"}, {"type": "dns", "address": "2001:db8::53"}]}
      """)
    let link = try reading.link()
    #expect(link.addressTexts == ["192.0.2.10/24", "2001:db8::3257:9652/64"])
    #expect(link.routeTexts == ["0.0.0.0/0 via 192.0.2.1", "10.0.0.0/8 via 192.0.2.2", "::/0 via fd00::1 onlink"])
    #expect(link.nameServerTexts == ["192.0.2.53", "2001:db8::53"])
    #expect(link.mtu == nil)
    #expect(reading.findings.isEmpty)
  }

  @Test func `nova with ironic: members come after their bond, options are strings and numbers`() throws {
    let reading = read(
      """
      {"links": [
         {"id": "tap310b86e0-b6", "type": "bond", "mtu": 1500, "ethernet_mac_address": "52:54:00:aa:00:ff",
          "bond_mode": "802.3ad",
          "bond_links": ["411f3980-d8f9-4bf0-a09a-9c01c81e1022", "83f59825-bf2d-4ea7-98be-edc772fe82de"],
          "bond_miimon": "100", "bond_xmit_hash_policy": "layer2+3", "bond_lacp_rate": "fast"},
         {"id": "411f3980-d8f9-4bf0-a09a-9c01c81e1022", "type": "phy", "ethernet_mac_address": "52:54:00:00:00:01"},
         {"id": "83f59825-bf2d-4ea7-98be-edc772fe82de", "type": "phy", "ethernet_mac_address": "52:54:00:00:00:02"}],
       "networks": [{"id": "network0", "type": "ipv4_dhcp", "link": "tap310b86e0-b6", "network_id": "9f9af029"}],
       "services": []}
      """)
    let link = try reading.link("bond0")
    #expect(link.usesDHCPv4)
    #expect(link.macAddress?.description == "52:54:00:aa:00:ff")
    #expect(link.asBond?.mode == .lacp)
    #expect(link.asBond?.options == [.miimon: "100", .transmitHashPolicy: "layer2+3", .lacpRate: "fast"])
    #expect(try ["ens1", "ens2"].map { try reading.link($0).mtu?.bytes } == [1500, 1500])
    #expect(reading.findings.isEmpty)
  }

  @Test func `ironic's ramdisk: ids with slashes and ::0`() throws {
    let reading = read(
      """
      {"links": [{"id": "node 1 / storage", "type": "vif", "ethernet_mac_address": "52:54:00:00:00:01", "mtu": 1500}],
       "networks": [{"id": "a", "type": "ipv6", "link": "node 1 / storage", "ip_address": "2001:db8::5/64",
                     "routes": [{"network": "::0", "netmask": "::0", "gateway": "2001:db8::1"}]}],
       "services": [{"type": "dns", "address": "2001:db8::53"}]}
      """)
    #expect(try reading.link().routeTexts == ["::/0 via 2001:db8::1"])
    #expect(try reading.link().nameServerTexts == ["2001:db8::53"])
    #expect(reading.findings.isEmpty)
  }

  @Test func `ironic's networking driver: links alone`() throws {
    let reading = read(
      """
      {"links": [{"id": "8c1e", "type": "phy", "ethernet_mac_address": "52:54:00:00:00:01", "mtu": 1500},
                 {"id": "8c1e_vlan_7", "type": "vlan", "vlan_link": "8c1e", "vlan_id": 7,
                  "vlan_mac_address": "52:54:00:00:00:01", "mtu": 1500}]}
      """)
    #expect(try reading.names() == ["ens1", "ens1.7"])
    #expect(try reading.plan().links.allSatisfy { !$0.isConfigured })
    #expect(reading.findings.isEmpty)
  }

  @Test func `bifrost: the VLAN first, numbers as strings, the MAC as id, no address`() throws {
    let reading = read(
      """
      {"links": [{"id": "vlan-52:54:00:00:00:01", "type": "vlan", "vlan_id": "100", "vlan_link": "52:54:00:00:00:01",
                  "vlan_mac_address": "52:54:00:00:00:01", "mtu": "1500"},
                 {"id": "52:54:00:00:00:01", "type": "phy", "mtu": "9000",
                  "ethernet_mac_address": "52:54:00:00:00:01"}],
       "networks": [{"id": "ipv4-52:54:00:00:00:01", "link": "vlan-52:54:00:00:00:01", "type": "ipv4_dhcp",
                     "ip_address": null, "netmask": null, "dns_nameservers": [], "routes": []}],
       "services": []}
      """)
    #expect(try reading.link("ens1.100").usesDHCPv4)
    #expect(try ["ens1", "ens1.100"].map { try reading.link($0).mtu?.bytes } == [9000, 1500])
    #expect(reading.findings.isEmpty)
  }

  @Test func `CloudStack: one network id twice, a length in quotes, 0 as mask`() throws {
    let reading = read(
      """
      {"links": [{"ethernet_mac_address": "52:54:00:00:00:01", "id": "eth0", "type": "phy"}],
       "networks": [
         {"id": "eth0", "ip_address": "192.0.2.10", "link": "eth0", "netmask": "255.255.255.0", "type": "ipv4",
          "routes": [{"gateway": "192.0.2.1", "netmask": "0.0.0.0", "network": "0.0.0.0"}]},
         {"id": "eth0", "ip_address": "2001:db8::10", "link": "eth0", "netmask": "64", "type": "ipv6",
          "routes": [{"gateway": "2001:db8::1", "netmask": "0", "network": "::"}]}],
       "services": [{"type": "dns", "address": "192.0.2.53"}]}
      """)
    #expect(try reading.names() == ["ens1"])
    #expect(try reading.link().addressTexts == ["192.0.2.10/24", "2001:db8::10/64"])
    #expect(try reading.link().routeTexts == ["0.0.0.0/0 via 192.0.2.1", "::/0 via 2001:db8::1"])
    #expect(reading.errors.isEmpty)
  }

  @Test func `CAPM3: Go's zero values everywhere, services in routes`() throws {
    let reading = read(
      """
      {"links": [{"bond_links": ["enp1", "enp2"], "bond_mode": "802.3ad", "bond_xmit_hash_policy": "",
                  "bond_miimon": 100, "ethernet_mac_address": "", "id": "bond0", "mtu": 0, "type": "bond"},
                 {"ethernet_mac_address": "52:54:00:00:00:01", "id": "enp1", "mtu": 0, "type": "phy"},
                 {"ethernet_mac_address": "52:54:00:00:00:02", "id": "enp2", "mtu": 0, "type": "phy"},
                 {"id": "v", "mtu": 0, "type": "vlan", "vlan_id": 5, "vlan_link": "bond0", "vlan_mac_address": ""}],
       "networks": [{"id": "n", "ip_address": "192.0.2.10", "link": "v", "netmask": "255.255.255.0", "type": "ipv4",
                     "routes": [{"gateway": "192.0.2.1", "netmask": "0.0.0.0", "network": "0.0.0.0",
                                 "services": [{"address": "192.0.2.53", "type": "dns"}]}]},
                    {"id": "d", "ip_address": "", "link": "bond0", "netmask": "", "type": "ipv4_dhcp",
                     "routes": [{"gateway": "198.51.100.1", "netmask": "255.255.255.0", "network": "203.0.113.0"}]}]}
      """)
    #expect(try reading.names() == ["ens1", "ens2", "bond0", "bond0.5"])
    #expect(try reading.link("bond0.5").nameServerTexts == ["192.0.2.53"])
    #expect(try reading.link("bond0.5").metrics == [100])
    #expect(try reading.link("bond0").dhcpMetric?.number == 200)
    #expect(try reading.link("bond0").routeTexts == ["203.0.113.0/24 via 198.51.100.1 onlink"])
    #expect(try reading.plan().links.allSatisfy { $0.mtu == nil })
    #expect(try reading.link("bond0.5").macAddress == nil)
    #expect(reading.findings.isEmpty)
  }

  @Test func `metalsmith: an address with DHCP, no default route at all`() throws {
    let reading = read(
      """
      {"links": [{"id": "p1", "type": "phy", "ethernet_mac_address": "52:54:00:00:00:01", "mtu": 1500, "vif_id": "p1"},
                 {"id": "p2", "type": "phy", "ethernet_mac_address": "52:54:00:00:00:02", "mtu": 1500, "vif_id": "p2"}],
       "networks": [{"id": "s", "network_id": "n", "type": "ipv4_dhcp", "link": "p1", "ip_address": "192.0.2.10",
                     "netmask": "255.255.255.0", "routes": [], "services": []},
                    {"id": "s", "network_id": "n", "type": "ipv4", "link": "p2", "ip_address": "192.0.2.11",
                     "netmask": "255.255.255.0", "routes": [], "services": []}],
       "services": [{"type": "dns", "address": "192.0.2.53"}]}
      """)
    #expect(try reading.link("ens1").usesDHCPv4)
    #expect(try reading.link("ens1").dhcpMetric == nil)
    #expect(try reading.link("ens1").nameServerTexts == ["192.0.2.53"])
    #expect(try reading.link("ens2").routes.isEmpty)
    #expect(reading.codes == [.addressIgnored])
  }

  @Test func `Rackspace and OTC: no types, upper case, keys of their own`() throws {
    let reading = read(
      """
      {"links": [{"id": "a", "type": null, "ethernet_mac_address": "52:54:00:00:00:01", "mtu": "1500", "vif_id": "v"},
                 {"id": "b", "type": "cascading", "ethernet_mac_address": "52:54:00:00:00:02",
                  "local_ipv4": "192.0.2.9"}],
       "networks": [{"id": "n", "type": "ipv4_dhcp", "link": "b", "network_id": "x"}],
       "services": [], "qos": {"rate": 1}}
      """)
    #expect(try reading.names() == ["ens1", "ens2"])
    #expect(reading.doubts.isEmpty)
    #expect(reading.paths(.unknownKey).contains("qos"))
  }

  @Test func `hand-written: no types, a gateway key`() throws {
    let reading = read(
      """
      {"links":[{"id":"eth0","ethernet_mac_address":"52:54:00:00:00:01"}],
       "networks":[{"link":"eth0","ip_address":"203.0.113.10","netmask":"255.255.255.0","gateway":"203.0.113.1"}],
       "services":[{"type":"dns","address":"192.0.2.2"}]}
      """)
    #expect(try reading.link().addressTexts == ["203.0.113.10/24"])
    #expect(try reading.link().routeTexts == ["0.0.0.0/0 via 203.0.113.1"])
    #expect(try reading.link().nameServerTexts == ["192.0.2.2"])
    #expect(reading.errors.isEmpty)
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

@testable import KernelState

@Suite struct LinkComparisonTests {
  @Test func `a host that is as planned has no difference`() throws {
    let host = try Host()
    #expect(host.texts.isEmpty)
    #expect(host.notes.isEmpty)
  }

  @Test func `interfaces that are not planned are nobody's business`() throws {
    var host = try Host()
    host.interfaces.append(try Host.interface(9, "docker0", 9, kind: "bridge"))
    host.addresses.append(KernelAddress(link: 9, try prefix("172.17.0.1/16")))
    try host.addRoute(9, to: "172.18.0.0/16", via: "172.17.0.2")
    #expect(host.texts.isEmpty)
  }

  @Test func `a link that is not there is told alone`() throws {
    var host = try Host()
    host.interfaces.removeAll { $0.name == "eth1" }
    #expect(host.texts == ["eth1: link: NIC fa:16:3e:00:00:02 planned, nothing found"])
  }

  @Test func `a NIC under another name is found`() throws {
    var host = try Host()
    host["eth1"].name = "ens4"
    #expect(
      host.texts == [
        "eth1: link: NIC fa:16:3e:00:00:02 planned, nothing found; the NIC fa:16:3e:00:00:02 is called ens4"
      ])
  }

  @Test func `a link of another kind is told alone`() throws {
    var host = try Host()
    host["eth0"].kind = "bridge"
    host["eth0"].mtu = 1
    #expect(host.texts == ["eth0: link: NIC fa:16:3e:00:00:01 planned, bridge found"])
    host["eth0"].kind = "ipoib"
    host["eth0"].mtu = 1450
    #expect(host.texts.isEmpty)
  }

  @Test func `a link that is down has lost the rest for that`() throws {
    var host = try Host()
    host["eth0"].isUp = false
    host.removeAddress("2001:db8:1::10/64")
    host.removeRoutes(to: "0.0.0.0/0", over: 2)
    #expect(host.texts == ["eth0: link: up planned, down found"])
  }

  @Test func `a rename that hit the wrong NICs shows`() throws {
    var host = try Host()
    (host["eth0"].macAddress, host["eth1"].macAddress) = (Host.mac(2), Host.mac(1))
    (host["eth0"].permanentMACAddress, host["eth1"].permanentMACAddress) = (Host.mac(2), Host.mac(1))
    #expect(
      host.texts == [
        "eth0: mac: NIC fa:16:3e:00:00:01 planned, fa:16:3e:00:00:02 found; that NIC is called eth1",
        "eth1: mac: NIC fa:16:3e:00:00:02 planned, fa:16:3e:00:00:01 found; that NIC is called eth0",
      ])
  }

  @Test func `the permanent address counts, and the present one where there is none`() throws {
    var host = try Host()
    host["eth0"].macAddress = Host.mac(7)
    #expect(host.texts.isEmpty)
    host["eth0"].permanentMACAddress = nil
    #expect(host.texts == ["eth0: mac: NIC fa:16:3e:00:00:01 planned, fa:16:3e:00:00:07 found"])
  }

  @Test func `an InfiniBand interface has its port's address`() throws {
    var host = try Host()
    let long = try #require(MACAddress("80:00:00:02:fe:80:00:00:00:00:00:00:fa:16:3e:03:00:00:00:01"))
    host["eth0"].permanentMACAddress = nil
    host["eth0"].macAddress = long
    #expect(host.texts.isEmpty)
    host.links[0].kind = .physical(NIC(name: try name("eth0"), macAddress: long))
    #expect(host.texts.isEmpty)
  }

  @Test func `another MTU is told, and one that is not planned is not`() throws {
    var host = try Host()
    host["eth0"].mtu = 1500
    host["eth1"].mtu = 9000
    #expect(host.texts == ["eth0: mtu: 1450 planned, 1500 found"])
  }

  @Test func `a link that is a member of something unplanned is told`() throws {
    var host = try Host()
    host.interfaces.append(try Host.interface(9, "br0", 9, kind: "bridge"))
    host["eth0"].master = 9
    #expect(host.texts == ["eth0: member: nothing planned, member of br0 found"])
  }

  @Test func `a VLAN stands on its parent with its tag and its address`() throws {
    var host = try Host()
    let vlan = VLAN(parent: try name("eth0"), id: try #require(VLANID(101)))
    var link = Link(name: try name("eth0.101"), kind: .vlan(vlan), path: .root)
    link.macAddress = Host.mac(3)
    host.links.append(link)
    #expect(host.texts == ["eth0.101: link: vlan planned, nothing found"])
    host.interfaces.append(try Host.interface(5, "eth0.101", 3, kind: "vlan"))
    (host["eth0.101"].parent, host["eth0.101"].vlanID) = (2, 101)
    #expect(host.texts.isEmpty)
    host["eth0.101"].vlanID = 102
    #expect(host.texts == ["eth0.101: vlan: VLAN 101 of eth0 planned, VLAN 102 of eth0 found"])
    (host["eth0.101"].parent, host["eth0.101"].vlanID) = (3, 101)
    #expect(host.texts == ["eth0.101: vlan: VLAN 101 of eth0 planned, VLAN 101 of eth1 found"])
    (host["eth0.101"].parent, host["eth0.101"].macAddress) = (2, Host.mac(1))
    #expect(host.texts == ["eth0.101: mac: fa:16:3e:00:00:03 planned, fa:16:3e:00:00:01 found"])
  }

  @Test func `without a document one NIC with an address is enough`() throws {
    var host = try Host()
    let nics = host.links.compactMap(\.nic)
    (host.links, host.source) = (NetworkPlan.fallback(nics: nics).links, .fallback)
    host["eth0"].ipv6 = IPv6Settings(acceptRA: 1)
    host.addresses = [KernelAddress(link: 3, try prefix("203.0.113.5/24"), isPermanent: false)]
    host.routes = []
    #expect(host.texts.isEmpty)
    #expect(host.notes.contains("eth0: dhcp: an IPv4 address planned, nothing found"))
    #expect(!host.notes.contains { $0.hasPrefix("eth1: dhcp") })
    host.addresses = []
    #expect(host.texts.contains("eth0: dhcp: an IPv4 address planned, nothing found"))
    #expect(host.texts.contains("eth1: dhcp: an IPv4 address planned, nothing found"))
  }
}

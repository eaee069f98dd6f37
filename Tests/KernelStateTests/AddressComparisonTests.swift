// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

@testable import KernelState

@Suite struct AddressComparisonTests {
  @Test func `a static address that is missing is told, with the carrier if that is the cause`() throws {
    var host = try Host()
    host.removeAddress("192.0.2.10/24")
    #expect(host.texts == ["eth0: address: 192.0.2.10/24 planned, nothing found"])
    host["eth0"].hasCarrier = false
    #expect(host.texts == ["eth0: address: 192.0.2.10/24 planned, nothing found; the link has no carrier"])
  }

  @Test func `another length is told as such`() throws {
    var host = try Host()
    host.addresses[0].prefix = try prefix("192.0.2.10/25")
    #expect(host.texts == ["eth0: address: 192.0.2.10/24 planned, 192.0.2.10/25 found"])
  }

  @Test func `an address that another host has is told`() throws {
    var host = try Host()
    host.addresses[1].detection = .duplicate
    #expect(
      host.texts == [
        "eth0: address: 2001:db8:1::10/64 planned, a duplicate found; "
          + "another host on the link has the address (duplicate address detection failed)"
      ])
  }

  @Test func `an address that cannot be used yet is told with the cause`() throws {
    var host = try Host()
    host.addresses[1].detection = .running
    let head = "eth0: address: 2001:db8:1::10/64 planned, a tentative one found; "
    #expect(host.texts == [head + "duplicate address detection has not ended"])
    host["eth0"].hasCarrier = false
    #expect(host.texts == [head + "the link has no carrier"])
  }

  @Test func `why there can be no IPv6 is told`() throws {
    var host = try Host()
    host.removeAddress("2001:db8:1::10/64")
    host["eth0"].ipv6?.isDisabled = true
    #expect(host.texts == ["eth0: address: 2001:db8:1::10/64 planned, nothing found; IPv6 is off on the link"])
    host.links[0].mtu = MTU(1200)
    (host["eth0"].mtu, host["eth0"].ipv6) = (1200, nil)
    #expect(host.texts.first?.hasSuffix("; the kernel turns IPv6 off where the MTU is below 1280") == true)
  }

  @Test(arguments: ["192.0.2.99/24", "2001:db8:1::99/64"])
  func `a permanent address that is not planned is told`(text: String) throws {
    var host = try Host()
    host.addresses.append(KernelAddress(link: 2, try prefix(text)))
    #expect(host.texts == ["eth0: address: nothing planned, \(text) found"])
  }

  @Test func `link-local addresses are never told`() throws {
    var host = try Host()
    host.addresses.append(KernelAddress(link: 2, try prefix("169.254.1.1/16"), isGlobal: false))
    host.addresses.append(KernelAddress(link: 2, try prefix("fe80::99/64"), isGlobal: false))
    #expect(host.texts.isEmpty)
  }

  @Test func `an address with a lifetime on a static link is told with who brings such`() throws {
    var host = try Host()
    host.addresses.append(KernelAddress(link: 2, try prefix("192.0.2.99/24"), isPermanent: false))
    host.addresses.append(KernelAddress(link: 2, try prefix("2001:db8:1::99/64"), isPermanent: false))
    #expect(
      host.texts == [
        "eth0: address: nothing planned, 192.0.2.99/24 found; it has a lifetime: a DHCP client brought it",
        "eth0: address: nothing planned, 2001:db8:1::99/64 found; "
          + "it has a lifetime: a router advertisement or DHCPv6 brought it",
      ])
  }

  @Test func `DHCP that brings nothing is told, with the carrier if that is the cause`() throws {
    var host = try Host()
    host.removeAddress("203.0.113.5/24")
    #expect(host.texts == ["eth1: dhcp: an IPv4 address planned, nothing found"])
    host["eth1"].hasCarrier = false
    #expect(host.texts == ["eth1: dhcp: an IPv4 address planned, nothing found; the link has no carrier"])
  }

  @Test func `a static address beside DHCP is no lease`() throws {
    var host = try Host()
    host.links[1].addresses = [try prefix("203.0.113.5/24")]
    #expect(host.texts == ["eth1: dhcp: an IPv4 address planned, nothing found"])
  }

  @Test func `a lease without an end is a lease, and a second permanent address is none`() throws {
    var host = try Host()
    host.addresses[3].isPermanent = true
    #expect(host.texts.isEmpty)
    host.addresses.append(KernelAddress(link: 3, try prefix("203.0.113.6/24")))
    #expect(host.texts == ["eth1: address: nothing planned, 203.0.113.6/24 found"])
    host.addresses[3].isPermanent = false
    #expect(host.texts == ["eth1: address: nothing planned, 203.0.113.6/24 found"])
  }

  @Test func `advertisements that bring no address are told with what shows of them`() throws {
    var host = try Host()
    host.removeAddress("2001:db8:2::5/64")
    let head = "eth1: ra: an IPv6 address planned, nothing found; "
    #expect(host.texts == [head + "a router advertises routes, and no address has come of it"])
    host.removeRoutes(to: "::/0", over: 3)
    #expect(host.texts == [head + "no router has answered"])
    host["eth1"].ipv6?.acceptRA = 0
    #expect(host.texts == [head + "accept_ra is 0, and no route of a router advertisement is there"])
  }

  @Test func `stateful DHCPv6 that brings no address is told of DHCP`() throws {
    var host = try Host()
    host.links[1].ipv6Mode = .stateful
    #expect(host.texts.isEmpty)
    host.removeAddress("2001:db8:2::5/64")
    #expect(
      host.texts == [
        "eth1: dhcp: an IPv6 address planned, nothing found; a router advertises routes, and no address has come of it"
      ])
  }

  @Test func `advertisements may be taken in user space`() throws {
    var host = try Host()
    host["eth1"].ipv6?.acceptRA = 0
    #expect(host.texts.isEmpty)
  }

  @Test func `a static link that takes advertisements is told with how it shows`() throws {
    var host = try Host()
    host["eth0"].ipv6?.acceptRA = 1
    #expect(host.texts == ["eth0: ra: ignored planned, taken found; accept_ra is 1"])
    host["eth0"].ipv6?.forwards = true
    #expect(host.texts.isEmpty)
    try host.addRoute(2, to: "::/0", via: "fe80::9", metric: 1024, .advertisement)
    #expect(host.texts == ["eth0: ra: ignored planned, taken found; there is a route of one: ::/0 via fe80::9"])
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel
import Randomness
import Testing

@Suite("Rule 12: gateways on the link")
struct OnLinkGatewayTests {
  @Test(arguments: [
    (["192.0.2.10/24"], "0.0.0.0/0", "192.0.2.1", false), (["192.0.2.10/24"], "0.0.0.0/0", "198.51.100.1", true),
    (["192.0.2.10/32"], "0.0.0.0/0", "192.0.2.1", true), ([], "0.0.0.0/0", "192.0.2.1", true),
    (["10.0.0.5/8", "192.0.2.10/24"], "203.0.113.0/24", "192.0.2.1", false),
    (["2001:db8::10/64"], "::/0", "2001:db8::1", false), (["2001:db8::10/64"], "::/0", "2001:db8:1::1", true),
    (["2001:db8::10/128"], "::/0", "fe80::1", false), ([], "::/0", "fe80::1", false),
  ])
  func `a gateway outside the link's prefixes is marked`(
    addresses: [String], destination: String, gateway: String, isOnLink: Bool
  ) throws {
    let link = try physical("eth0", addresses: addresses, routes: [route(destination, via: gateway)])
    #expect(link.markingOnLinkGateways().routes.map(\.isOnLink) == [isOnLink])
  }

  @Test func `a route without a gateway is not marked`() throws {
    let link = try physical("eth0", addresses: ["192.0.2.10/24"], routes: [route("203.0.113.0/24", via: nil)])
    #expect(link.markingOnLinkGateways() == link)
  }
}

struct RouteTests {
  @Test func `the host bits of a destination are cleared`() throws {
    #expect(try route("10.1.2.3/8", via: "192.0.2.1").destination.description == "10.0.0.0/8")
  }

  @Test func `the gateway is of the destination's family`() throws {
    #expect(Route(to: try prefix("0.0.0.0/0"), via: try address("fe80::1")) == nil)
    #expect(Route(to: try prefix("::/0"), via: try address("192.0.2.1")) == nil)
  }

  @Test func `a default route is one to everything`() throws {
    #expect(try route("0.0.0.0/0", via: "192.0.2.1").isDefault)
    #expect(try route("::/0", via: "fe80::1").isDefault)
    #expect(try !route("0.0.0.0/24", via: "192.0.2.1").isDefault)
  }
}

struct NetworkPlanTests {
  @Test func `links come physical, bonds, then VLANs after their parents, by name within each`() throws {
    var links = try [
      physical("eth0"), physical("eth2"), physical("eth10"), bond("bond0", of: ["eth0"]), bond("bond1", of: ["eth2"]),
      vlan("bond0.9", of: "bond0", id: 9), vlan("eth10.7", of: "eth10", id: 7), vlan("a", of: "eth10.7", id: 1),
      vlan("aa", of: "a", id: 1),
    ]
    let expected = links.map(\.name.text)
    var random = SeededRandom(seed: 9)
    for _ in 0..<50 {
      links.shuffle(using: &random)
      let plan = NetworkPlan(links: links, isComplete: true, source: .networkData)
      #expect(plan.links.map(\.name.text) == expected)
    }
  }

  @Test func `settling marks gateways, ranks routes and fits MTUs`() throws {
    var preference = RoutePreference()
    preference.claim(.everything(.v4), link: 0, by: .route(0))
    preference.claim(.everything(.v4), link: 1, by: .dhcp)
    var other = try physical("eth1")
    other.usesDHCPv4 = true
    let first = try physical("eth0", addresses: ["192.0.2.2/32"], routes: [route("0.0.0.0/0", via: "192.0.2.1")])
    let (plan, findings) = NetworkPlan.settled(
      links: [first, other, try vlan("eth0.5", of: "eth0", id: 5, mtu: 9000)], preference: preference,
      isComplete: false,
      source: .networkData)
    #expect(findings.isEmpty)
    #expect(!plan.isComplete && !plan.isFallback)
    #expect(plan.links[0].routes[0].isOnLink && plan.links[0].routes[0].metric?.number == 100)
    #expect(plan.links[1].dhcpMetric?.number == 200)
    #expect(plan.links[0].mtu?.bytes == 9000)
  }

  @Test func `the fallback runs DHCP and router advertisements on every NIC, ranked by name`() throws {
    let nics = try ["eth10", "eth2"].map { NIC(name: try name($0), macAddress: nil) }
    let plan = NetworkPlan.fallback(nics: nics)
    #expect(plan.isFallback && plan.isComplete)
    #expect(plan.links.map(\.name.text) == ["eth2", "eth10"])
    #expect(plan.links.allSatisfy { $0.usesDHCPv4 && $0.ipv6Mode == .slaac && $0.addresses.isEmpty })
    #expect(plan.links.map { $0.dhcpMetric?.number } == [100, 200])
    #expect(plan.links.map { $0.advertisedMetric?.number } == [100, 200])
  }

  @Test func `one NIC alone needs no metric in the fallback, and none gives an empty plan`() throws {
    let plan = NetworkPlan.fallback(nics: [NIC(name: try name("eth0"), macAddress: nil)])
    #expect(plan.links[0].dhcpMetric == nil && plan.links[0].advertisedMetric == nil)
    #expect(NetworkPlan.fallback(nics: []).links.isEmpty)
  }

  @Test func `a link is renamed where its NIC has another name`() throws {
    var link = try physical("eth0")
    #expect(!link.isRenamed)
    link.name = try name("lan0")
    #expect(link.isRenamed)
    #expect(try !vlan("eth0.1", of: "eth0", id: 1).isRenamed)
  }

  @Test func `a link is configured by an address, DHCP or router advertisements`() throws {
    var link = try physical("eth0")
    #expect(!link.isConfigured)
    link.usesDHCPv4 = true
    #expect(link.isConfigured(.v4) && !link.isConfigured(.v6))
    link = try physical("eth0", addresses: ["2001:db8::1/64"])
    #expect(!link.isConfigured(.v4) && link.isConfigured(.v6))
    link = try physical("eth0")
    link.ipv6Mode = .stateless
    #expect(link.isConfigured(.v6) && link.isConfigured)
  }
}

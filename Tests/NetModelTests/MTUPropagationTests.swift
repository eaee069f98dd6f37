// SPDX-License-Identifier: Apache-2.0

import NetModel
import Randomness
import Testing

@Suite("Rule 13: MTUs of links that depend on each other")
struct MTUPropagationTests {
  private func settled(_ links: [Link]) -> (mtus: [String: Int], findings: [Finding.Code]) {
    let (plan, findings) = NetworkPlan.settled(
      links: links, preference: RoutePreference(), isComplete: true, source: .networkData)
    let mtus = plan.links.compactMap { link in link.mtu.map { (link.name.text, $0.bytes) } }
    return (Dictionary(uniqueKeysWithValues: mtus), findings.map(\.code))
  }

  @Test func `a parent without an MTU takes the largest of its VLANs`() throws {
    let result = settled(
      try [
        physical("eth0"), vlan("eth0.1", of: "eth0", id: 1, mtu: 9000), vlan("eth0.2", of: "eth0", id: 2, mtu: 1500),
      ])
    #expect(result.mtus == ["eth0": 9000, "eth0.1": 9000, "eth0.2": 1500])
    #expect(result.findings.isEmpty)
  }

  @Test(arguments: [1280, 1400, 1500])
  func `VLANs that fit a common Ethernet say nothing about their parent`(mtu: Int) throws {
    let result = settled(
      try [
        physical("eth0"), vlan("eth0.1", of: "eth0", id: 1, mtu: mtu), vlan("v2", of: "eth0.1", id: 2, mtu: 1300),
        vlan("v3", of: "eth0", id: 3),
      ])
    #expect(result.mtus == ["eth0.1": mtu, "v2": min(mtu, 1300)])
  }

  @Test func `a bond without an MTU keeps that of its members, however small`() throws {
    let result = settled(
      try [
        bond("bond0", of: ["eth0"]), member("eth0", of: "bond0", mtu: 1400), vlan("v", of: "bond0", id: 1, mtu: 1300),
      ])
    #expect(result.mtus == ["bond0": 1400, "eth0": 1400, "v": 1300])
  }

  @Test func `a parent with an MTU keeps it, and a VLAN above it is lowered with a warning`() throws {
    let result = settled(try [vlan("eth0.1", of: "eth0", id: 1, mtu: 9000), physical("eth0", mtu: 1500)])
    #expect(result.mtus == ["eth0": 1500, "eth0.1": 1500])
    #expect(result.findings == [.vlanMTUAboveParent])
    #expect(Finding.Code.vlanMTUAboveParent.severity == .warning)
  }

  @Test func `a VLAN without an MTU stays without`() throws {
    let result = settled(try [physical("eth0", mtu: 9000), vlan("eth0.1", of: "eth0", id: 1)])
    #expect(result.mtus == ["eth0": 9000])
    #expect(result.findings.isEmpty)
  }

  @Test func `the largest MTU climbs through a VLAN of a VLAN and a bond down to the members`() throws {
    let result = settled(
      try [
        vlan("v2", of: "v1", id: 2, mtu: 9000), vlan("v1", of: "bond0", id: 1), bond("bond0", of: ["eth0", "eth1"]),
        member("eth0", of: "bond0"), member("eth1", of: "bond0", mtu: 1500),
      ])
    #expect(result.mtus == ["v2": 9000, "v1": 9000, "bond0": 9000, "eth0": 9000, "eth1": 9000])
  }

  @Test func `lowering reaches VLANs of VLANs`() throws {
    let result = settled(
      try [
        physical("eth0", mtu: 1400), vlan("v1", of: "eth0", id: 1, mtu: 1450), vlan("v2", of: "v1", id: 2, mtu: 1440),
      ])
    #expect(result.mtus == ["eth0": 1400, "v1": 1400, "v2": 1400])
    #expect(result.findings == [.vlanMTUAboveParent, .vlanMTUAboveParent])
  }

  @Test func `IPv6 below 1280 gets 1280 with a warning, IPv4 does not`() throws {
    let small = try physical("eth0", mtu: 1279, addresses: ["2001:db8::1/64"])
    let least = try physical("eth1", mtu: 1280, addresses: ["2001:db8::2/64"])
    let four = try physical("eth2", mtu: 576, addresses: ["192.0.2.1/24"])
    let result = settled([small, least, four])
    #expect(result.findings == [.mtuTooSmallForIPv6])
    #expect(result.mtus == ["eth0": 1280, "eth1": 1280, "eth2": 576])
    #expect(Finding.Code.mtuTooSmallForIPv6.severity == .warning)
  }

  @Test func `what a VLAN with IPv6 stands on is raised too`() throws {
    var six = try vlan("v1", of: "eth0", id: 1, mtu: 1500)
    six.ipv6Mode = .slaac
    let result = settled(try [six, physical("eth0", mtu: 1200), vlan("v2", of: "eth0", id: 2, mtu: 1100)])
    #expect(result.mtus == ["eth0": 1280, "v1": 1280, "v2": 1100])
    #expect(result.findings == [.mtuTooSmallForIPv6, .vlanMTUAboveParent])
  }

  @Test func `order of links does not matter`() throws {
    var links = try [
      physical("eth0"), vlan("v1", of: "eth0", id: 1), vlan("v2", of: "v1", id: 2, mtu: 8000),
      bond("bond0", of: ["eth1"]),
      member("eth1", of: "bond0"), vlan("v3", of: "bond0", id: 3, mtu: 2000), vlan("v4", of: "bond0", id: 4, mtu: 3000),
    ]
    let expected = settled(links).mtus
    var random = SeededRandom(seed: 8)
    for _ in 0..<50 {
      links.shuffle(using: &random)
      #expect(settled(links).mtus == expected)
    }
    #expect(expected == ["eth0": 8000, "v1": 8000, "v2": 8000, "bond0": 3000, "eth1": 3000, "v3": 2000, "v4": 3000])
  }
}

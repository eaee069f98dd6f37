// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

/// Something that a plan can ask for, with a plan that asks for it and for as little else as can be.
struct Feature {
  let name: String
  let plan: NetworkPlan

  private init(_ name: String, _ links: Link...) {
    self.name = name
    plan = NetworkPlan(links: links, isComplete: true, source: .networkData)
  }

  /// All of them, in the order of the page.
  static func all() throws -> [Feature] { try addresses() + routes() + servers() + links() + bondOptions() }

  private static func addresses() throws -> [Feature] {
    [
      Feature("static addresses of both families", try nic { $0.addresses = try [v4(), v6()] }),
      Feature("DHCPv4", try nic { $0.usesDHCPv4 = true }),
      Feature(
        "static IPv4 beside DHCPv4",
        try nic {
          $0.usesDHCPv4 = true
          $0.addresses = [try v4()]
        }),
      Feature("SLAAC", try nic { $0.ipv6Mode = .slaac }),
      Feature("stateless DHCPv6", try nic { $0.ipv6Mode = .stateless }),
      Feature("stateful DHCPv6", try nic { $0.ipv6Mode = .stateful }),
      Feature(
        "SLAAC beside static IPv6",
        try nic {
          $0.ipv6Mode = .slaac
          $0.addresses = [try v6()]
        }),
      Feature("router advertisements ignored", try nic { $0.addresses = [try v4()] }),
    ]
  }

  private static func routes() throws -> [Feature] {
    [
      Feature("static routes with metrics", try routed(metric: 100)),
      Feature("metrics above 2147483647", try routed(metric: 3_000_000_000)),
      Feature("gateway outside the prefix", try routed(via: "203.0.113.1")),
      Feature(
        "route without a gateway",
        try nic {
          $0.addresses = [try v4()]
          $0.routes = [try #require(Route(to: try prefix("198.51.100.0/24"), via: nil))]
        }),
      Feature(
        "metric of DHCPv4 routes",
        try nic {
          $0.usesDHCPv4 = true
          $0.dhcpMetric = RouteMetric(100)
        }),
      Feature(
        "metric of advertised routes",
        try nic {
          $0.ipv6Mode = .slaac
          $0.advertisedMetric = RouteMetric(100)
        }),
      Feature(
        "different metrics of DHCPv4 and advertised routes",
        try nic {
          $0.usesDHCPv4 = true
          $0.dhcpMetric = RouteMetric(100)
          $0.ipv6Mode = .slaac
          $0.advertisedMetric = RouteMetric(200)
        }),
    ]
  }

  private static func servers() throws -> [Feature] {
    [
      Feature("three DNS servers and search domains", try served((1...3).map { "192.0.2.\($0)" })),
      Feature("more than three DNS servers", try served((1...5).map { "192.0.2.\($0)" })),
      Feature(
        "IPv6 DNS server of an IPv4 link, IPv6 on another", try served(["2001:db8::53"]),
        try nic("eth1") { $0.addresses = [try v6()] }),
      Feature("IPv6 DNS server of a host without IPv6", try served(["2001:db8::53"])),
    ]
  }

  private static func links() throws -> [Feature] {
    [
      Feature("MTU", try nic { $0.mtu = MTU(9000) }),
      Feature("link without addresses", try nic()),
      Feature("rename of a NIC", try nic("lan0", from: "eth0") { $0.addresses = [try v4()] }),
      Feature("IP over InfiniBand", try infiniBand { $0.addresses = [try v4()] }),
      Feature("IP over InfiniBand with an MTU above 2044", try infiniBand { $0.mtu = MTU(65520) }),
      Feature("rename of an InfiniBand NIC", try infiniBand("storage", from: "ib0")),
      Feature("name of a NIC that has it already", try nic("lan0") { $0.hasRequestedName = true }),
      Feature(
        "MAC address of a bond", try nic("eth0") { $0.bond = try name("bond0") },
        try bond(.activeBackup) {
          $0.macAddress = try mac("02:00:00:00:00:99")
        }),
      Feature("VLAN", try nic(), try vlan("eth0.5", of: "eth0", 5)),
      Feature(
        "MAC address of a VLAN", try nic(),
        try vlan("eth0.5", of: "eth0", 5) {
          $0.macAddress = try mac("02:00:00:00:00:99")
        }),
      Feature("VLAN with a name of its own", try nic(), try vlan("storage", of: "eth0", 5)),
      Feature("VLAN `vlanN` with another id than N", try nic(), try vlan("vlan7", of: "eth0", 5)),
      Feature(
        "VLAN of a VLAN, `eth0.5.6`", try nic(), try vlan("eth0.5", of: "eth0", 5),
        try vlan("eth0.5.6", of: "eth0.5", 6)),
    ]
  }

  /// A value that is not the kernel's default, and a mode that takes it.
  private static let bondValues: [BondOption: (value: String, mode: BondMode)] = [
    .miimon: ("50", .activeBackup), .updelay: ("200", .activeBackup), .downdelay: ("200", .activeBackup),
    .peerNotificationDelay: ("200", .activeBackup), .useCarrier: ("0", .activeBackup),
    .arpInterval: ("500", .activeBackup), .arpIPTarget: ("192.0.2.1,192.0.2.2", .activeBackup),
    .arpValidate: ("all", .activeBackup), .arpAllTargets: ("all", .activeBackup), .arpMissedMax: ("5", .activeBackup),
    .primary: ("eth0", .activeBackup), .primaryReselect: ("failure", .activeBackup),
    .failOverMAC: ("active", .activeBackup), .transmitHashPolicy: ("layer3+4", .lacp), .lacpRate: ("fast", .lacp),
    .lacpActive: ("off", .lacp), .aggregatorSelect: ("bandwidth", .lacp), .actorSystem: ("02:00:00:00:00:99", .lacp),
    .actorSystemPriority: ("100", .lacp), .userPortKey: ("7", .lacp), .minLinks: ("1", .lacp),
    .allMembersActive: ("1", .activeBackup), .gratuitousARPs: ("5", .activeBackup),
    .packetsPerMember: ("8", .balanceRR),
    .resendIGMP: ("5", .activeBackup), .dynamicLoadBalancing: ("0", .balanceTLB),
    .learningPacketInterval: ("5", .balanceALB),
  ]

  private static func bondOptions() throws -> [Feature] {
    try BondOption.allCases.compactMap { option in
      guard let (value, mode) = bondValues[option] else { return nil }
      var options: [BondOption: String] = [option: value]
      if option.rawValue.hasPrefix("arp_") {
        options = [.arpInterval: "500", .arpIPTarget: "192.0.2.1"].merging(options) { $1 }
      } else if options[.miimon] == nil {
        options[.miimon] = "100"
      }
      let member = try nic("eth0") { $0.bond = try name("bond0") }
      return Feature("bond option `\(option.rawValue)`", member, try bond(mode, options))
    }
  }
}

extension Feature {
  private static func name(_ text: String) throws -> InterfaceName { try #require(InterfaceName(text)) }
  private static func mac(_ text: String) throws -> MACAddress { try #require(MACAddress(text)) }
  private static func prefix(_ text: String) throws -> IPPrefix { try #require(IPPrefix(text)) }
  private static func v4() throws -> IPPrefix { try prefix("192.0.2.10/24") }
  private static func v6() throws -> IPPrefix { try prefix("2001:db8::10/64") }

  private static func nic(
    _ text: String = "eth0", from: String? = nil, mac address: String = "02:00:00:00:00:01",
    _ change: (inout Link) throws -> Void = { _ in }
  ) throws -> Link {
    let nic = NIC(name: try name(from ?? text), macAddress: try mac(address))
    var link = Link(name: try name(text), kind: .physical(nic), path: .root["links"][0])
    try change(&link)
    return link
  }

  private static func infiniBand(
    _ text: String = "ib0", from: String? = nil, _ change: (inout Link) throws -> Void = { _ in }
  ) throws -> Link {
    try nic(text, from: from, mac: "80:00:02:08:fe:80:00:00:00:00:00:00:00:02:c9:03:00:00:10:39", change)
  }

  private static func routed(via gateway: String = "192.0.2.1", metric: Int? = nil) throws -> Link {
    try nic {
      $0.addresses = [try v4()]
      let gateway = try #require(IPAddress(gateway))
      $0.routes = [
        try #require(Route(to: .everything(.v4), via: gateway, metric: metric.flatMap { RouteMetric($0) }))
      ]
      $0 = $0.markingOnLinkGateways()
    }
  }

  private static func served(_ servers: [String]) throws -> Link {
    try nic {
      $0.addresses = [try v4()]
      $0.nameServers = try servers.map { try #require(IPAddress($0)) }
      $0.searchDomains = [try #require(DomainName("example.com"))]
    }
  }

  private static func bond(
    _ mode: BondMode, _ options: [BondOption: String] = [.miimon: "100"],
    _ change: (inout Link) throws -> Void = { _ in }
  ) throws -> Link {
    let kind = Link.Kind.bond(Bond(mode: mode, options: options, members: [try name("eth0")]))
    var link = Link(name: try name("bond0"), kind: kind, path: .root["links"][1])
    try change(&link)
    return link
  }

  private static func vlan(
    _ text: String, of parent: String, _ id: Int, _ change: (inout Link) throws -> Void = { _ in }
  ) throws -> Link {
    let kind = Link.Kind.vlan(VLAN(parent: try name(parent), id: try #require(VLANID(id))))
    var link = Link(name: try name(text), kind: kind, path: .root["links"][2])
    try change(&link)
    return link
  }
}

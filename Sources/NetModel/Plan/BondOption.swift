// SPDX-License-Identifier: Apache-2.0

/// An option of the kernel's bonding driver other than `mode`; the raw value is its name below
/// /sys/class/net/N/bonding.
///
/// Values, ranges and the modes that take an option are those of `bond_opts` in the kernel's
/// drivers/net/bonding/bond_options.c and of Documentation/networking/bonding.rst.
public enum BondOption: String, Hashable, Sendable, CaseIterable {
  case miimon
  case updelay
  case downdelay
  case peerNotificationDelay = "peer_notif_delay"
  case useCarrier = "use_carrier"
  case arpInterval = "arp_interval"
  case arpIPTarget = "arp_ip_target"
  case arpValidate = "arp_validate"
  case arpAllTargets = "arp_all_targets"
  case arpMissedMax = "arp_missed_max"
  case primary
  case primaryReselect = "primary_reselect"
  case failOverMAC = "fail_over_mac"
  case transmitHashPolicy = "xmit_hash_policy"
  case lacpRate = "lacp_rate"
  case lacpActive = "lacp_active"
  case aggregatorSelect = "ad_select"
  case actorSystem = "ad_actor_system"
  case actorSystemPriority = "ad_actor_sys_prio"
  case userPortKey = "ad_user_port_key"
  case minLinks = "min_links"
  case allMembersActive = "all_slaves_active"
  case gratuitousARPs = "num_grat_arp"
  case packetsPerMember = "packets_per_slave"
  case resendIGMP = "resend_igmp"
  case dynamicLoadBalancing = "tlb_dynamic_lb"
  case learningPacketInterval = "lp_interval"
}

extension BondOption {
  /// The option of a name; `num_unsol_na` is the kernel's other name of `num_grat_arp`.
  public init?(kernelName name: String) {
    self.init(rawValue: name == "num_unsol_na" ? "num_grat_arp" : name)
  }

  /// What an option's value may be.
  public enum Domain: Hashable, Sendable {
    /// A whole number in a range.
    case number(ClosedRange<Int>)
    /// 0 or 1, or the kernel's words off and on.
    case flag
    /// One of these names; its place in the list is its number.
    case choice([String])
    /// Up to 16 IPv4 addresses, separated by commas.
    case ipv4Addresses
    /// A 6-byte address.
    case macAddress
    /// A member of the bond.
    case member
  }

  /// What the option's value may be.
  public var domain: Domain { Self.table[self]?.domain ?? .number(0...Int(Int32.max)) }

  /// Whether the kernel takes the option in a mode; in others it answers EACCES.
  public func applies(in mode: BondMode) -> Bool { Self.table[self]?.modes.contains(mode) ?? true }

  private static let anyMode = Set(BondMode.allCases)
  private static let withARP = anyMode.subtracting([.lacp, .balanceTLB, .balanceALB])
  private static let withPrimary: Set<BondMode> = [.activeBackup, .balanceTLB, .balanceALB]
  private static let duration = Domain.number(0...Int(Int32.max))

  static let table: [BondOption: (domain: Domain, modes: Set<BondMode>)] = [
    .miimon: (duration, anyMode),
    .updelay: (duration, anyMode),
    .downdelay: (duration, anyMode),
    .peerNotificationDelay: (duration, anyMode),
    .useCarrier: (.flag, anyMode),
    .arpInterval: (duration, withARP),
    .arpIPTarget: (.ipv4Addresses, anyMode),
    .arpValidate: (
      .choice(["none", "active", "backup", "all", "filter", "filter_active", "filter_backup"]), withARP
    ),
    .arpAllTargets: (.choice(["any", "all"]), anyMode),
    .arpMissedMax: (.number(1...255), withARP),
    .primary: (.member, withPrimary),
    .primaryReselect: (.choice(["always", "better", "failure"]), anyMode),
    .failOverMAC: (.choice(["none", "active", "follow"]), anyMode),
    .transmitHashPolicy: (
      .choice(["layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"]), anyMode
    ),
    .lacpRate: (.choice(["slow", "fast"]), [.lacp]),
    .lacpActive: (.choice(["off", "on"]), [.lacp]),
    .aggregatorSelect: (.choice(["stable", "bandwidth", "count"]), anyMode),
    .actorSystem: (.macAddress, [.lacp]),
    .actorSystemPriority: (.number(1...65535), [.lacp]),
    .userPortKey: (.number(0...1023), [.lacp]),
    .minLinks: (duration, anyMode),
    .allMembersActive: (.flag, anyMode),
    .gratuitousARPs: (.number(0...255), anyMode),
    .packetsPerMember: (.number(0...65535), [.balanceRR]),
    .resendIGMP: (.number(0...255), anyMode),
    .dynamicLoadBalancing: (.flag, [.balanceTLB, .balanceALB]),
    .learningPacketInterval: (.number(1...Int(Int32.max)), anyMode),
  ]

  /// What the kernel does where nothing is said (`bond_params` in bond_main.c); nil where that depends on others.
  public var kernelDefault: String? { Self.defaults[self] }

  private static let defaults: [BondOption: String] = [
    .useCarrier: "1", .dynamicLoadBalancing: "1", .lacpActive: "on", .actorSystemPriority: "65535", .userPortKey: "0",
    .peerNotificationDelay: "0", .arpMissedMax: "2", .minLinks: "0", .gratuitousARPs: "1", .packetsPerMember: "1",
    .resendIGMP: "1", .learningPacketInterval: "1", .updelay: "0", .downdelay: "0", .allMembersActive: "0",
    .arpValidate: "none", .arpAllTargets: "any", .primaryReselect: "always", .failOverMAC: "none",
    .transmitHashPolicy: "layer2", .lacpRate: "slow", .aggregatorSelect: "stable",
  ]

  /// The value in the kernel's spelling, choices by name; nil where it is outside the domain.
  ///
  /// Members are not judged here: they are named by link id in a document and by interface in a plan.
  public func canonicalValue(of text: String) -> String? {
    switch domain {
    case .number(let range):
      return Int(decimal: text.utf8).flatMap { range.contains($0) ? String($0) : nil }
    case .flag:
      return ["0": "0", "1": "1", "off": "0", "on": "1"][text]
    case .choice(let names):
      if names.contains(text) { return text }
      return Int(decimal: text.utf8).flatMap { names.indices.contains($0) ? names[$0] : nil }
    case .ipv4Addresses:
      let targets = text.split(whereSeparator: { $0 == "," || $0 == " " }).map { IPAddress(String($0)) }
      guard (1...16).contains(targets.count), targets.allSatisfy({ $0?.family == .v4 }) else { return nil }
      return targets.compactMap { $0?.description }.joined(separator: ",")
    case .macAddress:
      return MACAddress(text).flatMap { $0.isSettable ? $0.description : nil }
    case .member:
      return InterfaceName(text)?.text
    }
  }

  /// The domain in words, for messages.
  public var expectation: String {
    switch domain {
    case .flag: "0 or 1"
    case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
    case .choice(let names): "one of \(names.joined(separator: ", ")), or its number"
    case .ipv4Addresses: "1 to 16 IPv4 addresses separated by commas"
    case .macAddress: "a MAC address"
    case .member: "a member of the bond"
    }
  }
}

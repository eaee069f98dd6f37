// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The `[Bond]` section of a .netdev file (systemd.netdev(5)).
enum NetworkdBondOptions {
  private enum Form {
    /// A number, or the kernel's name; systemd 252 ignores numbers that stand for names.
    case asIs
    case milliseconds
    case seconds
    case flag
    case addresses
    /// A member's own .network file says it.
    case ofMember
  }

  private static let table: [BondOption: (key: String, form: Form)] = [
    .miimon: ("MIIMonitorSec", .milliseconds),
    .updelay: ("UpDelaySec", .milliseconds),
    .downdelay: ("DownDelaySec", .milliseconds),
    .arpInterval: ("ARPIntervalSec", .milliseconds),
    .arpIPTarget: ("ARPIPTargets", .addresses),
    .arpValidate: ("ARPValidate", .asIs),
    .arpAllTargets: ("ARPAllTargets", .asIs),
    .primary: ("PrimarySlave", .ofMember),
    .primaryReselect: ("PrimaryReselectPolicy", .asIs),
    .failOverMAC: ("FailOverMACPolicy", .asIs),
    .transmitHashPolicy: ("TransmitHashPolicy", .asIs),
    .lacpRate: ("LACPTransmitRate", .asIs),
    .aggregatorSelect: ("AdSelect", .asIs),
    .actorSystem: ("AdActorSystem", .asIs),
    .actorSystemPriority: ("AdActorSystemPriority", .asIs),
    .userPortKey: ("AdUserPortKey", .asIs),
    .minLinks: ("MinLinks", .asIs),
    .allMembersActive: ("AllSlavesActive", .flag),
    .gratuitousARPs: ("GratuitousARP", .asIs),
    .packetsPerMember: ("PacketsPerSlave", .asIs),
    .resendIGMP: ("ResendIGMP", .asIs),
    .dynamicLoadBalancing: ("DynamicTransmitLoadBalancing", .flag),
    .learningPacketInterval: ("LearnPacketIntervalSec", .seconds),
  ]

  /// Whether a value can be said of a bond, or is the kernel's default.
  static func canSay(_ option: BondOption, _ value: String, in bond: Bond) -> Bool {
    option.kernelDefault == value || hasKey(for: option, value, in: bond)
  }

  private static func hasKey(for option: BondOption, _ value: String, in bond: Bond) -> Bool {
    guard table[option] != nil, isSent(option, in: bond) else { return false }
    return !isNew(option, value)
  }

  /// Whether systemd 252 does not know a value of an option that it knows.
  static func isNew(_ option: BondOption, _ value: String) -> Bool {
    option == .arpValidate && value.hasPrefix("filter") || option == .transmitHashPolicy && value == "vlan+srcmac"
  }

  /// Whether networkd tells the kernel of an option at all, whatever the file says (netdev_bond_fill_message_create() in
  /// systemd's netdev/bond.c).
  static func isSent(_ option: BondOption, in bond: Bond) -> Bool {
    switch option {
    case .failOverMAC: bond.mode == .activeBackup
    case .aggregatorSelect: bond.mode == .lacp
    case .learningPacketInterval: bond.options[.arpInterval] != nil
    // systemd.netdev(5) says so, though the kernel takes it in balance-alb too.
    case .dynamicLoadBalancing: bond.mode == .balanceTLB
    default: true
    }
  }

  /// Adds mode and options of a bond.
  static func add(_ bond: Bond, to section: inout SectionedText.Section) {
    section.set("Mode", bond.mode.name)
    for (option, value) in bond.orderedOptions where hasKey(for: option, value, in: bond) {
      guard let (key, form) = table[option] else { continue }
      switch form {
      case .ofMember: break
      case .asIs: section.set(key, value)
      case .milliseconds: section.set(key, value + "ms")
      case .seconds: section.set(key, value + "s")
      case .flag: section.set(key, flag: value == "1")
      case .addresses: section.set(key, list: value.split(separator: ","), separator: " ")
      }
    }
  }
}

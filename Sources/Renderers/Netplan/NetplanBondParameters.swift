// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The `parameters` of a bond (netplan-yaml(5), "Properties for device type bonds:").
enum NetplanBondParameters {
  private enum Form {
    /// A whole number; systemd-networkd leaves the kernel's default alone for 0.
    case number
    /// A time in milliseconds, or in seconds.
    case duration
    /// The kernel's name; systemd-networkd 252 ignores numbers.
    case name
    case flag
    case addresses
  }

  private static let table: [BondOption: (key: String, form: Form)] = [
    .miimon: ("mii-monitor-interval", .duration),
    .updelay: ("up-delay", .duration),
    .downdelay: ("down-delay", .duration),
    .arpInterval: ("arp-interval", .duration),
    .arpIPTarget: ("arp-ip-targets", .addresses),
    .arpValidate: ("arp-validate", .name),
    .arpAllTargets: ("arp-all-targets", .name),
    .primary: ("primary", .name),
    .primaryReselect: ("primary-reselect-policy", .name),
    .failOverMAC: ("fail-over-mac-policy", .name),
    .transmitHashPolicy: ("transmit-hash-policy", .name),
    .lacpRate: ("lacp-rate", .name),
    .aggregatorSelect: ("ad-select", .name),
    .minLinks: ("min-links", .number),
    .allMembersActive: ("all-slaves-active", .flag),
    .gratuitousARPs: ("gratuitous-arp", .number),
    .packetsPerMember: ("packets-per-slave", .number),
    .resendIGMP: ("resend-igmp", .number),
    .learningPacketInterval: ("learn-packet-interval", .duration),
  ]

  /// Whether a value can be said of a bond, or is the kernel's default.
  static func canSay(_ option: BondOption, _ value: String, in bond: Bond) -> Bool {
    if option.kernelDefault == value { return true }
    guard let (_, form) = table[option], NetworkdBondOptions.isSent(option, in: bond) else { return false }
    switch form {
    case .number: return value != "0"
    case .name: return !NetworkdBondOptions.isNew(option, value)
    case .duration, .flag, .addresses: return true
    }
  }

  /// The parameters of a bond.
  static func value(of bond: Bond) -> YAMLValue {
    var parameters = YAMLMapping()
    parameters.set("mode", text: bond.mode.name)
    for (option, value) in bond.orderedOptions where canSay(option, value, in: bond) {
      guard let (key, form) = table[option] else { continue }
      switch form {
      case .number where value == "0": break
      case .number, .duration: parameters.set(key, Int(value).map { .number($0) })
      case .name: parameters.set(key, text: value)
      case .flag: parameters.set(key, .flag(value == "1"))
      case .addresses: parameters.set(key, texts: value.split(separator: ","))
      }
    }
    return parameters.value
  }
}

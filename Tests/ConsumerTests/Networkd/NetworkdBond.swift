// SPDX-License-Identifier: Apache-2.0

import Foundation
import Meaning
import NetModel

/// The [Bond] section of a .netdev file (systemd.netdev(5)).
struct NetworkdBond {
  private enum Form { case text, number, flag, milliseconds, seconds, list }

  private static let table: [String: (option: String, form: Form)] = [
    "MIIMonitorSec": ("miimon", .milliseconds), "UpDelaySec": ("updelay", .milliseconds),
    "DownDelaySec": ("downdelay", .milliseconds), "ARPIntervalSec": ("arp_interval", .milliseconds),
    "LearnPacketIntervalSec": ("lp_interval", .seconds), "LACPTransmitRate": ("lacp_rate", .text),
    "TransmitHashPolicy": ("xmit_hash_policy", .text), "AdSelect": ("ad_select", .text),
    "FailOverMACPolicy": ("fail_over_mac", .text), "ARPValidate": ("arp_validate", .text),
    "ARPAllTargets": ("arp_all_targets", .text), "PrimaryReselectPolicy": ("primary_reselect", .text),
    "ARPIPTargets": ("arp_ip_target", .list), "MinLinks": ("min_links", .number),
    "GratuitousARP": ("num_grat_arp", .number), "PacketsPerSlave": ("packets_per_slave", .number),
    "ResendIGMP": ("resend_igmp", .number), "AllSlavesActive": ("all_slaves_active", .flag),
    "AdActorSystemPriority": ("ad_actor_sys_prio", .number), "AdUserPortKey": ("ad_user_port_key", .number),
    "AdActorSystem": ("ad_actor_system", .text), "DynamicTransmitLoadBalancing": ("tlb_dynamic_lb", .flag),
  ]

  /// All keys that it may have.
  static let keys: Set<String> = Set(table.keys).union(["Mode"])

  /// The bond without its members and its primary, of which the members' files tell.
  private(set) var meaning: BondMeaning

  init(_ section: UnitFile.Section) throws {
    let mode = try section.one("Mode") ?? "balance-rr"
    guard let known = BondMode(mode), known.name == mode else { throw section.error("Mode=\(mode) is ignored") }
    meaning = BondMeaning(mode: mode)
    for (key, _) in section.entries {
      guard let (name, form) = Self.table[key] else { continue }
      guard let value = try Self.value(of: key, form, section), let option = BondOption(kernelName: name),
        option.applies(in: known), let text = option.canonicalValue(of: value)
      else { throw section.error("\(key) is ignored in mode \(mode)") }
      // networkd takes names of choices and no numbers.
      if case .choice = option.domain, text != value { throw section.error("\(key)=\(value) is ignored") }
      if option == .arpValidate, text.hasPrefix("filter") { throw section.error("\(key)=\(value) is ignored") }
      meaning.options[name] = text
    }
  }

  private static func value(of key: String, _ form: Form, _ section: UnitFile.Section) throws -> String? {
    switch form {
    case .text: try section.one(key)
    case .number: try section.number(key).map { "\($0)" }
    case .flag: try section.flag(key).map { $0 ? "1" : "0" }
    case .milliseconds: try section.one(key).flatMap(Self.milliseconds).map { "\($0)" }
    case .seconds: try section.one(key).flatMap(Self.milliseconds).map { "\($0 / 1000)" }
    case .list: try section.one(key)?.words.joined(separator: ",")
    }
  }

  /// A time span (systemd.time(7)) in one unit; without one, in seconds.
  private static func milliseconds(_ text: String) -> Int? {
    if let number = Int(text) { return number * 1000 }
    if text.hasSuffix("ms") { return Int(text.dropLast(2)) }
    return text.hasSuffix("s") ? Int(text.dropLast()).map { $0 * 1000 } : nil
  }
}

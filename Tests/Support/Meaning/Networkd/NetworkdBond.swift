// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The [Bond] section of a .netdev file (systemd.netdev(5)).
///
/// networkd tells the kernel mode and options in one RTM_NEWLINK, so one that the kernel refuses costs the whole bond.
struct NetworkdBond {
  private enum Form { case text, number, flag, milliseconds, seconds, list }

  private static let table: [String: (option: BondOption, form: Form)] = [
    "MIIMonitorSec": (.miimon, .milliseconds), "UpDelaySec": (.updelay, .milliseconds),
    "DownDelaySec": (.downdelay, .milliseconds), "ARPIntervalSec": (.arpInterval, .milliseconds),
    "LearnPacketIntervalSec": (.learningPacketInterval, .seconds), "LACPTransmitRate": (.lacpRate, .text),
    "TransmitHashPolicy": (.transmitHashPolicy, .text), "AdSelect": (.aggregatorSelect, .text),
    "FailOverMACPolicy": (.failOverMAC, .text), "ARPValidate": (.arpValidate, .text),
    "ARPAllTargets": (.arpAllTargets, .text), "PrimaryReselectPolicy": (.primaryReselect, .text),
    "ARPIPTargets": (.arpIPTarget, .list), "MinLinks": (.minLinks, .number),
    "GratuitousARP": (.gratuitousARPs, .number), "PacketsPerSlave": (.packetsPerMember, .number),
    "ResendIGMP": (.resendIGMP, .number), "AllSlavesActive": (.allMembersActive, .flag),
    "AdActorSystemPriority": (.actorSystemPriority, .number), "AdUserPortKey": (.userPortKey, .number),
    "AdActorSystem": (.actorSystem, .text), "DynamicTransmitLoadBalancing": (.dynamicLoadBalancing, .flag),
  ]

  /// All keys that it may have.
  static let keys: Set<String> = Set(table.keys).union(["Mode"])

  /// Names of choices that systemd 247 to 252 do not know; they log them and go on without.
  private static let unknown: [BondOption: Set<String>] = [
    .transmitHashPolicy: ["vlan+srcmac"], .arpValidate: ["filter", "filter_active", "filter_backup"],
  ]

  /// Options that are sent in one mode only, whatever the file says (seen with strace, 247 and 252).
  private static let sentInMode: [BondOption: BondMode] = [.aggregatorSelect: .lacp, .failOverMAC: .activeBackup]

  /// The bond without its members and its primary, of which the members' files tell.
  private(set) var meaning: BondMeaning

  init(_ section: UnitFile.Section) throws {
    let name = try section.one("Mode") ?? "balance-rr"
    guard let mode = BondMode(name), mode.name == name else { throw section.error("Mode=\(name) is ignored") }
    var options: [BondOption: String] = [:]
    for (key, _) in section.entries {
      guard let (option, form) = Self.table[key] else { continue }
      let value = try Self.value(of: key, form, section)
      guard option.applies(in: mode), let text = value.flatMap(option.canonicalValue) else {
        throw section.error("\(key)=\(value ?? "") is ignored in mode \(name), or costs the bond")
      }
      // networkd takes names of choices and no numbers.
      if case .choice = option.domain, text != value || Self.unknown[option]?.contains(text) == true {
        throw section.error("\(key)=\(value ?? "") is ignored")
      }
      options[option] = text
    }
    try Self.checkMonitoring(options, section)
    meaning = BondMeaning(mode: name)
    for (option, text) in options where Self.isSent(option, mode, options) { meaning.options[option.rawValue] = text }
  }

  private static func isSent(_ option: BondOption, _ mode: BondMode, _ options: [BondOption: String]) -> Bool {
    if let only = sentInMode[option] { return only == mode }
    // Both stand behind the interval of ARP monitoring in the message (seen with strace).
    let watchesARP = options[.arpInterval] ?? "0" != "0"
    return watchesARP || option != .learningPacketInterval && option != .arpIPTarget
  }

  /// What bond_changelink() in the kernel's bond_netlink.c answers with EINVAL or EPERM.
  private static func checkMonitoring(_ options: [BondOption: String], _ section: UnitFile.Section) throws {
    func isOn(_ option: BondOption) -> Bool { !["0", "none"].contains(options[option] ?? "0") }
    if isOn(.miimon) {
      if isOn(.arpInterval) { throw section.error("MIIMonitorSec and ARPIntervalSec exclude each other") }
      if isOn(.arpValidate) { throw section.error("MIIMonitorSec and ARPValidate exclude each other") }
    } else if isOn(.updelay) || isOn(.downdelay) {
      throw section.error("UpDelaySec and DownDelaySec need MIIMonitorSec")
    }
    if isOn(.arpInterval) != (options[.arpIPTarget] != nil) {
      throw section.error("ARPIntervalSec and ARPIPTargets are nothing without each other")
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
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let units = ["": 1000, "s": 1000, "sec": 1000, "ms": 1, "min": 60_000]
    guard let number = digits.decimal, let unit = units[text.dropFirst(digits.count).trimmed] else { return nil }
    return number * unit
  }
}

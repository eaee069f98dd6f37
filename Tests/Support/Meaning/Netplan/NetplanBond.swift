// SPDX-License-Identifier: Apache-2.0

import NetModel

/// A bond of a netplan file (FACTS 2.5).
struct NetplanBond {
  let map: NetplanMap
  private let parameters: NetplanMap?

  /// Names that 0.106 passes to networkd, and the kernel's options behind them.
  private static let options = [
    "mii-monitor-interval": "miimon", "up-delay": "updelay", "down-delay": "downdelay", "lacp-rate": "lacp_rate",
    "transmit-hash-policy": "xmit_hash_policy", "ad-select": "ad_select", "fail-over-mac-policy": "fail_over_mac",
    "arp-interval": "arp_interval", "arp-validate": "arp_validate", "arp-all-targets": "arp_all_targets",
    "primary": "primary", "primary-reselect-policy": "primary_reselect", "min-links": "min_links",
    "all-slaves-active": "all_slaves_active", "gratuitous-arp": "num_grat_arp",
    "packets-per-slave": "packets_per_slave",
    "resend-igmp": "resend_igmp", "learn-packet-interval": "lp_interval", "arp-ip-targets": "arp_ip_target",
  ]

  init(_ map: NetplanMap) throws {
    self.map = map
    parameters = try map.map("parameters", known: Set(Self.options.keys).union(["mode"]))
  }

  /// The bond; its members and its primary are identifiers still.
  func meaning() throws -> BondMeaning {
    let mode = try parameters?.text("mode") ?? "balance-rr"
    guard BondMode.allNames.contains(mode) else { throw map.error("unknown bond mode '\(mode)'") }
    var options: [String: String] = [:]
    for (key, name) in Self.options { options[name] = try value(of: key) }
    // Seen in sysfs: stays 1 in this mode.
    if mode == "802.3ad" { options["lp_interval"] = nil }
    return BondMeaning(
      mode: mode, options: BondMeaning.accepted(options, in: mode), members: try map.list("interfaces") ?? [])
  }

  private func value(of key: String) throws -> String? {
    guard let parameters, parameters[key] != nil else { return nil }
    switch key {
    case "arp-ip-targets":
      let targets = try parameters.list(key) ?? []
      guard targets.allSatisfy({ IPAddress($0)?.family == .v4 }) else { throw map.error("\(key): malformed address") }
      return targets.isEmpty ? nil : targets.joined(separator: ",")
    case "all-slaves-active": return try parameters.flag(key) == true ? "1" : nil
    case "min-links", "gratuitous-arp", "packets-per-slave", "resend-igmp":
      // 0 is dropped, and the kernel's default stays.
      return try parameters.number(key).flatMap { $0 == 0 ? nil : "\($0)" }
    case "mii-monitor-interval", "up-delay", "down-delay", "arp-interval":
      guard let text = try parameters.text(key), let number = Self.milliseconds(text) else {
        throw map.error("\(key) is no time")
      }
      return "\(number)"
    case "learn-packet-interval":
      guard let text = try parameters.text(key), let number = text.decimal else {
        throw map.error("\(key) is no number of seconds")
      }
      return "\(number)"
    case "lacp-rate", "transmit-hash-policy", "ad-select", "fail-over-mac-policy", "arp-validate", "arp-all-targets",
      "primary-reselect-policy":
      // networkd reads names only; of arp_validate it knows four.
      let text = try parameters.text(key) ?? ""
      let isUnknown = text.decimal != nil || key == "arp-validate" && text.hasPrefix("filter")
      return isUnknown ? nil : text
    default: return try parameters.text(key)
    }
  }

  /// A number of milliseconds, or with a unit.
  private static func milliseconds(_ text: String) -> Int? {
    if let number = text.decimal { return number }
    if text.hasSuffix("ms") { return text.dropLast(2).decimal }
    return text.hasSuffix("s") ? text.dropLast().decimal.map { $0 * 1000 } : nil
  }
}

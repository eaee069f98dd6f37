// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The [bond] group: `mode` and the kernel's options by their names (nm-settings-keyfile(5)).
///
/// What is checked is what nm_setting_bond_verify() of 1.30 and 1.42 checks: it refuses the whole profile, or drops an
/// option; both are errors here.
struct KeyfileBond {
  /// The options that 1.30 to 1.42 know; of `active_slave` it makes `primary`, and nobody asks for it.
  ///
  /// NetworkManager's own default of `miimon` is 100 and not the kernel's 0.
  static let options = [
    "ad_actor_sys_prio", "ad_actor_system", "ad_select", "ad_user_port_key", "all_slaves_active", "arp_all_targets",
    "arp_interval", "arp_ip_target", "arp_validate", "downdelay", "fail_over_mac", "lacp_rate", "lp_interval", "miimon",
    "min_links", "num_grat_arp", "num_unsol_na", "packets_per_slave", "peer_notif_delay", "primary", "primary_reselect",
    "resend_igmp", "tlb_dynamic_lb", "updelay", "use_carrier", "xmit_hash_policy",
  ]

  /// The bond without its members.
  private(set) var meaning: BondMeaning
  private let group: KeyFile.Group

  init(_ group: KeyFile.Group) throws {
    self.group = group
    guard let text = try group.text("mode"), let mode = BondMode(text) else {
      throw group.error("rejected: mandatory option 'mode' is missing or invalid")
    }
    meaning = BondMeaning(mode: mode.name)
    meaning.isOrdered = false
    for key in Self.options {
      guard let value = try group.text(key) else { continue }
      guard let option = BondOption(kernelName: key), let canonical = option.canonicalValue(of: value),
        // Flags are numbers to NetworkManager.
        option.domain != .flag || value.decimal != nil
      else { throw group.error("ignoring invalid bond option \(key)=\(value)") }
      guard option.applies(in: mode) else { throw group.error("\(key) is not valid with mode \(mode.name)") }
      meaning.options[key] = canonical
    }
    try verify(mode)
    if number("arp_interval") == 0, meaning.options["miimon"] == nil { meaning.options["miimon"] = "100" }
  }

  private func number(_ key: String) -> Int { meaning.options[key]?.decimal ?? 0 }

  private func verify(_ mode: BondMode) throws {
    let arp = number("arp_interval")
    let miimon = meaning.options["miimon"]?.decimal ?? 100
    if (arp > 0) != (meaning.options["arp_ip_target"] != nil) {
      throw group.error("rejected: one of arp_interval and arp_ip_target alone")
    }
    if arp > 0, number("miimon") > 0 { throw group.error("miimon turns arp_interval off") }
    let delay = number("peer_notif_delay")
    if miimon == 0, number("updelay") > 0 || number("downdelay") > 0 || delay > 0 {
      throw group.error("rejected: a delay requires miimon to be enabled")
    }
    if delay > 0, arp == 0, delay % miimon != 0 {
      throw group.error("rejected: peer_notif_delay needs to be a multiple of miimon")
    }
    if let one = meaning.options["num_grat_arp"], let other = meaning.options["num_unsol_na"], one != other {
      throw group.error("rejected: num_grat_arp and num_unsol_na cannot have different values")
    }
  }
}

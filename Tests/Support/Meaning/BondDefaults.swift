// SPDX-License-Identifier: Apache-2.0

import NetModel

extension BondMeaning {
  /// Every option that the kernel has a fixed default for, with its value in this bond.
  ///
  /// An option that is not written and one that is written with its default mean the same. `num_grat_arp` and
  /// `num_unsol_na` are one number in the kernel (`num_peer_notif`).
  public var effectiveOptions: [String: String] {
    var effective = Self.defaults.merging(options) { _, own in own }
    effective["num_unsol_na"] = nil
    effective["num_grat_arp"] = options["num_grat_arp"] ?? options["num_unsol_na"] ?? "1"
    return effective
  }

  /// The defaults of drivers/net/bonding/bond_main.c and include/net/bonding.h.
  private static let defaults = [
    "miimon": "0", "updelay": "0", "downdelay": "0", "peer_notif_delay": "0", "use_carrier": "1", "arp_interval": "0",
    "arp_validate": "none", "arp_all_targets": "any", "arp_missed_max": "2", "primary_reselect": "always",
    "fail_over_mac": "none", "xmit_hash_policy": "layer2", "lacp_rate": "slow", "lacp_active": "on",
    "ad_select": "stable",
    "ad_actor_sys_prio": "65535", "ad_user_port_key": "0", "min_links": "0", "all_slaves_active": "0",
    "packets_per_slave": "1", "resend_igmp": "1", "tlb_dynamic_lb": "1", "lp_interval": "1",
  ]

  /// The options of which the kernel would take these values in the mode of the bond, in its spelling.
  ///
  /// What the kernel answers with EACCES or EINVAL leaves a line in a log and nothing else.
  static func accepted(_ options: [String: String], in mode: String) -> [String: String] {
    guard let mode = BondMode(mode) else { return [:] }
    var accepted: [String: String] = [:]
    for (name, value) in options {
      guard let option = BondOption(kernelName: name), option.applies(in: mode) else { continue }
      accepted[name] = option.canonicalValue(of: value)
    }
    // Delays are counted in link checks: EPERM where there are none.
    if accepted["miimon"] ?? "0" == "0" {
      for delay in ["updelay", "downdelay", "peer_notif_delay"] { accepted[delay] = nil }
    }
    return accepted
  }

  /// Whether the bonding driver has an option of this name.
  static func knows(_ name: String) -> Bool { name == "mode" || BondOption(kernelName: name) != nil }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// What netplan 0.106 has no key for, as a drop-in of the unit file that it makes for systemd-networkd.
///
/// netplan calls the unit file of a link `10-netplan-NAME.network` and leaves the directory of its drop-ins to others. So
/// SLAAC, stateless and stateful DHCPv6 stay apart, and advertised routes have a metric of their own. Where netplan's back
/// end is NetworkManager, nobody reads it.
enum NetplanDropIn {
  /// The drop-ins of a plan, in the order of their paths.
  static func files(of plan: NetworkPlan) -> [RenderedFile] {
    plan.links.compactMap { file(of: $0, in: plan) }.sorted { $0.path < $1.path }
  }

  private static func file(of link: Link, in plan: NetworkPlan) -> RenderedFile? {
    var text = SectionedText()
    for (name, section) in NetworkdAutomatic(link, isFallback: plan.isFallback).sections { text.add(name, section) }
    guard link.bond == nil, !text.text.isEmpty else { return nil }
    return RenderedFile(
      path: "etc/systemd/network/10-netplan-\(link.name).network.d/50-swinit.conf", mode: 0o644,
      contents: plan.header + text.text)
  }
}

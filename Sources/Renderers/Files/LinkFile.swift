// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The .link files by which udev renames NICs (systemd.link(5)), for formats that cannot rename themselves.
enum LinkFile {
  /// One file for each link that is renamed.
  static func renames(in plan: NetworkPlan) -> [RenderedFile] {
    plan.links.compactMap { link in
      guard link.isRenamed, let nic = link.nic else { return nil }
      // The permanent address stays when a bond changes the current one; IP over InfiniBand has none of either kind
      // that systemd 247 matches, so such a NIC is found by its name.
      let match = nic.macAddress.flatMap { $0.isInfiniBand ? nil : "PermanentMACAddress=\($0)" }
      return RenderedFile(
        path: "etc/systemd/network/10-swinit-\(link.name).link", mode: 0o644,
        contents: plan.header + "[Match]\n\(match ?? "OriginalName=\(nic.name)")\n\n[Link]\nName=\(link.name)\n")
    }
  }
}

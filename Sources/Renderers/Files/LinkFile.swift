// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The .link files by which udev names NICs at every boot (systemd.link(5)), for formats that cannot do so themselves.
enum LinkFile {
  /// A file for each NIC to which the document gives a name, be it that the NIC has it by now: without the file it would
  /// have the kernel's at the next boot.
  ///
  /// - Parameter mayBeOld: Whether udev before 245 may read them, which does not know the permanent address, and takes a
  ///   file without any key that it knows for one of every NIC.
  static func files(of plan: NetworkPlan, mayBeOld: Bool = false) -> [RenderedFile] {
    plan.links.compactMap { link in
      guard let match = match(of: link, mayBeOld: mayBeOld) else { return nil }
      return RenderedFile(
        path: "etc/systemd/network/10-swinit-\(link.name).link", mode: 0o644,
        contents: plan.header + "[Match]\n\(match)\n[Link]\nName=\(link.name)\n")
    }
  }

  private static func match(of link: Link, mayBeOld: Bool) -> String? {
    guard let nic = link.nic, link.hasRequestedName || link.isRenamed, !nic.isInfiniBand else { return nil }
    // Where there is no address to know it by, the NIC is known by the name that it had before, while it has that.
    guard let mac = nic.macAddress else { return link.isRenamed ? "OriginalName=\(nic.name)\n" : nil }
    // By its permanent address a NIC is found also where a bond has changed the current one, and no VLAN is taken for it.
    // All lines must hold. An old udev would give the name to a VLAN or bond of that address too; but the NIC has it by
    // then, and the kernel refuses. A member of a bond that does not match has been named before it was a member.
    return (mayBeOld ? "MACAddress=\(mac)\n" : "") + "PermanentMACAddress=\(mac)\n"
  }
}

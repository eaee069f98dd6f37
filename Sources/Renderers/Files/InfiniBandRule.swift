// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The udev rules (udev(7)) by which IP over InfiniBand gets its names at every boot.
///
/// .link files of systemd before 250 cannot match addresses of 20 bytes. Rules can in any version, and can look at the
/// last eight alone: the port's GUID, while what stands before it may be another at each boot (RFC 4391 section 9.1.1).
/// A name that a rule has given is not changed by .link files any more.
enum InfiniBandRule {
  /// A file for each InfiniBand NIC to which the document gives a name, be it that the NIC has it by now.
  static func files(of plan: NetworkPlan) -> [RenderedFile] {
    plan.links.compactMap { link in
      guard let mac = link.nic?.macAddress, mac.isInfiniBand, link.hasRequestedName || link.isRenamed else {
        return nil
      }
      let conditions = [
        #"SUBSYSTEM=="net""#, #"ACTION=="add""#, #"DRIVERS=="?*""#, "ATTR{type}==\"\(hardwareType)\"",
        "ATTR{address}==\"*:\(mac.description.suffix(guidLength))\"",
      ]
      return RenderedFile(
        path: "etc/udev/rules.d/70-swinit-\(link.name).rules", mode: 0o644,
        contents: plan.header + conditions.joined(separator: ", ") + ", NAME=\"\(link.name)\"\n")
    }
  }

  /// The length of eight octets in hexadecimal with colons between them.
  private static let guidLength = 8 * 3 - 1
  /// ARPHRD_INFINIBAND of the kernel's if_arp.h.
  private static let hardwareType = 32
}

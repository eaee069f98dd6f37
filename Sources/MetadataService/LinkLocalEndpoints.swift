// SPDX-License-Identifier: Apache-2.0

import LocalStage

extension MetadataEndpoint {
  /// The most NICs that are asked; each costs a moment of the race.
  static let mostNICs = 8

  /// The addresses of OpenStack's metadata service (nova's user guide, "Metadata service"), in the order of the race:
  /// as the routes lead, then over each NIC of a host that is up.
  ///
  /// The NIC that has the default route need not be the one whose network has the service.
  public static func linkLocal(on host: HostFiles) -> [MetadataEndpoint] {
    let nics = usableNICs(of: host).flatMap { name, index in
      [
        MetadataEndpoint("fe80::a9fe:a9fe", scope: index, nic: name),
        MetadataEndpoint("169.254.169.254", nic: name),
      ]
    }
    return ([MetadataEndpoint("169.254.169.254")] + nics).compactMap { $0 }
  }

  /// NICs with a signal that are no members of others, by name and index; VLANs last, since there may be thousands.
  static func usableNICs(of host: HostFiles) -> [(name: String, index: UInt32)] {
    let up = NICInventory.interfaces(of: host).filter { $0.hasCarrier == true && !$0.isEnslaved }
    let ordered = up.filter { $0.kind != .vlan } + up.filter { $0.kind == .vlan }
    return ordered.prefix(mostNICs).compactMap { nic in
      host.line("sys/class/net/\(nic.name)/ifindex").flatMap { UInt32($0) }.map { (nic.name.text, $0) }
    }
  }
}

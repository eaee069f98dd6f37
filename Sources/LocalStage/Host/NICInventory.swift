// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The NICs of a host as the kernel shows them below /sys/class/net.
public enum NICInventory {
  /// All real NICs: neither loopback nor bonds, bridges, VLANs, tunnels, nor NICs without an address.
  ///
  /// A NIC is real if it has a `device` (a bus it sits on). Virtual interfaces lie below /sys/devices/virtual and have
  /// none; a veth, which is all that a container has, counts as real where there is nothing else.
  public static func read(_ host: HostFiles) -> [NIC] {
    let names = host.names(in: "sys/class/net").compactMap { InterfaceName($0) }
    let candidates = names.filter { isEthernetOrInfiniBand($0, host) && !isStacked($0, host) }
    let real = candidates.filter { host.exists("sys/class/net/\($0)/device") }
    return (real.isEmpty ? candidates : real).map { NIC(name: $0, macAddress: macAddress(of: $0, host)) }
      .filter { $0.macAddress != nil }.sorted { $0.name < $1.name }
  }

  /// ARPHRD_ETHER and ARPHRD_INFINIBAND of if_arp.h.
  private static func isEthernetOrInfiniBand(_ name: InterfaceName, _ host: HostFiles) -> Bool {
    ["1", "32"].contains(host.line("sys/class/net/\(name)/type") ?? "")
  }

  /// Whether it is made of other interfaces, or of none.
  private static func isStacked(_ name: InterfaceName, _ host: HostFiles) -> Bool {
    let directory = "sys/class/net/\(name)"
    if ["bonding", "bridge"].contains(where: { host.exists("\(directory)/\($0)") }) { return true }
    let uevent = (try? host.contents(of: "\(directory)/uevent")) ?? []
    let types = String(decoding: uevent, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("DEVTYPE=") }
    return types.contains { ["vlan", "bond", "bridge", "macvlan", "vxlan", "wlan", "dummy"].contains($0.dropFirst(8)) }
  }

  /// The permanent address where a bond has given the NIC another, as the bonding driver tells; else the current one.
  private static func macAddress(of name: InterfaceName, _ host: HostFiles) -> MACAddress? {
    let current = host.line("sys/class/net/\(name)/address")
    let permanent = host.line("sys/class/net/\(name)/bonding_slave/perm_hwaddr")
    return (permanent ?? current).flatMap { MACAddress($0) }
  }
}

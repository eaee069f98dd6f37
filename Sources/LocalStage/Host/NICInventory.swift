// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import NetModel

/// The interfaces of a host as the kernel shows them below /sys/class/net.
public enum NICInventory {
  /// The NICs that a document can mean: real ones with an address, in the order of their names.
  ///
  /// Virtual interfaces are none, but a veth counts where there is nothing else, as in a container.
  public static func read(_ host: HostFiles) -> [NIC] {
    let all = interfaces(of: host).filter { $0.address != nil }
    let physical = all.filter { $0.kind == .physical }
    return (physical.isEmpty ? all.filter { $0.kind == .veth } : physical)
      .map { NIC(name: $0.name, macAddress: $0.address) }
  }

  /// All interfaces of Ethernet and InfiniBand type, in the order of their names.
  public static func interfaces(of host: HostFiles) -> [HostNIC] {
    host.names(in: "sys/class/net").compactMap { InterfaceName($0) }.filter { isEthernetOrInfiniBand($0, host) }
      .map { interface($0, host) }.sorted { $0.name < $1.name }
  }

  /// ARPHRD_ETHER and ARPHRD_INFINIBAND of if_arp.h.
  private static func isEthernetOrInfiniBand(_ name: InterfaceName, _ host: HostFiles) -> Bool {
    ["1", "32"].contains(host.line("sys/class/net/\(name)/type") ?? "")
  }

  private static func interface(_ name: InterfaceName, _ host: HostFiles) -> HostNIC {
    let directory = "sys/class/net/\(name)"
    return HostNIC(
      name: name, macAddress: host.line("\(directory)/address").flatMap { MACAddress($0) },
      permanentMACAddress: permanentAddress(of: name, host), kind: kind(of: name, host),
      hasCarrier: host.line("\(directory)/carrier").map { $0 == "1" },
      driver: host.linkName("\(directory)/device/driver"), isEnslaved: host.exists("\(directory)/master"))
  }

  private static func kind(of name: InterfaceName, _ host: HostFiles) -> HostNIC.Kind {
    let directory = "sys/class/net/\(name)"
    if host.exists("\(directory)/bonding") { return .bond }
    if host.exists("\(directory)/bridge") { return .bridge }
    let uevent = String(decoding: (try? host.contents(of: "\(directory)/uevent")) ?? [], as: UTF8.self)
    let type = uevent.split(separator: "\n").first { $0.hasPrefix("DEVTYPE=") }?.dropFirst("DEVTYPE=".count)
    if let type { return kinds[String(type)] ?? .other }
    if host.exists("\(directory)/device") { return .physical }
    // A veth has no type of its own and a peer, whose index is not its own.
    let index = host.line("\(directory)/ifindex")
    return host.line("\(directory)/iflink") == index && index != nil ? .other : .veth
  }

  /// What the kernel calls them (`SET_NETDEV_DEVTYPE`).
  private static let kinds: [String: HostNIC.Kind] = ["bond": .bond, "bridge": .bridge, "vlan": .vlan]

  /// Of a bond's member, what the bonding driver remembers; of this machine's NICs, what the driver tells.
  private static func permanentAddress(of name: InterfaceName, _ host: HostFiles) -> MACAddress? {
    if let text = host.line("sys/class/net/\(name)/bonding_slave/perm_hwaddr") { return MACAddress(text) }
    guard host.isThisMachine else { return nil }
    var bytes = [UInt8](repeating: 0, count: 32)
    let length = Int(linux_permanent_address(name.text, &bytes))
    return MACAddress(bytes: Array(bytes.prefix(length)))
  }
}

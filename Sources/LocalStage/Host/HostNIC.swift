// SPDX-License-Identifier: Apache-2.0

import NetModel

/// A network interface as the kernel shows it.
public struct HostNIC: Hashable, Sendable {
  /// What an interface is made of.
  public enum Kind: String, Hashable, Sendable {
    /// A NIC on a bus.
    case physical
    /// Made of other interfaces, or of nothing.
    case bond, bridge, vlan
    /// One end of a virtual cable: all that a container has.
    case veth
    /// Anything else that is virtual.
    case other
  }

  /// The name that it has now.
  public let name: InterfaceName
  /// The address that it has now; 20 bytes for IP over InfiniBand.
  public let macAddress: MACAddress?
  /// The address that it was made with, where the kernel tells; a bond gives its members another.
  public let permanentMACAddress: MACAddress?
  /// What it is made of.
  public let kind: Kind
  /// Whether there is a signal; nil while the interface is down, when nobody can tell.
  public let hasCarrier: Bool?
  /// The driver, where it has one.
  public let driver: String?
  /// Whether it is a member of a bond or bridge.
  public let isEnslaved: Bool

  /// The address by which documents name it.
  public var address: MACAddress? { permanentMACAddress ?? macAddress }
}

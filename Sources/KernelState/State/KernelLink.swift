// SPDX-License-Identifier: Apache-2.0

import NetModel

/// A network interface as the kernel has it now.
public struct KernelLink: Hashable, Sendable {
  /// The number by which addresses, routes and other interfaces refer to it.
  public var index: Int
  /// The name; the kernel allows more characters than `InterfaceName` does.
  public var name: String
  /// The kernel's word for what it is made of: `bond`, `vlan`, `bridge`, `veth`, …; nil for a NIC on a bus.
  public var kind: String?
  /// Whether it is administratively up (IFF_UP of netdevice(7)).
  public var isUp = true
  /// Whether there is a signal (IFF_LOWER_UP).
  public var hasCarrier = true
  /// The MTU in bytes.
  public var mtu = 1500
  /// The address that it has now.
  public var macAddress: MACAddress?
  /// The address that it was made with, where the kernel tells.
  public var permanentMACAddress: MACAddress?
  /// The index of the interface that a VLAN stands on.
  public var parent: Int?
  /// The index of the bond or bridge that it is a member of.
  public var master: Int?
  /// The tag of a VLAN.
  public var vlanID: Int?
  /// Of a bond, the driver's settings.
  public var bond: KernelBond?
  /// What it makes of router advertisements; nil where it has no IPv6.
  public var ipv6: IPv6Settings?

  /// An interface that is up, of Ethernet's MTU, and nothing special.
  public init(index: Int, name: String, kind: String? = nil) {
    self.index = index
    self.name = name
    self.kind = kind
  }

  /// The address by which a document names a NIC.
  public var nicAddress: MACAddress? { permanentMACAddress ?? macAddress }

  /// Whether it may be a NIC: a bond, VLAN or bridge has the kernel's word for it, a NIC none or its driver's.
  var mayBeNIC: Bool { !["bond", "vlan", "bridge"].contains(kind) }
}

/// What the kernel makes of IPv6 on an interface (/proc/sys/net/ipv6/conf/N, ip-sysctl.rst of the kernel).
public struct IPv6Settings: Hashable, Sendable {
  /// `accept_ra`: 0 never, 1 unless it forwards, 2 always.
  public var acceptRA: Int
  /// Whether it forwards packets.
  public var forwards: Bool
  /// Whether it has no IPv6 at all.
  public var isDisabled: Bool

  /// Settings by their values.
  public init(acceptRA: Int, forwards: Bool = false, isDisabled: Bool = false) {
    self.acceptRA = acceptRA
    self.forwards = forwards
    self.isDisabled = isDisabled
  }

  /// Whether the kernel itself takes router advertisements (`ipv6_accept_ra` of net/ipv6.h).
  public var takesRouterAdvertisements: Bool { !isDisabled && (forwards ? acceptRA == 2 : acceptRA > 0) }
}

// SPDX-License-Identifier: Apache-2.0

/// A network interface of the host as it is before we configure it.
public struct NIC: Hashable, Sendable {
  /// The name that it has now.
  public var name: InterfaceName
  /// Its permanent address; nil where it has none or it is not known.
  public var macAddress: MACAddress?

  /// A NIC by name and address.
  public init(name: InterfaceName, macAddress: MACAddress?) {
    self.name = name
    self.macAddress = macAddress
  }

  /// Whether this is IP over InfiniBand.
  public var isInfiniBand: Bool { macAddress?.isInfiniBand ?? false }
}

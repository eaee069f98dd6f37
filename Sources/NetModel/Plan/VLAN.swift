// SPDX-License-Identifier: Apache-2.0

/// A link that is one tagged VLAN of another (IEEE 802.1Q).
public struct VLAN: Hashable, Sendable {
  /// The link whose frames carry the tag.
  public var parent: InterfaceName
  /// The tag.
  public var id: VLANID

  /// A VLAN of a parent.
  public init(parent: InterfaceName, id: VLANID) {
    self.parent = parent
    self.id = id
  }
}

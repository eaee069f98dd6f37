// SPDX-License-Identifier: Apache-2.0

import NetModel

/// A link of the document with its values read and its references still unresolved.
struct LinkDraft {
  enum Kind {
    case physical
    case bond(BondDraft)
    case vlan(parentID: String, VLANID)
    /// A link with an error that costs it; it is known by its id, and left out.
    case unusable
  }

  let path: DocumentPath
  let id: String
  let kind: Kind
  /// The address to find (physical) or to set (bond, VLAN).
  let macAddress: MACAddress?
  let mtu: MTU?
  /// The interface name that the document asks for.
  let requestedName: InterfaceName?

  /// The links that this one is made of: a VLAN's parent, a bond's members.
  var dependencies: [String] {
    switch kind {
    case .physical, .unusable: []
    case .bond(let bond): bond.members.map(\.id)
    case .vlan(let parentID, _): [parentID]
    }
  }
}

/// A bond's own values before its members have names.
struct BondDraft {
  var mode: BondMode
  var options: [BondOption: String]
  /// The link id or name given as `bond_primary`.
  var primary: (path: DocumentPath, text: String)?
  var members: [(path: DocumentPath, id: String)]

  /// Takes away all that concerns watching by ARP.
  mutating func removeARPMonitoring() {
    for option in [BondOption.arpInterval, .arpIPTarget, .arpValidate, .arpAllTargets, .arpMissedMax] {
      options[option] = nil
    }
  }
}

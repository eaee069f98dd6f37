// SPDX-License-Identifier: Apache-2.0

import NetModel

/// What initscripts makes of a VLAN's name, where that is not what the keys say.
enum IfcfgVLANName {
  /// Why a VLAN does not come out as it is meant; nil where it does.
  static func trouble(with link: Link, _ vlan: VLAN, among links: [InterfaceName: Link]) -> String? {
    let name = link.name.text
    let parent = links[vlan.parent]
    let isMisread =
      beginsWithID(name) ? name != "vlan\(vlan.id)" : endsInID(name) && name != "\(vlan.parent).\(vlan.id)"
    if isMisread {
      return "initscripts takes the VLAN id from the name \(name), and would not make VLAN \(vlan.id) of \(vlan.parent)"
    }
    if parent?.nic == nil, !comesUpLate(name), comesUpLate(vlan.parent.text) || precedes(name, vlan.parent.text) {
      return "initscripts brings up \(name) before \(vlan.parent), and then does not make it"
    }
    if let parent, let other = parent.asVLAN, trouble(with: parent, other, among: links) != nil {
      return "initscripts does not make \(vlan.parent), and so not \(name)"
    }
    return nil
  }

  /// Whether initscripts cannot switch IPv6 settings of an interface: it looks for them under the name with one dot
  /// replaced by a slash, as sysctl(8) wants it for every dot.
  static func hidesIPv6Settings(_ name: InterfaceName) -> Bool {
    name.text.utf8.count { $0 == UInt8(ascii: ".") } > 1
  }

  /// `PARENT.ID`: a dot and one to four digits at the end.
  private static func endsInID(_ name: String) -> Bool {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
    let digits = name.utf8[dot...].dropFirst()
    return (1...4).contains(digits.count) && digits.allSatisfy(\.isDigit)
  }

  /// `vlanID`, whatever follows.
  private static func beginsWithID(_ name: String) -> Bool {
    name.hasPrefix("vlan") && name.utf8.dropFirst(4).first?.isDigit ?? false
  }

  /// Whether the boot script takes a file for a VLAN, which it brings up after all others.
  private static func comesUpLate(_ name: String) -> Bool {
    name.utf8.contains(UInt8(ascii: ".")) || name.hasPrefix("vlan")
  }

  /// The order of the boot script within a group: by what stands before the first digit, then by the number there.
  private static func precedes(_ one: String, _ other: String) -> Bool {
    let split = { (name: String) -> (String, Int) in
      let head = name.utf8.prefix { !$0.isDigit }
      let number = name.utf8.dropFirst(head.count).prefix(while: \.isDigit)
      return (String(decoding: head, as: UTF8.self), Int(decimal: number) ?? 0)
    }
    return split(one) < split(other)
  }
}

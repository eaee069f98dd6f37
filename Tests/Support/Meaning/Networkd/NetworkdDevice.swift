// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// One .netdev file: a bond or a VLAN that networkd makes (systemd.netdev(5)).
struct NetworkdDevice {
  /// What is made.
  enum Kind {
    case bond(BondMeaning)
    case vlan(id: Int)
  }

  let name: String
  let kind: Kind
  let macAddress: String?
  let mtu: Int?

  init(_ file: RenderedFile, version: Int) throws {
    let unit = try UnitFile(file, known: NetworkdKeys.netdev, version: version)
    let netdev = try unit.one("NetDev")
    guard let name = try netdev.one("Name"), InterfaceName(name) != nil else { throw netdev.error("no name") }
    self.name = name
    macAddress = try netdev.macAddress()
    mtu = try netdev.mtu()
    let (bond, vlan) = (try unit.one("Bond"), try unit.one("VLAN"))
    switch try netdev.one("Kind") {
    case "bond":
      guard vlan.entries.isEmpty else { throw vlan.error("a bond has no VLAN id") }
      kind = .bond(try NetworkdBond(bond).meaning)
    case "vlan":
      guard bond.entries.isEmpty else { throw bond.error("a VLAN is no bond") }
      guard let id = try vlan.number("Id"), id <= 4094 else { throw vlan.error("no VLAN id") }
      kind = .vlan(id: id)
    case let other: throw netdev.error("Kind=\(other ?? "") is none that we make")
    }
  }
}

extension UnitFile.Section {
  /// The MAC address that is set.
  func macAddress() throws -> String? {
    guard let text = try one("MACAddress") else { return nil }
    guard let mac = MACAddress(text), mac.isSettable, mac.description == text else {
      throw error("MACAddress=\(text) is ignored or refused, or not as the kernel writes it")
    }
    return text
  }

  /// The MTU in bytes.
  func mtu() throws -> Int? {
    guard let number = try number("MTUBytes") else { return nil }
    guard MTU(number) != nil else { throw error("MTUBytes=\(number)") }
    return number
  }
}

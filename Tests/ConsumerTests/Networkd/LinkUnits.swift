// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers

/// The .link files by which udev renames NICs and sets their MTU (systemd.link(5)).
struct LinkUnits {
  /// How the NIC of each new name is found.
  private(set) var renames: [String: NICMatch] = [:]
  /// The MTU by the name that the NIC has in the end.
  private(set) var mtus: [String: Int] = [:]

  private static let keys: [String: Set<String>] = [
    "Match": ["PermanentMACAddress", "OriginalName"], "Link": ["Name", "WakeOnLan", "MTUBytes"],
  ]

  init(_ files: [RenderedFile]) throws {
    for file in files {
      let unit = try UnitFile(file.contents, path: file.path, known: Self.keys)
      let (match, link) = (try unit.one("Match"), try unit.one("Link"))
      let (mac, original) = (try match.one("PermanentMACAddress"), try match.one("OriginalName"))
      guard mac != nil || original != nil else { throw match.error("matches every device") }
      if let mac, MACAddress(mac)?.description != mac { throw match.error("\(mac) is not as the kernel writes it") }
      let name = try link.one("Name")
      if let name {
        guard InterfaceName(name) != nil else { throw link.error("\(name) is no name") }
        let found = NICMatch(macAddress: mac, originalName: original, isRenamed: true)
        guard renames.updateValue(found, forKey: name) == nil else { throw link.error("\(name) is given to two NICs") }
      }
      if let mtu = try link.number("MTUBytes"), let final = name ?? original { mtus[final] = mtu }
    }
  }
}

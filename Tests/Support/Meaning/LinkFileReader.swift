// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// Reads the .link files by which udev renames NICs (systemd.link(5)).
public struct LinkFileReader {
  /// How each NIC that gets a name is found, by that name.
  public private(set) var renames: [String: NICMatch] = [:]
  /// The MTU by the name that the NIC has in the end.
  public private(set) var mtus: [String: Int] = [:]

  /// Reads files of a systemd/network directory that end in .link.
  ///
  /// - Parameter settings: The keys of [Link] that are expected beside the name.
  public init(_ files: [RenderedFile], settings: [String] = []) throws {
    let link = Dictionary(uniqueKeysWithValues: (settings + ["Name"]).map { ($0, 0) })
    let keys = ["Match": ["PermanentMACAddress": 0, "OriginalName": 0, "MACAddress": 0], "Link": link]
    for file in files {
      // The first that matches counts, and systemd brings some of its own from 73 on.
      guard file.fileName < "70-" else { throw MeaningError(file.path, "comes after the files of systemd itself") }
      try read(UnitFile(file, known: keys))
    }
  }

  private mutating func read(_ unit: UnitFile) throws {
    let (match, link) = (try unit.one("Match"), try unit.one("Link"))
    guard match.all("MACAddress").isEmpty else {
      throw match.error("MACAddress matches bonds and VLANs with the same address too")
    }
    let (mac, original) = (try match.one("PermanentMACAddress"), try match.one("OriginalName"))
    guard mac != nil || original != nil else { throw match.error("matches every device") }
    if let mac, MACAddress(mac)?.description != mac || MACAddress(mac)?.isInfiniBand == true {
      throw match.error("\(mac) is no permanent address as the kernel writes it")
    }
    if let original, InterfaceName(original) == nil { throw match.error("\(original) is no one name") }
    let name = try link.one("Name")
    if let name {
      guard InterfaceName(name) != nil else { throw link.error("\(name) is no name") }
      let found = NICMatch(macAddress: mac, originalName: original, isRenamed: true)
      guard renames.updateValue(found, forKey: name) == nil else { throw link.error("\(name) is given twice") }
    }
    let mtu = try link.number("MTUBytes")
    if let mtu, let final = name ?? original { mtus[final] = mtu }
    guard name != nil || mtu != nil else { throw link.error("no Name") }
  }

  /// Whether a file is one of these.
  static func reads(_ path: String) -> Bool { path.hasPrefix("etc/systemd/network/") && path.hasSuffix(".link") }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// Reads the files by which udev names NICs: .link files (systemd.link(5)) and rules for InfiniBand (udev(7)).
public struct LinkFileReader {
  /// How each NIC that gets a name is found, by that name.
  public private(set) var renames: [String: NICMatch] = [:]
  /// The MTU by the name that the NIC has in the end.
  public private(set) var mtus: [String: Int] = [:]

  /// The keys of [Match], with the version of systemd that brought them.
  private static let match = ["OriginalName": 209, "MACAddress": 209, "PermanentMACAddress": 245]

  /// Reads files of a systemd/network directory that end in .link, and rules.
  ///
  /// - Parameters:
  ///   - settings: The keys of [Link] that are expected beside the name.
  ///   - version: The systemd that reads; keys that came later are not there for it.
  public init(_ files: [RenderedFile], settings: [String] = [], version: Int = 247) throws {
    let link = Dictionary(uniqueKeysWithValues: (settings + ["Name"]).map { ($0, 209) })
    for file in files {
      if file.path.hasSuffix(".rules") {
        let rule = try UdevRule(file)
        try add(NICMatch(guid: rule.guid, isRenamed: true), for: rule.name, of: file)
        continue
      }
      // The first that matches counts, and systemd brings some of its own from 73 on.
      guard file.fileName < "70-" else { throw MeaningError(file.path, "comes after the files of systemd itself") }
      let unit = try UnitFile(file, known: ["Match": Self.match, "Link": link], version: version)
      try read(unit, file, isOld: version < 245)
    }
  }

  private mutating func read(_ unit: UnitFile, _ file: RenderedFile, isOld: Bool) throws {
    let (match, link) = (try unit.one("Match"), try unit.one("Link"))
    let (permanent, original) = (try match.one("PermanentMACAddress"), try match.one("OriginalName"))
    let current = try match.one("MACAddress")
    // An old udev knows no better.
    if let current, !isOld, current != permanent {
      throw match.error("MACAddress matches bonds and VLANs with the same address too")
    }
    let mac = permanent ?? current
    guard mac != nil || original != nil else { throw match.error("matches every device") }
    if let mac, MACAddress(mac)?.description != mac || MACAddress(mac)?.isInfiniBand == true {
      throw match.error("\(mac) is no address as the kernel writes it, of a kind that is matched")
    }
    if let original, InterfaceName(original) == nil { throw match.error("\(original) is no one name") }
    let name = try link.one("Name")
    if let name {
      guard InterfaceName(name) != nil else { throw link.error("\(name) is no name") }
      try add(NICMatch(macAddress: mac, originalName: original, isRenamed: true), for: name, of: file)
    }
    let mtu = try link.number("MTUBytes")
    if let mtu, let final = name ?? original { mtus[final] = mtu }
    guard name != nil || mtu != nil else { throw link.error("no Name") }
  }

  private mutating func add(_ match: NICMatch, for name: String, of file: RenderedFile) throws {
    guard renames.updateValue(match, forKey: name) == nil else {
      throw MeaningError(file.path, "\(name) is given twice")
    }
  }

  /// Whether a file is one of these.
  static func reads(_ path: String) -> Bool {
    path.hasPrefix("etc/systemd/network/") && path.hasSuffix(".link") || UdevRule.reads(path)
  }
}

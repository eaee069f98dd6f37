// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// A file with one rule of udev(7) that names an InfiniBand interface.
struct UdevRule {
  /// The name that is given.
  let name: String
  /// The last eight octets of the address that is looked for.
  let guid: String

  /// What such a rule must look at, lest it be for other devices, other events or Ethernet.
  private static let conditions = [
    "SUBSYSTEM": "net", "ACTION": "add", "DRIVERS": "?*", "ATTR{type}": "32",
  ]

  init(_ file: RenderedFile) throws {
    // Rules of 80-net-setup-link.rules give a name only where there is none; those before 60 may be overruled by others.
    guard file.mode == 0o644, file.fileName > "60-", file.fileName < "80-" else {
      throw MeaningError(file.path, "mode \(file.modeText), or too early or too late")
    }
    let lines = try TextLine.all(of: file.contents, file: file.path).filter { !$0.text.hasPrefix("#") }
    guard lines.count == 1, let line = lines.first else { throw MeaningError(file.path, "one rule was expected") }
    var found: [String: String] = [:]
    var name: String?
    for word in line.text.split(separator: ",").map({ String($0).trimmed }) {
      let parts = word.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3, parts[2].isEmpty else { throw line.error("\(word) is no KEY==\"VALUE\"") }
      if parts[0] == "NAME=" {
        name = parts[1]
      } else if let key = parts[0].before("=="), found.updateValue(parts[1], forKey: key) == nil {
        continue
      } else {
        throw line.error("\(word) was not expected")
      }
    }
    guard let name, InterfaceName(name) != nil else { throw line.error("no NAME") }
    guard let guid = found.removeValue(forKey: "ATTR{address}")?.after("*:"),
      MACAddress("00:00:00:00:00:00:00:00:00:00:00:00:" + guid)?.isInfiniBand ?? false
    else { throw line.error("no address of which the part before the GUID is left open") }
    guard found == Self.conditions else { throw line.error("other conditions: \(found)") }
    (self.name, self.guid) = (name, guid)
  }

  /// Whether a file is one of these.
  static func reads(_ path: String) -> Bool { path.hasPrefix("etc/udev/rules.d/") && path.hasSuffix(".rules") }
}

extension String {
  /// What stands before an ending; nil where there is none.
  fileprivate func before(_ end: String) -> String? { hasSuffix(end) ? String(dropLast(end.count)) : nil }
}

// SPDX-License-Identifier: Apache-2.0

import Renderers

/// Reads the .link files by which udev renames NICs (systemd.link(5)).
struct LinkFileReader {
  /// How each NIC that gets a name is found, by that name.
  private(set) var renames: [String: NICMatch] = [:]

  /// Reads files of etc/systemd/network that end in .link.
  init(_ files: [RenderedFile]) throws {
    for file in files {
      guard file.mode == 0o644 else { throw MeaningError(file.path, "mode \(file.modeText), udev's helpers read 0644") }
      var match: NICMatch?
      var name: String?
      var section = ""
      for line in try TextLine.all(of: file.contents, file: file.path) {
        if line.text.isEmpty || line.text.hasPrefix("#") { continue }
        if line.text.hasPrefix("[") {
          section = line.text
          continue
        }
        let parts = line.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty else { throw line.error("no KEY=VALUE") }
        switch (section, parts[0]) {
        case ("[Match]", "PermanentMACAddress"):
          if match != nil { throw line.error("a second match") }
          match = NICMatch(macAddress: parts[1], isRenamed: true)
        case ("[Match]", "OriginalName"):
          if match != nil { throw line.error("a second match") }
          match = NICMatch(originalName: parts[1], isRenamed: true)
        case ("[Match]", "MACAddress"): throw line.error("MACAddress matches bonds and VLANs with the same address too")
        case ("[Link]", "Name"):
          if name != nil { throw line.error("a second name") }
          name = parts[1]
        default: throw line.error("\(parts[0]) in \(section) is not expected here")
        }
      }
      guard let match else { throw MeaningError(file.path, "no [Match]: it would apply to every device") }
      guard let name else { throw MeaningError(file.path, "no Name") }
      guard renames.updateValue(match, forKey: name) == nil else {
        throw MeaningError(file.path, "\(name) is given twice")
      }
    }
  }

  /// Whether a file is one of these.
  static func reads(_ path: String) -> Bool { path.hasPrefix("etc/systemd/network/") && path.hasSuffix(".link") }
}

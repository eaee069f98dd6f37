// SPDX-License-Identifier: Apache-2.0

import Renderers

/// Drop-ins of unit files: NAME.d/*.conf says more of NAME, in whatever directory either lies (systemd.network(5)).
enum DropIns {
  /// The files without the drop-ins, whose text follows that of their file in the order of their names.
  static func merged(into files: [RenderedFile]) throws -> [RenderedFile] {
    var texts: [String: String] = [:]
    for file in files.filter({ isDropIn($0) }).sorted(by: { $0.fileName < $1.fileName }) {
      guard file.mode == 0o644, file.path.hasPrefix("etc/systemd/network/") else {
        throw MeaningError(file.path, "networkd does not read this file")
      }
      texts[unit(of: file), default: ""] += file.contents
    }
    let units = files.filter { !isDropIn($0) }.map { file in
      guard let more = texts.removeValue(forKey: file.fileName) else { return file }
      return RenderedFile(path: file.path, mode: file.mode, contents: file.contents + more)
    }
    if let stray = texts.keys.min() { throw MeaningError(stray, "a drop-in of a file that is not there") }
    return units
  }

  /// The name of the file of which a drop-in says more.
  static func unit(of file: RenderedFile) -> String {
    file.path.split(separator: "/").dropLast().last.map { String($0.dropLast(2)) } ?? ""
  }

  private static func isDropIn(_ file: RenderedFile) -> Bool {
    file.path.hasSuffix(".conf") && unit(of: file).hasSuffix(".network")
  }
}

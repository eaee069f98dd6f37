// SPDX-License-Identifier: Apache-2.0

import Foundation
import Renderers

/// netplan's generator, which writes files of systemd-networkd.
enum NetplanGenerator {
  /// What it writes to run/systemd/network for a tree; throws where it says anything at all.
  ///
  /// Its warnings tell of routes that conflict, of names that are too long, of modes and of deprecated keys, all of which
  /// would be our mistakes; so none is allowed.
  static func units(_ consumers: Consumers, of files: [RenderedFile]) throws -> [RenderedFile] {
    try withScratchDirectory { root in
      for file in files {
        let place = root.appending(path: file.path)
        let folder = place.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(file.contents.utf8).write(to: place)
        try FileManager.default.setAttributes([.posixPermissions: Int(file.mode)], ofItemAtPath: place.path)
      }
      let outcome = try consumers.run("usr/libexec/netplan/generate", ["--root-dir", root.path])
      guard outcome.status == 0, outcome.output.isEmpty else {
        throw ConsumerError("netplan: status \(outcome.status): \(outcome.output)")
      }
      let folder = "run/systemd/network"
      let names = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
      return try names.sorted().map { name in
        let text = try String(contentsOf: root.appending(path: "\(folder)/\(name)"), encoding: .utf8)
        return RenderedFile(path: "\(folder)/\(name)", mode: 0o644, contents: text)
      }
    }
  }
}

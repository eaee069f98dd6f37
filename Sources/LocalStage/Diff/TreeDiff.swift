// SPDX-License-Identifier: Apache-2.0

import Renderers
import SystemPackage

/// What would change on a host if files were written.
public enum TreeDiff {
  /// Unified diffs of all files that differ from what stands below a root, in the order of their paths; modes count
  /// too.
  public static func between(_ host: HostFiles, and files: [RenderedFile]) -> String {
    files.sorted { $0.path < $1.path }.map { file in
      let old = try? host.contents(of: file.path, limit: 64 << 20)
      let oldText = old.map { String(decoding: $0, as: UTF8.self) }
      let mode = old.flatMap { _ in host.mode(of: file.path) }
      return header(file, oldMode: mode, isNew: old == nil)
        + UnifiedDiff.text(
          from: oldText ?? "", to: file.contents, oldName: old == nil ? "/dev/null" : "/\(file.path)",
          newName: "/\(file.path) (rendered)")
    }.joined()
  }

  private static func header(_ file: RenderedFile, oldMode: UInt16?, isNew: Bool) -> String {
    guard !isNew, let oldMode, oldMode != file.mode else { return "" }
    let old = RenderedFile(path: file.path, mode: oldMode, contents: "")
    return "# MODE /\(file.path) \(old.modeText) -> \(file.modeText)\n"
  }
}

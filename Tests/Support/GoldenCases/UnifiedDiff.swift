// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The difference of two texts as `diff -u` shows it.
public enum UnifiedDiff {
  /// The difference; empty where there is none.
  public static func between(_ expected: String?, _ actual: String?, path: String) -> String {
    guard expected != actual else { return "" }
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: directory) }
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      for (name, text) in [("recorded", expected), ("rendered", actual)] {
        try Data((text ?? "").utf8).write(to: directory.appending(path: name))
      }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/diff")
      process.arguments = [
        "-u", "--label", expected == nil ? "/dev/null" : "recorded/\(path)", "--label",
        actual == nil ? "/dev/null" : "rendered/\(path)", "recorded", "rendered",
      ]
      process.currentDirectoryURL = directory
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: output, as: UTF8.self)
    } catch {
      return "\(path): differs, and diff cannot be run: \(error)\n"
    }
  }
}

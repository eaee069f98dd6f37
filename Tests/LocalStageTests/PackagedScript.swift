// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A shell script of packaging/, on a host that is a directory, gone when the test ends.
final class PackagedScript {
  let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  private let text: String

  /// The script, whose absolute paths lead below the directory.
  init(_ path: String) throws {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let script = try String(contentsOf: package.appending(path: "packaging/\(path)"), encoding: .utf8)
    let root = root
    text = script.replacing(/([^\w.\/])\/(etc|run|sys)\//) { "\($0.1)\(root.path)/\($0.2)/" }
    for path in ["etc", "run", "sys"] {
      try FileManager.default.createDirectory(at: root.appending(path: path), withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Writes a file, with the directories above it.
  func write(_ path: String, _ text: String) throws {
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Runs it in a shell, between other lines; it must end well.
  func run(after before: String = "", before after: String = "") throws {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-euc", "\(before)\n\(text)\n\(after)"]
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
  }

  /// The lines of resolv.conf but comments.
  func resolver() throws -> [String] {
    try String(contentsOf: root.appending(path: "etc/resolv.conf"), encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.map(String.init)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A shell script of packaging/, on a host that is a directory, gone when the test ends.
final class PackagedScript {
  let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  private var text = ""

  /// The script, whose absolute paths lead below the directory; what it calls of ours is there too.
  init(_ path: String) throws {
    text = try read(path)
    for path in ["bin", "dev", "etc", "proc", "run", "sys"] {
      try FileManager.default.createDirectory(at: root.appending(path: path), withIntermediateDirectories: true)
    }
    try write("usr/lib/swinit/merge-resolv", read("merge-resolv"), isProgram: true)
  }

  private func read(_ path: String) throws -> String {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let script = try String(contentsOf: package.appending(path: "packaging/\(path)"), encoding: .utf8)
    return script.replacing(/([^\w.\/])\/(etc|proc|run|sys|usr|var|dev\/kmsg)\b/) { "\($0.1)\(root.path)/\($0.2)" }
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Writes a file, with the directories above it.
  func write(_ path: String, _ text: String, isProgram: Bool = false) throws {
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    let mode = isProgram ? 0o755 : 0o644
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
  }

  /// Puts a program in the place of the machine's own.
  func replace(_ program: String, with text: String) throws {
    try write("bin/\(program)", "#!/bin/sh\n\(text)\n", isProgram: true)
  }

  /// Runs it in a shell, between other lines; it must end with a status, well as a rule.
  func run(_ arguments: String..., after before: String = "", before after: String = "", status: Int32 = 0) throws {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-euc", "PATH=\(root.path)/bin:$PATH\n\(before)\n\(text)\n\(after)", "sh"] + arguments
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == status)
  }

  /// The lines of resolv.conf but comments.
  func resolver() throws -> [String] {
    try String(contentsOf: root.appending(path: "etc/resolv.conf"), encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.map(String.init)
  }
}

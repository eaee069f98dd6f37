// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoldenCases
import HostDirectory

/// The built program, run as a person runs it.
enum Program {
  struct Run {
    let status: Int32
    let output: String
    let complaints: String

    /// Standard output as JSON.
    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any] ?? [:]
    }
  }

  /// Beside the test bundle, where the package manager puts both.
  private static let url = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "swinit-net")

  static func run(_ arguments: String..., input: String = "") throws -> Run { try run(words: arguments, input: input) }

  static func run(words arguments: [String], input: String = "") throws -> Run {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    let (output, complaints, feed) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = complaints
    process.standardInput = feed
    try process.run()
    try feed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try feed.fileHandleForWriting.close()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let errors = complaints.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      complaints: String(decoding: errors, as: UTF8.self))
  }

  /// The document of a golden case.
  static func document(_ name: String) -> String {
    GoldenCase.package.appending(path: "golden/\(name)/network_data.json").path
  }
}

/// A directory that is gone when the test ends.
final class Scratch: HostDirectory {
  var path: String { url.path }

  /// Makes a NIC as sysfs shows it.
  func addNIC(_ name: String, mac: String, type: String = "1", isReal: Bool = true, uevent: String = "") throws {
    try write("sys/class/net/\(name)/address", mac + "\n")
    try write("sys/class/net/\(name)/type", type + "\n")
    try write("sys/class/net/\(name)/uevent", uevent)
    try write("sys/class/net/\(name)/ifindex", "7\n")
    try write("sys/class/net/\(name)/iflink", uevent.isEmpty && !isReal ? "8\n" : "7\n")
    if isReal { try write("sys/class/net/\(name)/device/vendor", "0x1af4\n") }
  }
}

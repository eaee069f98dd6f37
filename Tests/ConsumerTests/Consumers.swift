// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoldenCases

/// What a consumer objects to, or what we do not understand of what it says.
struct ConsumerError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// The programs that `Tests/consumers/fetch .build-consumers` gets.
struct Consumers {
  /// How a program ended, and all that it said.
  struct Outcome {
    let status: Int32
    let output: String
  }

  /// Where they are.
  let directory: String
  private let libraries: String

  /// Finds them; fails where they have not been fetched.
  init() throws {
    let directory = GoldenCase.package.appending(path: ".build-consumers").path
    guard FileManager.default.fileExists(atPath: directory + "/complete") else {
      throw ConsumerError("\(directory) is missing or incomplete: run `Tests/consumers/fetch .build-consumers`")
    }
    self.directory = directory
    libraries = ["usr/lib", "lib"].flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(folder)")) ?? []
      return names.filter { $0.hasSuffix("-linux-gnu") }.map { "\(directory)/\(folder)/\($0)" }
    }.joined(separator: ":")
  }

  /// Runs one of them, for ten seconds at most; output and errors go together.
  func run(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    try Self.run(
      "\(directory)/\(program)", arguments,
      environment: [
        "PATH": "\(directory)/sbin:/usr/sbin:/usr/bin:/sbin:/bin", "LD_LIBRARY_PATH": libraries, "LC_ALL": "C",
      ].merging(environment) { $1 })
  }

  /// Runs any program so.
  ///
  /// - Parameter limit: The most seconds that it may take.
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String], limit: Int = 10
  ) throws -> Outcome {
    try withScratchDirectory { scratch in
      let log = scratch.appending(path: "log").path
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
      posix_spawn_file_actions_adddup2(&actions, 1, 2)

      var words = (["timeout", "\(limit)", program] + arguments).map { strdup($0) } + [nil]
      var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
      defer { (words + variables).forEach { free($0) } }
      var child = pid_t()
      let failure = posix_spawnp(&child, "timeout", &actions, nil, &words, &variables)
      guard failure == 0 else { throw ConsumerError("timeout \(program): \(String(cString: strerror(failure)))") }
      var status: Int32 = 0
      while waitpid(child, &status, 0) < 0 {
        guard errno == EINTR else { throw ConsumerError("waitpid: \(String(cString: strerror(errno)))") }
      }
      let output = String(decoding: try Data(contentsOf: URL(fileURLWithPath: log)), as: UTF8.self)
      guard status & 0x7f == 0 else { throw ConsumerError("\(program): killed by signal \(status & 0x7f): \(output)") }
      return Outcome(status: status >> 8 & 0xff, output: output)
    }
  }
}

/// Gives a new directory, and takes it away afterwards.
func withScratchDirectory<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let directory = FileManager.default.temporaryDirectory.appending(path: "swinit-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  return try body(directory)
}

extension String {
  /// The words between white space.
  var words: [String] { split(whereSeparator: \.isWhitespace).map(String.init) }

  /// The text after a prefix; nil where it does not begin so.
  func after(_ prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }

  /// The lines without those that are blank.
  var textLines: [String] {
    split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoldenCases
import Renderers

/// Runs of consumers in namespaces of their own.
enum Namespaces {
  /// Why there can be none on this machine; nil where there can.
  static let obstacle: String? = {
    let program = GoldenCase.package.appending(path: "Tests/kernel/probe").path
    do {
      let outcome = try Consumers.run(program, [], environment: environment)
      guard outcome.status != 0 else { return nil }
      let reason = "THE KERNEL IS NOT LOOKED AT: this host makes no namespaces: \(outcome.output)"
      FileHandle.standardError.write(Data(reason.utf8))
      return reason
    } catch {
      // The tests will say it.
      return nil
    }
  }()

  private static let environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"]

  /// At most so many at a time; they mostly wait.
  private static let turnstile = Turnstile(places: 4)

  /// What is in the kernel once a consumer has settled over files, and what was said on the way.
  static func observe(_ test: KernelCase, _ consumer: KernelConsumer, files: [RenderedFile]) async throws -> Observation
  {
    try await turnstile.pass {
      try withScratchDirectory { scratch in
        let (tree, out) = (scratch.appending(path: "tree"), scratch.appending(path: "out"))
        try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
        let resolver = consumer.resolver == .file ? [] : [test.resolver]
        try write(consumer.prepare(files) + resolver, below: tree)
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
          .deletingLastPathComponent().appending(path: "swinit-net").path
        let outcome = try Consumers.run(
          GoldenCase.package.appending(path: "Tests/kernel/run").path,
          [try Consumers().directory, consumer.script, tree.path, out.path] + test.wires.map(\.argument)
            + ["--", program] + test.verification,
          environment: environment, limit: 100)
        guard outcome.status == 0 else {
          throw ConsumerError("\(consumer.script): status \(outcome.status): \(outcome.output)")
        }
        return try Observation(out)
      }
    }
  }

  private static func write(_ files: [RenderedFile], below root: URL) throws {
    for file in files {
      let place = root.appending(path: file.path)
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.contents.utf8).write(to: place)
      try FileManager.default.setAttributes([.posixPermissions: Int(file.mode)], ofItemAtPath: place.path)
    }
  }
}

/// Lets a number of tasks in at a time; each runs on a thread of its own, so that it may wait as long as it likes.
actor Turnstile {
  private var places: Int
  private var queue: [CheckedContinuation<Void, Never>] = []

  init(places: Int) { self.places = places }

  /// Runs when there is a place.
  nonisolated func pass<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    await enter()
    let result = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: Swift.Result { try body() }) }
    }
    await leave()
    return try result.get()
  }

  private func enter() async {
    if places > 0 {
      places -= 1
    } else {
      await withCheckedContinuation { queue.append($0) }
    }
  }

  private func leave() {
    if queue.isEmpty {
      places += 1
    } else {
      queue.removeFirst().resume()
    }
  }
}

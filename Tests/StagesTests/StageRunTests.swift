// SPDX-License-Identifier: Apache-2.0

import Synchronization
import SystemPackage
import Testing

@testable import Stages

/// A whole stage on a host that is a directory.
@Suite struct StageRunTests {
  private static let settings = """
    cloud_config_modules: [write_files, [bootcmd, always], nonsense]
    write_files: [{path: /etc/motd, content: hello}]
    bootcmd: [[touch, /there]]
    """

  private func run(_ host: StageHost, _ manner: StageRun.Manner) async throws -> (StageRun.Outcome, [String]) {
    let told = Mutex<[String]>([])
    let null = try FileDescriptor.open("/dev/null", .writeOnly)
    defer { try? null.close() }
    let context = try host.context(Self.settings)
    var stageRun = StageRun(
      .config, context, manner: manner, log: null, tell: { report in told.withLock { $0.append(report.text) } })
    let outcome = await stageRun.run()
    return (outcome, told.withLock { $0 })
  }

  @Test func `modules run in the list's order, and each action is told`() async throws {
    let host = try StageHost()
    let (outcome, told) = try await run(host, .write)
    #expect(outcome.ran == ["write_files", "bootcmd"])
    #expect(outcome.errors.isEmpty)
    #expect(told.first == "write_files: write /etc/motd 0644")
    #expect(told.last?.hasPrefix("bootcmd: run ") ?? false)
    #expect(host.read("etc/motd") == "hello")
  }

  @Test func `below another root programs are only told`() async throws {
    let host = try StageHost()
    _ = try await run(host, .write)
    #expect(!host.exists("there"))
  }

  @Test func `telling alone changes nothing`() async throws {
    let host = try StageHost()
    _ = try await run(host, .tell)
    #expect(!host.exists("etc/motd"))
    #expect(!host.exists("var/lib/swinit"))
  }

  @Test func `the second run does only what is done always`() async throws {
    let host = try StageHost()
    _ = try await run(host, .write)
    #expect(try await run(host, .write).0.ran == ["bootcmd"])
  }

  @Test func `a module is noted before it runs, for it may restart the host`() async throws {
    let host = try StageHost()
    try host.makeDirectory("etc/motd/in/the/way")
    let (outcome, _) = try await run(host, .write)
    #expect(outcome.errors.count == 1)
    #expect(try await run(host, .write).0.ran == ["bootcmd"])
  }

  @Test func `a module that is not known is a note and costs nothing`() async throws {
    let (outcome, _) = try await run(try StageHost(), .tell)
    #expect(outcome.notes == ["cloud_config_modules: not known here and passed over: nonsense"])
  }
}

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

  private func run(
    _ host: StageHost, _ manner: StageRun.Manner, settings: String = settings
  ) async throws -> (StageRun.Outcome, [String]) {
    let told = Mutex<[String]>([])
    let null = try FileDescriptor.open("/dev/null", .writeOnly)
    defer { try? null.close() }
    let context = try host.context(settings)
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

  @Test func `mistakes without number are told as far as people read`() async throws {
    let list = String(repeating: "- [[]]\n", count: 3_000)
    let (outcome, _) = try await run(
      try StageHost(), .tell, settings: "cloud_config_modules: [runcmd]\nruncmd:\n\(list)")
    #expect(outcome.warnings.count == 201)
    #expect(outcome.warnings.last == "2800 more lines are left out")
  }

  @Test func `where SELinux is on, what was written and the directories that were made get their labels`() async throws
  {
    let host = try StageHost(programs: ["usr/sbin/restorecon"])
    #expect(try await run(host, .tell).1.allSatisfy { !$0.contains("restorecon") })
    try host.write("sys/fs/selinux/enforce", "1")
    #expect(try await run(host, .tell).1.filter { $0.contains("restorecon") }.count == 2)
    let (_, told) = try await run(host, .write)
    #expect(told.contains("write_files: run restorecon -i -- /etc/motd"))
    #expect(
      told.last
        == "bootcmd: run restorecon -i -- /var/lib/swinit/instances/\(InstanceData.sample.instanceID ?? "")/bootcmd")
    var labels = SecurityLabels(try host.context())
    labels.add(FileWrite("/home/anna/.ssh/authorized_keys", text: ""))
    #expect(
      labels.restoring?.arguments.suffix(4)
        == ["/home", "/home/anna", "/home/anna/.ssh", "/home/anna/.ssh/authorized_keys"])
  }

  @Test func `a module that is not known is a note and costs nothing`() async throws {
    let (outcome, _) = try await run(try StageHost(), .tell)
    #expect(outcome.notes == ["cloud_config_modules: not known here and passed over: nonsense"])
  }

  /// What comes of a call that has two others to take its place: one that succeeds, and one that fails.
  private func outcome(_ first: Invocation) async throws -> (StageRun.Outcome, [String]) {
    let told = Mutex<[String]>([])
    let null = try FileDescriptor.open("/dev/null", .writeOnly)
    defer { try? null.close() }
    var (call, failing, plan) = (first, Invocation("/bin/sh", "-c", "exit 4"), ModulePlan())
    failing.subject = "package b"
    call.otherwise = [Invocation("/bin/true"), failing]
    plan.run(call)
    var run = StageRun(
      .config, try StageHost().context("cloud_config_modules: []"), manner: .perform, log: null,
      tell: { report in told.withLock { $0.append(report.argv?.last ?? "") } })
    await run.carryOut(plan, "packages", .always)
    return (await run.run(), told.withLock { $0 })
  }

  @Test func `what takes the place of a call that fails is told, and its errors count alone`() async throws {
    let (outcome, told) = try await outcome(Invocation("/bin/sh", "-c", "exit 3"))
    #expect(outcome.errors == ["packages: package b: /bin/sh ended with 4"])
    #expect(told == ["exit 3", "/bin/true", "exit 4"])
  }

  @Test func `nothing takes the place of a call that succeeds, or is too late`() async throws {
    #expect(try await outcome(Invocation("/bin/true")).0.errors == [])
    var late = Invocation("/bin/sleep", "60")
    late.timeout = 0.2
    let (outcome, told) = try await outcome(late)
    #expect(outcome.errors == ["packages: /bin/sleep has not ended after 0.2 s"])
    #expect(told == ["60"])
  }
}

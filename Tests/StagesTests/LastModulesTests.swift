// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Stages

@Suite struct LastModulesTests {
  private let directory = "/var/lib/swinit/instances/5f1a2b3c-0000-4000-8000-000000000001"

  // MARK: final_message

  /// What date(1) prints for a plan.
  private func printed(_ plan: ModulePlan) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = plan.commands.first
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
    process.standardOutput = pipe
    try process.run()
    return String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }

  @Test func `the message has its values, in either kind of template`() throws {
    let host = try StageHost(files: ["proc/uptime": "12.34 5.6\n"])
    let plain = try host.plan(FinalMessage.self, "final_message: 'up $UPTIME from ${datasource}, 100%d of $HOME'")
    #expect(try printed(plain) == "up 12.34 from config drive /dev/sr0, 100%d of $HOME\n")
    let jinja = try host.plan(
      FinalMessage.self, "final_message: \"## template: jinja\\nup {{ uptime }}\\nv {{VERSION}}\"")
    #expect(try printed(jinja).hasPrefix("up 12.34\nv "))
  }

  @Test func `the time is that at which the message is given`() throws {
    let plan = try StageHost().plan(FinalMessage.self, "final_message: $TIMESTAMP")
    #expect(try printed(plan).wholeMatch(of: /\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}\n/) != nil)
  }

  @Test func `a file tells that all is done`() throws {
    let plan = try StageHost(files: ["proc/uptime": "12.34 5.6\n"]).plan(FinalMessage.self)
    #expect(plan.text(directory + "/boot-finished")?.hasPrefix("12.34 - v. ") == true)
    #expect(try printed(plan).contains("Datasource config drive /dev/sr0.  Up 12.34 seconds"))
  }

  @Test func `statements of Jinja are told`() throws {
    let plan = try StageHost().plan(FinalMessage.self, "final_message: \"## template: jinja\\n{% if x %}\"")
    #expect(plan.warnings.count == 1 && plan.commands.count == 1)
  }

  // MARK: power_state_change

  private func script(_ settings: String) throws -> String {
    let plan = try StageHost(programs: ["sbin/shutdown"]).plan(PowerStateChange.self, "power_state: \(settings)")
    #expect(plan.warnings.isEmpty)
    return try #require(plan.text(directory + "/power-state"))
  }

  @Test(arguments: [
    ("{mode: reboot}", "exec 'shutdown' '-r' '--' 'now'"),
    ("{mode: poweroff, delay: 5}", "exec 'shutdown' '-h' '-P' '--' '+5'"),
    ("{mode: halt, delay: '+5', message: it's}", #"exec 'shutdown' '-h' '-H' '--' '+5' 'it'\''s'"#),
  ]) func `the power state is changed by shutdown`(settings: String, line: String) throws {
    #expect(try script(settings).lines.last == line)
  }

  @Test func `a message that looks like an option is none`() throws {
    #expect(try script("{mode: reboot, message: --help}").lines.last == "exec 'shutdown' '-r' '--' 'now' '--help'")
  }

  @Test func `without shutdown there is a warning, and nothing is begun`() throws {
    let plan = try StageHost().plan(PowerStateChange.self, "power_state: {mode: reboot}")
    #expect(plan.isEmpty)
    #expect(plan.warnings == ["shutdown is not installed: the host stays on"])
  }

  @Test func `it waits for the run to end, for a time`() throws {
    #expect(try script("{mode: reboot}").contains("-lt 30"))
    #expect(try script("{mode: reboot, timeout: 2.5}").contains("-lt 3 "))
  }

  @Test func `nothing is done without power_state, or where the condition is false`() throws {
    #expect(try StageHost().plan(PowerStateChange.self) == ModulePlan())
    #expect(try StageHost().plan(PowerStateChange.self, "power_state: {mode: reboot, condition: false}").isEmpty)
  }

  @Test(arguments: [
    "reboot", "{delay: now}", "{mode: suspend}", "{mode: reboot, delay: soon}", "{mode: reboot, delay: -5}",
    "{mode: reboot, condition: {a: b}}",
  ]) func `what cannot be done is told, and the host stays on`(settings: String) throws {
    let plan = try StageHost(programs: ["sbin/shutdown"]).plan(PowerStateChange.self, "power_state: \(settings)")
    #expect(plan.isEmpty && !plan.warnings.isEmpty)
  }

  /// Runs the script with a harmless program for shutdown; what that was called with, if it was.
  private func run(_ settings: String, waitingFor pid: Int32 = 999_999_999) throws -> String? {
    let host = try StageHost()
    try host.write("bin/shutdown", "#!/bin/sh\necho \"$@\" > \(host.url.path)/called\n")
    try host.write("script", try script(settings))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: host.url.appending(path: "bin/shutdown").path)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [host.url.appending(path: "script").path, String(pid)]
    process.environment = ["PATH": "\(host.url.path)/bin:/usr/bin:/bin"]
    try process.run()
    process.waitUntilExit()
    return host.read("called")
  }

  @Test func `the condition's status tells`() throws {
    #expect(try run("{mode: reboot, message: a b, condition: 'test 1 = 1'}") == "-r -- now a b\n")
    #expect(try run("{mode: reboot, condition: [test, 1, =, '1']}") == "-r -- now\n")
    #expect(try run("{mode: reboot, condition: 'exit 1'}") == nil)
    #expect(try run("{mode: reboot, condition: [no-such-program]}") == nil)
  }

  @Test func `a process that does not end is waited for no longer than the time that is given`() throws {
    #expect(try run("{mode: reboot, timeout: 1}", waitingFor: getpid()) == "-r -- now\n")
  }
}

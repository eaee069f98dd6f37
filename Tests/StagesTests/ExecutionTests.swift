// SPDX-License-Identifier: Apache-2.0

import Foundation
import SystemPackage
import Testing

@testable import Stages

/// How actions are told and done.
@Suite struct ExecutionTests {
  private func attributes(_ path: String, on host: StageHost) throws -> [FileAttributeKey: Any] {
    try FileManager.default.attributesOfItem(atPath: host.url.appending(path: path).path)
  }

  @Test func `secrets appear neither in JSON nor in text`() {
    var chpasswd = Invocation("chpasswd", "-e")
    chpasswd.input = Array("anna:$6$secret".utf8)
    let write = FileWrite("/etc/key", text: "secret", mode: 0o600)
    for action in [Action.run(chpasswd), .write(write)] {
      let report = ActionReport(action, module: "set_passwords", frequency: .oncePerInstance)
      #expect(!report.json.contains("secret") && !report.text.contains("secret"))
    }
  }

  @Test func `an action is one object a line, with the keys that scripts know`() {
    let write = ActionReport(.write(FileWrite("/etc/hostname", text: "a")), module: "set_hostname", frequency: .always)
    #expect(
      write.json
        == #"{"action":"write","frequency":"always","mode":"0644","module":"set_hostname","path":"/etc/hostname"}"#)
    let run = ActionReport(.run(Invocation("locale-gen", "x")), module: "locale", frequency: .oncePerInstance)
    #expect(
      run.json == #"{"action":"run","argv":["locale-gen","x"],"frequency":"once-per-instance","module":"locale"}"#)
  }

  @Test func `a file has its mode whatever the umask, and so have directories that are made for it`() throws {
    let host = try StageHost()
    var file = FileWrite("/home/anna/.ssh/authorized_keys", text: "key\n", mode: 0o600)
    file.directoryMode = 0o700
    try FileWriter(host: host.files).write(file)
    #expect(host.read("home/anna/.ssh/authorized_keys") == "key\n")
    #expect(try attributes("home/anna/.ssh/authorized_keys", on: host)[.posixPermissions] as? Int == 0o600)
    #expect(try attributes("home/anna/.ssh", on: host)[.posixPermissions] as? Int == 0o700)
  }

  @Test(arguments: [true, false])
  func `text is added to the end of a file that is there, which may keep its mode`(keepsMode: Bool) throws {
    let host = try StageHost()
    let writer = FileWriter(host: host.files)
    try writer.write(FileWrite("/etc/motd", text: "one\n", mode: 0o640))
    var more = FileWrite("/etc/motd", text: "two\n")
    (more.isAppended, more.keepsMode) = (true, keepsMode)
    try writer.write(more)
    #expect(host.read("etc/motd") == "one\ntwo\n")
    #expect(try attributes("etc/motd", on: host)[.posixPermissions] as? Int == (keepsMode ? 0o640 : 0o644))
  }

  @Test func `an owner is looked up in the host's own files, and one that is not there is an error`() throws {
    let host = try StageHost(files: [
      "etc/passwd": "anna:x:1001:1002::/home/anna:/bin/sh\n", "etc/group": "adm:x:4:\n",
    ])
    let table = Accounts(host.files)
    #expect(table.owner("anna").map { [$0.user, $0.group] } == [1001, 1002])
    #expect(table.owner("anna:adm").map { [$0.user, $0.group] } == [1001, 4])
    #expect(table.owner("1005").map { [$0.user, $0.group] } == [1005, 1005])
    #expect(table.owner(":adm").map { [$0.user, $0.group] } == [0, 4])
    #expect(table.owner("anna:").map { [$0.user, $0.group] } == [1001, 1002])
    #expect(table.owner("bert") == nil)
    #expect(throws: Errno.self) {
      try FileWriter(host: host.files).write(FileWrite("/etc/x", text: "", owner: "bert"))
    }
    #expect(!host.exists("etc/x"))
  }

  @Test(arguments: [Frequency.oncePerInstance, .once])
  func `what has run is not due again, and another instance's first boot is one`(frequency: Frequency) throws {
    let host = try StageHost()
    let first = Semaphores(of: host.files, instanceID: "a-1")
    #expect(first.isDue("runcmd", frequency))
    try first.mark("runcmd", frequency)
    #expect(!first.isDue("runcmd", frequency))
    #expect(first.isDue("runcmd", .always))
    #expect(Semaphores(of: host.files, instanceID: "b-2").isDue("runcmd", frequency) == (frequency == .oncePerInstance))
  }

  @Test(arguments: ["../../etc", "", "a/b", String(repeating: "x", count: 200)])
  func `an id that is no name leads nowhere else`(id: String) throws {
    let host = try StageHost()
    #expect(Semaphores(of: host.files, instanceID: id).instanceDirectory == "var/lib/swinit/instances/unnamed")
  }

  @Test func `a program's failures are told`() async throws {
    let null = try FileDescriptor.open("/dev/null", .writeOnly)
    defer { try? null.close() }
    let runner = ProgramRunner(log: null)
    await #expect(throws: ProgramRunner.Failure.self) { try await runner.run(Invocation("/bin/sh", "-c", "exit 3")) }
    await #expect(throws: ProgramRunner.Failure.self) { try await runner.run(Invocation("/nonexistent")) }
    var patient = Invocation("/bin/sh", "-c", "exit 3")
    patient.goodStatuses = [0, 3]
    try await runner.run(patient)
    var reader = Invocation("/bin/sh", "-c", "read line; [ \"$line\" = secret ] && [ \"$WORD\" = there ]")
    reader.input = Array("secret\n".utf8)
    reader.environment = ["WORD": "there"]
    try await runner.run(reader)
  }

  @Test func `a program may leave its input unread`() async throws {
    let null = try FileDescriptor.open("/dev/null", .writeOnly)
    defer { try? null.close() }
    var deaf = Invocation("/bin/sh", "-c", "exec 0<&-; sleep 0.1")
    deaf.input = Array(repeating: 0x61, count: 1 << 20)
    try await ProgramRunner(log: null).run(deaf)
  }

  @Test(.timeLimit(.minutes(5))) func `a program that does not end is ended`() async throws {
    let null = try FileDescriptor.open("/dev/null", .writeOnly)
    defer { try? null.close() }
    var sleeper = Invocation("/bin/sleep", "600")
    sleeper.timeout = 0.2
    let start = ContinuousClock.now
    await #expect(throws: ProgramRunner.Failure.self) { try await ProgramRunner(log: null).run(sleeper) }
    #expect(ContinuousClock.now - start < .seconds(280))
  }
}

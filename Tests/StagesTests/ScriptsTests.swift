// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Stages

@Suite struct ScriptsTests {
  private let directory = "/var/lib/swinit/instances/5f1a2b3c-0000-4000-8000-000000000001"

  private func script(_ name: String, isVendors: Bool = false, _ frequency: Frequency? = nil) -> UserScript {
    UserScript(name: name, contents: Array("#!/bin/sh\n".utf8), isVendors: isVendors, frequency: frequency)
  }

  // MARK: bootcmd and runcmd

  @Test func `bootcmd runs one script of its commands at once`() throws {
    let plan = try StageHost().plan(Bootcmd.self, "bootcmd: [cd /tmp, [echo, \"it's\", '$HOME'], 5]")
    let path = directory + "/bootcmd"
    #expect(plan.text(path) == "#!/bin/sh\ncd /tmp\n'echo' 'it'\\''s' '$HOME'\n5\n")
    #expect(plan.file(path)?.mode == 0o700)
    #expect(plan.commands == [["/bin/sh", path]])
    #expect(plan.runs.map(\.environment) == [["INSTANCE_ID": "5f1a2b3c-0000-4000-8000-000000000001"]])
    #expect(plan.runs.map(\.timeout) == [nil])
  }

  @Test func `runcmd only leaves its script`() throws {
    let plan = try StageHost().plan(Runcmd.self, "runcmd: [ls]")
    #expect(plan.text(directory + "/scripts/runcmd") == "#!/bin/sh\nls\n")
    #expect(plan.file(directory + "/scripts/runcmd")?.mode == 0o700)
    #expect(plan.runs.isEmpty)
  }

  @Test(arguments: ["echo a: b", "[]", "[a, [b]]", "{a: b}"])
  func `a command that is none costs itself only`(item: String) throws {
    let plan = try StageHost().plan(Runcmd.self, "runcmd:\n- \(item)\n- ls\n")
    #expect(plan.text(directory + "/scripts/runcmd") == "#!/bin/sh\nls\n" && plan.warnings.count == 1)
  }

  @Test func `commands that are no list are told`() throws {
    let plan = try StageHost().plan(Runcmd.self, "runcmd: ls")
    #expect(plan.isEmpty && plan.warnings.count == 1)
    #expect(try StageHost().plan(Bootcmd.self) == ModulePlan())
  }

  @Test func `words come through a shell as they were`() throws {
    let words = ["a b", "'", "''", "$x`y`\\", "", "\n", "-n"]
    let line = words.map(\.quotedForShell).joined(separator: " ")
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "printf '%s|' \(line)"]
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(output == words.map { $0 + "|" }.joined())
  }

  // MARK: Scripts

  @Test func `scripts of the user are written and run in the order of their names, with that of runcmd`() throws {
    let plan = try StageHost().plan(
      ScriptsUser.self, "runcmd: [ls]", scripts: [script("z.sh"), script("part-001"), script("v", isVendors: true)])
    #expect(plan.writes.map(\.path) == ["z.sh", "part-001"].map { "\(directory)/scripts/\($0)" })
    #expect(plan.writes.map(\.mode) == [0o700, 0o700])
    #expect(plan.commands == ["part-001", "runcmd", "z.sh"].map { ["\(directory)/scripts/\($0)"] })
  }

  @Test func `without commands and scripts nothing runs`() throws {
    #expect(try StageHost().plan(ScriptsUser.self, "runcmd: ls") == ModulePlan())
  }

  @Test func `scripts of the vendor may have a prefix`() throws {
    let scripts = [script("a", isVendors: true), script("b")]
    let path = directory + "/scripts/vendor/a"
    let plan = try StageHost().plan(ScriptsVendor.self, scripts: scripts)
    #expect(plan.commands == [[path]])
    let prefixed = try StageHost().plan(ScriptsVendor.self, "vendor_data: {prefix: [nice, -n19]}", scripts: scripts)
    #expect(prefixed.commands == [["nice", "-n19", path]])
  }

  @Test func `scripts of the image run as often as their directory says`() throws {
    let modules: [(any Module.Type, String)] = [
      (ScriptsPerOnce.self, "per-once"), (ScriptsPerBoot.self, "per-boot"), (ScriptsPerInstance.self, "per-instance"),
    ]
    for (module, name) in modules {
      let host = try StageHost()
      let directory = "var/lib/cloud/scripts/\(name)"
      for file in ["b", "a", "text"] { try host.write("\(directory)/\(file)", "#!/bin/sh\n") }
      try host.makeDirectory("\(directory)/c")
      for file in ["a", "b"] {
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o755], ofItemAtPath: host.url.appending(path: "\(directory)/\(file)").path)
      }
      #expect(try host.plan(module).commands == [["/\(directory)/a"], ["/\(directory)/b"]])
    }
  }

  @Test func `scripts whose type says how often run there`() throws {
    let plan = try StageHost().plan(
      ScriptsPerBoot.self, scripts: [script("a", .always), script("b", .once), script("c")])
    #expect(plan.commands == [["\(directory)/scripts/per-boot/a"]])
    #expect(plan.writes.map(\.path) == ["\(directory)/scripts/per-boot/a"])
  }

  @Test func `boot hooks are written and run in their order`() throws {
    let plan = Boothooks.plan([script("b"), script("a")], try StageHost().context())
    #expect(plan.commands == [["\(directory)/boothooks/b"], ["\(directory)/boothooks/a"]])
    #expect(plan.writes.count == 2)
  }
}

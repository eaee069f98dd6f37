// SPDX-License-Identifier: Apache-2.0

import Stages
import Testing

/// How far the stages are, as programs are told.
@Suite struct StageStatusTests {
  private func status(finished: Bool, errors: [String] = [], warnings: [String] = []) -> StageStatus {
    var entry = StageStatus.Entry(start: 1)
    entry.finished = finished ? 2 : nil
    entry.errors = errors
    entry.warnings = warnings
    var status = StageStatus()
    status.stages["final"] = entry
    return status
  }

  @Test func `the state is what the last stage left, errors before warnings`() {
    #expect(StageStatus().state == .notStarted)
    #expect(status(finished: false, errors: ["a"]).state == .running)
    #expect(status(finished: true).state == .done)
    #expect(status(finished: true, warnings: ["a"]).state == .degraded)
    #expect(status(finished: true, errors: ["a"], warnings: ["b"]).state == .error)
  }

  @Test(arguments: ["run/swinit/disabled", "etc/cloud/cloud-init.disabled"])
  func `a boot without the stages is told from one whose stages have not begun`(file: String) throws {
    let host = try StageHost()
    #expect(StageStatus(of: host.files).state == .notStarted)
    try host.write(file, "no OpenStack\n")
    #expect(StageStatus(of: host.files).state == .disabled)
    // Somebody may still run them by hand.
    try status(finished: true).write(to: host.files)
    #expect(StageStatus(of: host.files).state == .done)
  }

  @Test func `nobody waits for a stage that was killed`() throws {
    let host = try StageHost()
    var status = StageStatus()
    status.stages["final"] = StageStatus.Entry(start: 1, process: 4711)
    try status.write(to: host.files)
    #expect(StageStatus(of: host.files).state == .error)
    try host.makeDirectory("proc/4711")
    #expect(StageStatus(of: host.files).state == .running)
  }

  @Test func `what is written comes back, and has the state`() throws {
    let host = try StageHost()
    let status = status(finished: true, warnings: ["a"])
    try status.write(to: host.files)
    #expect(StageStatus(of: host.files) == status)
    #expect(host.read("run/swinit/status.json")?.contains(#""state" : "degraded""#) ?? false)
  }

  @Test func `a result is there only after the last stage`() throws {
    let host = try StageHost()
    try status(finished: false).write(to: host.files)
    #expect(!host.exists("run/swinit/result.json"))
    try status(finished: true).write(to: host.files)
    #expect(host.exists("run/swinit/result.json"))
  }
}

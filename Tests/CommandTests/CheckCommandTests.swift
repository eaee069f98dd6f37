// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoldenCases
import Testing

@Suite struct CheckCommandTests {
  private static let good = Program.document("static-dual-stack-on-one-nic")
  private static let doubtful = Program.document("vlan-mtu-above-its-parents-is-lowered")
  private static let bad = Program.document("one-bad-network-does-not-cost-the-others")

  @Test func `a clean document ends with 0`() throws {
    let run = try Program.run("check", "--nic", "eth0=fa:16:3e:00:00:01", Self.good)
    #expect(run.status == 0)
    #expect(run.complaints.isEmpty)
    #expect(run.output == "\(Self.good): 0 errors, 0 warnings, 0 notes\n")
  }

  @Test func `an error ends with 1, a warning only under strict`() throws {
    #expect(try Program.run("check", Self.bad).status == 1)
    #expect(try Program.run("check", Self.doubtful).status == 0)
    #expect(try Program.run("check", "--strict", Self.doubtful).status == 1)
  }

  @Test func `a document that cannot be read is an error`() throws {
    let run = try Program.run("check", "/nonexistent/network_data.json")
    #expect(run.status == 1)
    #expect(run.complaints.contains("[unreadable]"))
  }

  @Test(arguments: ["check", "render", "diff", "show"])
  func `a document of which no NIC is there is an error, told last, with what to do`(command: String) throws {
    let distro = ["render", "diff"].contains(command) ? ["--distro", "debian"] : []
    let run = try Program.run(words: [command] + distro + ["--nic", "eth0=fa:16:3e:ff:ff:ff", Self.bad])
    #expect(run.status == 1)
    let lines = run.complaints.split(separator: "\n")
    #expect(lines.count > 1)
    #expect(lines.last?.contains(": error: no link is left to configure; ") ?? false)
    #expect(lines.last?.hasSuffix(" [nothing-left]") ?? false)
  }

  @Test func `findings are in the order of their places`() throws {
    let run = try Program.run("check", Self.bad)
    let lines = run.complaints.split(separator: "\n").compactMap { line in
      line.dropFirst(Self.bad.count + 1).split(separator: ":").first.flatMap { Int($0) }
    }
    #expect(lines.count > 3)
    #expect(lines == lines.sorted())
  }

  @Test func `each finding is one line of file, place, severity, path, message and code`() throws {
    let run = try Program.run("check", Self.bad)
    let shape = /^[^:]+:[0-9]+:[0-9]+: (error|warning|note): ([^ ]+: )?.* \[[a-z0-9-]+\]$/
    for line in run.complaints.split(separator: "\n") { #expect(line.wholeMatch(of: shape) != nil, "\(line)") }
  }

  @Test func `several documents are told apart in JSON`() throws {
    let run = try Program.run("check", "--format", "json", Self.good, Self.bad)
    #expect(run.status == 1)
    let findings = try #require(run.json["findings"] as? [[String: Any]])
    #expect(Set(findings.compactMap { $0["file"] as? String }) == [Self.good, Self.bad])
    #expect(run.json["complete"] as? Bool == true)
  }

  @Test func `the example that ships is clean`() throws {
    let example = GoldenCase.package.appending(path: "examples/network_data.json").path
    let run = try Program.run(
      "check", "--strict", "--nic", "eth0=fa:16:3e:10:00:01", "--nic", "eth1=fa:16:3e:20:00:02", "--nic",
      "eth2=fa:16:3e:20:00:03", example)
    #expect(run.status == 0)
    #expect(run.complaints.isEmpty)
  }
}

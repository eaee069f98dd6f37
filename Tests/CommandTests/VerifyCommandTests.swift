// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `verify` as it is called; what it finds is the matter of KernelStateTests.
@Suite struct VerifyCommandTests {
  @Test(arguments: [
    ["--root", "/"], ["--strict"], ["--format", "xml"], ["--nic", "eth0"], ["a", "b"],
  ])
  func `a wrong call ends with 64`(of arguments: [String]) throws {
    #expect(try Program.run(words: ["verify"] + arguments).status == 64)
  }

  @Test func `help tells of it`() throws {
    #expect(try Program.run("--help").output.contains("  verify "))
    let help = try Program.run("verify", "--help").output
    #expect(help.contains("Usage: swinit-net verify [INPUT] [--nic NAME=MAC]... [--format text|json]\n"))
  }

  @Test func `a document that cannot be read ends with 1`() throws {
    let run = try Program.run("verify", "/nonexistent/network_data.json")
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.complaints.contains("[unreadable]"))
    let report = try Program.run("verify", "--format", "json", "/nonexistent/network_data.json")
    #expect(report.status == 1)
    #expect(report.json["complete"] as? Bool == false)
    #expect((report.json["findings"] as? [Any])?.count == 1)
  }

  @Test func `a document without a link that is left ends with 1`() throws {
    let document = #"{"links":[{"id":"a","ethernet_mac_address":"fa:16:3e:00:00:01"}],"networks":[]}"#
    let run = try Program.run("verify", "--nic", "eth9=fa:16:3e:00:00:09", "-", input: document)
    #expect(run.status == 1)
    #expect(run.complaints.contains("[nothing-left]"))
  }

  @Test func `a NIC that nobody has is a difference, and ends with 2`() throws {
    let document =
      #"{"links":[{"id":"a","ethernet_mac_address":"fa:16:3e:00:00:01","name":"none0"}],"networks":[]}"#
    let run = try Program.run("verify", "--nic", "none0=fa:16:3e:00:00:01", "-", input: document)
    #expect(run.status == 2)
    #expect(run.output.hasPrefix("none0: link: NIC fa:16:3e:00:00:01 planned, nothing found\n"))
  }

  @Test func `a document with a NIC that is missing is never as planned`() throws {
    let document = """
      {"links":[{"id":"a","ethernet_mac_address":"fa:16:3e:00:00:01","name":"none0"},
      {"id":"b","ethernet_mac_address":"fa:16:3e:00:00:02"}],"networks":[]}
      """
    let run = try Program.run("verify", "--nic", "none0=fa:16:3e:00:00:01", "--format", "json", "-", input: document)
    #expect(run.status == 2)
    #expect(run.json["complete"] as? Bool == false)
    #expect(run.json["links"] as? Int == 1)
  }
}

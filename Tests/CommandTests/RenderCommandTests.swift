// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoldenCases
import Testing

@Suite struct RenderCommandTests {
  private static let dualStack = "static-dual-stack-on-one-nic"
  private static let nic = "--nic=eth0=fa:16:3e:00:00:01"

  @Test func `text output has a line before each file`() throws {
    let run = try Program.run("render", "--distro", "centos", Self.nic, Program.document(Self.dualStack))
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n").filter { $0.hasPrefix("# FILE ") }
    #expect(lines == ["# FILE /etc/sysconfig/network-scripts/ifcfg-eth0 0644"])
    #expect(run.complaints.isEmpty)
  }

  @Test func `what is printed is what the golden tree holds`() throws {
    let run = try Program.run("render", "--distro", "ubuntu", Self.nic, Program.document(Self.dualStack))
    let golden = GoldenCase.all.first { $0.name == Self.dualStack }
    let file = try #require(golden?.recorded["netplan/etc/netplan/50-swinit.yaml"])
    #expect(run.output == "# FILE /etc/netplan/50-swinit.yaml 0600\n" + file)
  }

  @Test func `json output has every key of the contract`() throws {
    let run = try Program.run("render", "--distro", "debian", "--format", "json", Program.document(Self.dualStack))
    #expect(run.status == 0)
    #expect(Set(run.json.keys) == ["renderer", "complete", "files", "findings"])
    #expect(run.json["renderer"] as? String == "eni")
    #expect(run.json["complete"] as? Bool == true)
    let files = try #require(run.json["files"] as? [[String: Any]])
    #expect(files.map { $0["path"] as? String } == ["/etc/network/interfaces"])
    #expect(files.map { $0["mode"] as? String } == ["0644"])
    let finding = try #require((run.json["findings"] as? [[String: Any]])?.first)
    #expect(Set(finding.keys) == ["severity", "code", "path", "line", "column", "message", "hint"])
    #expect(finding["code"] as? String == "names-assumed")
    #expect(finding["path"] as? String == "links")
    #expect(finding["line"] as? Int == 2)
  }

  @Test func `a missing NIC makes the result incomplete, not a failure`() throws {
    let document = Program.document("a-nic-that-is-missing-costs-only-itself")
    let run = try Program.run(
      "render", "--distro", "debian", "--format=json", "--nic", "eth0=fa:16:3e:00:00:02", document)
    #expect(run.status == 0)
    #expect(run.json["complete"] as? Bool == false)
  }

  @Test func `output writes the tree with its modes and prints nothing`() throws {
    let scratch = try Scratch()
    let run = try Program.run(
      "render", "--renderer", "netplan", "--output", scratch.path + "/a/b", Self.nic, Program.document(Self.dualStack))
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    let path = scratch.path + "/a/b/etc/netplan/50-swinit.yaml"
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `strict fails on a warning and writes no tree`() throws {
    let scratch = try Scratch()
    let document = Program.document("lengths-in-every-spelling")
    let lenient = try Program.run("render", "--distro", "debian", "--output", scratch.path + "/lenient", document)
    #expect(lenient.status == 0)
    let strict = try Program.run(
      "render", "--distro", "debian", "--strict", "--output", scratch.path + "/strict", document)
    #expect(strict.status == 1)
    #expect(scratch.read("lenient/etc/network/interfaces") != nil)
    #expect(scratch.read("strict/etc/network/interfaces") == nil)
  }

  @Test func `notes alone are no reason for strict to fail`() throws {
    let run = try Program.run("render", "--distro", "debian", "--strict", Program.document(Self.dualStack))
    #expect(run.complaints.contains(": note: "))
    #expect(run.status == 0)
  }

  @Test func `error findings leave the rest standing`() throws {
    let run = try Program.run(
      "render", "--distro", "debian", Program.document("one-bad-network-does-not-cost-the-others"))
    #expect(run.status == 0)
    #expect(run.complaints.contains(": error: networks[0].ip_address: "))
    #expect(run.output.contains("address 192.0.3.10/24"))
  }

  @Test func `nothing left is a failure that says so`() throws {
    let run = try Program.run(
      "render", "--distro", "debian", "--nic", "eth0=fa:16:3e:00:00:77", Program.document(Self.dualStack))
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.complaints.contains("[nic-missing]"))
    #expect(run.complaints.contains("[nothing-left]"))
  }

  @Test func `standard input is a dash`() throws {
    let run = try Program.run("render", "--distro", "debian", "-", input: #"{"links":[{"id":"a","type":"phy"}],}"#)
    #expect(run.status == 1)
    #expect(run.complaints.hasPrefix("<stdin>:1:35: error: this is not JSON: "))
  }

  @Test func `a directory that is a config drive is an input`() throws {
    let scratch = try Scratch()
    let text = try String(contentsOfFile: Program.document(Self.dualStack), encoding: .utf8)
    try scratch.write("openstack/2015-10-15/network_data.json", "{}")
    try scratch.write("openstack/2018-08-27/network_data.json", text)
    try scratch.write("openstack/latest/meta_data.json", "{}")
    let dated = try Program.run("render", "--distro", "debian", scratch.path)
    #expect(dated.output.contains("address 192.0.2.10/24"))
    try scratch.write("openstack/latest/network_data.json", text.replacing("192.0.2.10", with: "192.0.2.99"))
    let latest = try Program.run("render", "--distro", "debian", scratch.path)
    #expect(latest.output.contains("address 192.0.2.99/24"))
  }

  @Test func `a directory without openstack and a file that is not there are told`() throws {
    let scratch = try Scratch()
    for path in [scratch.path, scratch.path + "/nothing"] {
      let run = try Program.run("render", "--distro", "debian", path)
      #expect(run.status == 1)
      #expect(run.complaints.contains("[unreadable]"))
    }
  }
}

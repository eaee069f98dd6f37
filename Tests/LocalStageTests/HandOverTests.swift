// SPDX-License-Identifier: Apache-2.0

import LocalStage
import Testing

/// A document that only the metadata service has, after a boot with nothing but DHCP.
@Suite struct HandOverTests {
  private let url = "http://169.254.169.254/openstack/latest"

  private func host(_ program: String = "sbin/ifup", os: String = "ID=debian\n") throws -> FakeHost {
    let host = try FakeHost(os: os, programs: [program])
    try host.addNIC("ens1", 1)
    #expect(host.boot())
    #expect(host.source == "fallback")
    return host
  }

  private func update(_ document: String, on host: FakeHost) -> NetworkHandOver? {
    NetworkHandOver(Array(document.utf8), source: url, instanceID: "i-1", on: host.files)
  }

  @Test func `the document takes the place of DHCP, by the renderer that wrote that`() throws {
    let host = try host()
    let handOver = try #require(update(staticDocument(1), on: host))
    #expect(handOver.renderer == "eni")
    #expect(handOver.perform(on: host.files).errors.isEmpty)
    #expect(host.interfaces.contains("address 192.0.1.10/24"))
    #expect(!host.interfaces.contains("inet dhcp"))
  }

  @Test func `what stands on the host already is not done again`() throws {
    let host = try host()
    _ = try #require(update(staticDocument(1), on: host)).perform(on: host.files)
    #expect(update(staticDocument(1), on: host) == nil)
    #expect(update(staticDocument(1, address: 11), on: host) != nil)
  }

  @Test(arguments: ["{}", "not JSON", #"{"links":[],"networks":[]}"#])
  func `a document that says nothing changes nothing`(document: String) throws {
    #expect(update(document, on: try host()) == nil)
  }

  @Test(arguments: [
    ("etc/cloud/cloud.cfg.d/90-off.cfg", "network: {config: disabled}\n"), ("etc/cloud/cloud-init.disabled", ""),
    ("proc/cmdline", "quiet network-config=disabled\n"),
  ])
  func `a network that is switched off is left alone`(file: String, text: String) throws {
    let host = try host()
    try host.write(file, text)
    #expect(update(staticDocument(1), on: host) == nil)
  }

  @Test func `a network that the local stage did not write is left alone`() throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    #expect(update(staticDocument(1), on: host) == nil)
  }

  @Test func `a document of a drive, even of one that is gone, does not give way to the service`() throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.seed(staticDocument(1))
    #expect(host.boot())
    try host.removeSeed()
    #expect(host.boot())
    #expect(host.source == "kept")
    #expect(update(staticDocument(1, address: 11), on: host) == nil)
  }

  @Test func `the next boot keeps the files while every NIC is there`() throws {
    let host = try host()
    _ = try #require(update(staticDocument(1), on: host)).perform(on: host.files)
    #expect(host.boot())
    #expect(host.source == "kept")
    #expect(host.interfaces.contains("address 192.0.1.10/24"))
  }

  @Test func `a NIC that was replaced gets DHCP again, or no new document could ever come`() throws {
    let host = try host()
    _ = try #require(update(staticDocument(1), on: host)).perform(on: host.files)
    try host.remove("sys/class/net/ens1")
    try host.addNIC("ens1", 9)
    #expect(host.boot())
    #expect(host.source == "fallback")
    #expect(host.interfaces.contains("inet dhcp"))
  }

  @Test
  func `where a program is missing that would be needed, the files are there for the next boot, and that is told`()
    throws
  {
    let host = try host("usr/sbin/NetworkManager", os: "ID=fedora\n")
    let handOver = try #require(update(staticDocument(1), on: host))
    let outcome = handOver.perform(on: host.files)
    #expect(handOver.programs.before.isEmpty && handOver.programs.after.isEmpty)
    #expect(outcome.errors == [])
    #expect(outcome.doubts.first?.hasPrefix("nmcli is not installed") == true)
    #expect(host.read("etc/NetworkManager/system-connections/swinit-ens1.nmconnection")?.contains("192.0.1.10") == true)
  }

  @Test(arguments: [
    ("sbin/ifup", "ID=devuan\n", ["sbin/ifdown"], ["/sbin/ifdown --force ens1"], ["/sbin/ifup -a"]),
    (
      "sbin/ifup", "ID=debian\n", ["sbin/ifdown", "usr/bin/systemctl"],
      [
        "/usr/bin/systemctl kill ifup@ens1.service", "/sbin/ifdown --force ens1",
        "/usr/bin/systemctl stop ifup@ens1.service",
      ], ["/sbin/ifup -a"]
    ),
    (
      "usr/lib/systemd/systemd-networkd", "ID=arch\n", ["usr/bin/systemctl"], [],
      ["/usr/bin/systemctl restart systemd-networkd.service"]
    ),
    ("usr/sbin/netplan", "ID=ubuntu\n", [], [], ["/usr/sbin/netplan apply"]),
    (
      "etc/sysconfig/network-scripts/ifup", "ID=rocky\nVERSION_ID=\"8.9\"\n", ["sbin/ifup", "sbin/ifdown"],
      ["/sbin/ifdown ens1"], ["/sbin/ifup ens1"]
    ),
    (
      "etc/sysconfig/network-scripts/readme", "ID=rocky\nVERSION_ID=\"9.3\"\n", ["usr/bin/nmcli"], [],
      ["/usr/bin/nmcli connection reload", "/usr/bin/nmcli --wait 30 connection up id System ens1"]
    ),
    (
      "usr/sbin/NetworkManager", "ID=fedora\n", ["usr/bin/nmcli"], [],
      ["/usr/bin/nmcli connection reload", "/usr/bin/nmcli --wait 30 connection up id swinit-ens1"]
    ),
  ])
  func `each consumer is told in its own way`(
    program: String, os: String, others: [String], before: [String], after: [String]
  ) throws {
    let host = try host(program, os: os)
    for other in others { try host.write(other, "") }
    let programs = try #require(update(staticDocument(1), on: host)).programs
    #expect(programs.before.map { $0.words.joined(separator: " ") } == before)
    #expect(programs.after.map { $0.words.joined(separator: " ") } == after)
  }
}

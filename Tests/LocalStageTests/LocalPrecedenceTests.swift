// SPDX-License-Identifier: Apache-2.0

import LocalStage
import Testing

/// Who has a word before the drive, and which renderer writes.
@Suite struct LocalPrecedenceTests {
  private func host(_ programs: [String] = ["sbin/ifup"], os: String = "ID=debian\n") throws -> FakeHost {
    let host = try FakeHost(os: os, programs: programs)
    try host.addNIC("ens1", 1)
    try host.seed(staticDocument(1))
    return host
  }

  @Test(arguments: ["swinit=disabled", "cloud-init=disabled", "network-config=disabled"])
  func `the kernel command line switches it off`(word: String) throws {
    let host = try host()
    try host.write("proc/cmdline", "root=/dev/vda quiet \(word)\n")
    #expect(host.boot())
    #expect(host.source == "disabled")
    #expect(!host.exists("etc/network/interfaces"))
    #expect(host.codes == ["switched-off"])
  }

  @Test func `a file switches it off`() throws {
    let host = try host()
    try host.write("etc/cloud/cloud-init.disabled", "")
    #expect(host.boot())
    #expect(host.source == "disabled")
    #expect(!host.exists("etc/network/interfaces"))
  }

  @Test func `cloud.cfg.d switches it off`() throws {
    let host = try host()
    try host.write("etc/cloud/cloud.cfg.d/99-off.cfg", "network: {config: disabled}\n")
    #expect(host.boot())
    #expect(host.source == "disabled")
  }

  @Test func `a network of the system's settings is left to its owner, and told`() throws {
    let host = try host()
    try host.write(
      "etc/cloud/cloud.cfg.d/50-net.cfg", "network:\n  version: 2\n  ethernets:\n    ens1: {dhcp4: true}\n")
    #expect(host.boot())
    #expect(host.source == "system-config")
    #expect(!host.exists("etc/network/interfaces"))
    #expect(host.codes == ["switched-off"])
  }

  @Test func `the system's settings choose the renderer, if its reader is installed`() throws {
    let host = try host(["sbin/ifup", "usr/sbin/netplan"])
    try host.write("etc/cloud/cloud.cfg", "system_info:\n  network:\n    renderers: ['netplan', 'eni']\n")
    #expect(host.boot())
    #expect(host.report["renderer"] as? String == "netplan")
    #expect(host.exists("etc/netplan/50-swinit.yaml"))
    #expect(host.read("run/swinit/wait-online") == "SWINIT_WAIT=--any -o routable --timeout=60\n")
  }

  @Test func `kept files are waited for as they were when they were written`() throws {
    let host = try host(["usr/sbin/netplan"], os: "ID=ubuntu\n")
    host.boot()
    try host.removeSeed()
    try host.remove("run/swinit")
    #expect(host.boot())
    #expect(host.source == "kept")
    #expect(host.read("run/swinit/wait-online") == "SWINIT_WAIT=--any -o routable --timeout=60\n")
  }

  @Test func `where the distribution's reader is missing, another that is there is written for`() throws {
    let host = try host(["usr/sbin/netplan"])
    #expect(host.boot())
    #expect(host.report["renderer"] as? String == "netplan")
    #expect(host.codes.contains("consumer-missing"))
  }

  @Test func `a host with nothing that reads any format is a failure`() throws {
    let host = try host(["bin/true"], os: "ID=somethingelse\n")
    #expect(!host.boot())
  }

  @Test func `a dry run changes nothing`() throws {
    let host = try host()
    #expect(host.boot(isDryRun: true))
    #expect(!host.exists("etc/network/interfaces"))
    #expect(!host.exists("var/lib/swinit"))
    #expect(!host.exists("run/swinit"))
  }

  @Test func `files of others that speak of the same links are reported and left`() throws {
    let host = try host(["usr/sbin/netplan"], os: "ID=ubuntu\n")
    try host.write("etc/netplan/50-cloud-init.yaml", "network: {version: 2}\n")
    #expect(host.boot())
    #expect(host.codes.contains("foreign-file"))
    #expect(host.read("etc/netplan/50-cloud-init.yaml") == "network: {version: 2}\n")
  }
}

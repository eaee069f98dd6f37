// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `render` without INPUT, on a host that is a directory.
@Suite struct HostTests {
  @Test func `without a config drive every real NIC gets DHCP, and a note says so`() throws {
    let host = try Scratch()
    try host.addNIC("eth1", mac: "fa:16:3e:00:00:02")
    try host.addNIC("eth0", mac: "fa:16:3e:00:00:01")
    try host.addNIC("lo", mac: "00:00:00:00:00:00", type: "772", isReal: false)
    try host.addNIC("bond0", mac: "fa:16:3e:00:00:01", isReal: false, uevent: "DEVTYPE=bond\n")
    try host.addNIC("docker0", mac: "02:42:00:00:00:01", isReal: false, uevent: "DEVTYPE=bridge\n")
    try host.addNIC("eth0.5", mac: "fa:16:3e:00:00:01", isReal: false, uevent: "DEVTYPE=vlan\n")
    try host.addNIC("veth1", mac: "02:00:00:00:00:01", isReal: false)
    let run = try Program.run("render", "--distro", "debian", "--root", host.path)
    #expect(run.status == 0)
    #expect(run.complaints.contains("there is no config drive; every NIC gets DHCP [fallback-used]"))
    let names = run.output.split(separator: "\n").filter { $0.hasPrefix("allow-hotplug") }
    #expect(names == ["allow-hotplug eth0", "allow-hotplug eth1"])
  }

  @Test func `the seed directory is a config drive`() throws {
    let host = try Scratch()
    try host.addNIC("ens3", mac: "fa:16:3e:00:00:01")
    let text = try String(contentsOfFile: Program.document("static-dual-stack-on-one-nic"), encoding: .utf8)
    try host.write("var/lib/cloud/seed/config_drive/openstack/latest/network_data.json", text)
    let run = try Program.run("render", "--distro", "debian", "--root", host.path)
    #expect(run.status == 0)
    #expect(run.output.contains("iface ens3 inet static"))
  }

  @Test func `the seed with an empty document means DHCP`() throws {
    let host = try Scratch()
    try host.addNIC("ens3", mac: "fa:16:3e:00:00:01")
    try host.write("var/lib/cloud/seed/config_drive/openstack/latest/network_data.json", "{}")
    let run = try Program.run("render", "--distro", "debian", "--root", host.path)
    #expect(run.complaints.contains("[empty-document]"))
    #expect(run.output.contains("iface ens3 inet dhcp"))
  }

  @Test func `an InfiniBand interface is found by its port's address`() throws {
    let host = try Scratch()
    let address = "80:00:00:02:fe:80:00:00:00:00:00:00:fa:16:3e:03:00:00:00:01"
    try host.addNIC("ib0", mac: address, type: "32")
    let text = try String(contentsOfFile: Program.document("infiniband-is-found-by-its-port-address"), encoding: .utf8)
    try host.write("var/lib/cloud/seed/config_drive/openstack/latest/network_data.json", text)
    let run = try Program.run("render", "--distro", "centos", "--root", host.path)
    #expect(run.output.contains("TYPE=InfiniBand\nHWADDR=\(address)\n"))
  }

  @Test(arguments: [
    ("ID=debian\nVERSION_ID=\"12\"\n", "/etc/network/interfaces"), ("ID=ubuntu\n", "/etc/netplan/50-swinit.yaml"),
    ("NAME=x\nID=\"rocky\"\nVERSION_ID=\"9.4\"\n", "/etc/sysconfig/network-scripts/ifcfg-eth0"),
    ("ID=\"amzn\"\nVERSION_ID=\"2\"\n", "/etc/sysconfig/network-scripts/ifcfg-eth0"),
  ])
  func `the distribution is read from os-release`(of release: String, path: String) throws {
    let host = try Scratch()
    try host.addNIC("eth0", mac: "fa:16:3e:00:00:01")
    try host.write("etc/os-release", release)
    let run = try Program.run("render", "--root", host.path)
    #expect(run.output.hasPrefix("# FILE \(path) "))
  }

  @Test func `a host that does not say what it is gets the list`() throws {
    let host = try Scratch()
    try host.addNIC("eth0", mac: "fa:16:3e:00:00:01")
    let run = try Program.run("render", "--root", host.path)
    #expect(run.status == 1)
    #expect(run.complaints.contains("debian, devuan, alpine, ubuntu, centos, rhel"))
  }

  @Test func `a host without NICs leaves nothing to do`() throws {
    let host = try Scratch()
    let run = try Program.run("render", "--distro", "debian", "--root", host.path)
    #expect(run.status == 1)
    #expect(run.complaints.contains("[nothing-left]"))
  }
}

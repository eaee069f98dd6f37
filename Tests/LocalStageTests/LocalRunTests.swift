// SPDX-License-Identifier: Apache-2.0

import Foundation
import LocalStage
import Testing

/// The situations of a boot, each on a host that is a directory.
@Suite struct LocalRunTests {
  private func host(nics: Int = 1) throws -> FakeHost {
    let host = try FakeHost()
    for number in 1...nics { try host.addNIC("ens\(number)", number) }
    return host
  }

  // MARK: With a document

  @Test func `the seed's document is written, and told in the report`() throws {
    let host = try host()
    try host.seed(staticDocument(1))
    #expect(host.boot())
    #expect(host.interfaces.contains("address 192.0.1.10/24"))
    #expect(host.source == "seed")
    #expect(host.report["renderer"] as? String == "eni")
    #expect(host.report["complete"] as? Bool == true)
    #expect(host.report["duration_us"] is Int)
    #expect(host.report.keys.contains("instance_id"))
    #expect(host.actions["/etc/network/interfaces"] == "written")
  }

  @Test func `a second boot touches nothing`() throws {
    let host = try host()
    try host.seed(staticDocument(1))
    host.boot()
    let path = host.url.appending(path: "etc/network/interfaces").path
    let before = try FileManager.default.attributesOfItem(atPath: path)
    #expect(host.boot())
    let after = try FileManager.default.attributesOfItem(atPath: path)
    #expect(before[.modificationDate] as? Date == after[.modificationDate] as? Date)
    #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
    #expect(host.actions["/etc/network/interfaces"] == "unchanged")
  }

  @Test func `a document that has changed is written anew`() throws {
    let host = try host()
    try host.seed(staticDocument(1))
    host.boot()
    try host.seed(staticDocument(1, address: 99))
    #expect(host.boot())
    #expect(host.interfaces.contains("address 192.0.1.99/24"))
  }

  @Test func `the newest dated directory counts where latest has no document`() throws {
    let host = try host()
    try host.seed(staticDocument(1), version: "2015-10-15")
    try host.seed(staticDocument(1, address: 77), version: "2018-08-27")
    try host.write("var/lib/cloud/seed/config_drive/openstack/latest/meta_data.json", #"{"uuid":"abc"}"#)
    #expect(host.boot())
    #expect(host.interfaces.contains("address 192.0.1.77/24"))
    #expect(host.report["instance_id"] as? String == "abc")
  }

  @Test func `legacy interfaces text of meta_data is read where there is no network_data`() throws {
    let host = try host()
    let drive = "var/lib/cloud/seed/config_drive/openstack"
    try host.write(
      "\(drive)/latest/meta_data.json", #"{"uuid":"x","network_config":{"content_path":"/content/0000"}}"#)
    try host.write(
      "\(drive)/content/0000", "auto eth0\niface eth0 inet static\n  address 10.0.0.5\n  netmask 255.255.255.0\n")
    #expect(host.boot())
    #expect(host.interfaces.contains("address 10.0.0.5/24"))
    #expect(host.source == "seed")
  }

  @Test func `a name that the document gives is used, and stands in a link file`() throws {
    let host = try host()
    try host.seed(staticDocument(1, name: "lan0"))
    #expect(host.boot())
    #expect(host.interfaces.contains("iface lan0 inet static"))
    #expect(host.read("etc/systemd/network/10-swinit-lan0.link")?.contains("Name=lan0") == true)
  }

  @Test func `stale files of ours go`() throws {
    let host = try host()
    try host.seed(staticDocument(1, name: "lan0"))
    host.boot()
    try host.seed(staticDocument(1))
    #expect(host.boot())
    #expect(!host.exists("etc/systemd/network/10-swinit-lan0.link"))
    #expect(host.actions["/etc/systemd/network/10-swinit-lan0.link"] == "removed")
  }

  @Test func `what stood there before comes back with clean`() throws {
    let host = try host()
    try host.write("etc/network/interfaces", "# somebody's own\n")
    try host.seed(staticDocument(1))
    host.boot()
    #expect(host.interfaces != "# somebody's own\n")
    try Transaction.clean(below: host.files.root)
    #expect(host.interfaces == "# somebody's own\n")
    #expect(!host.exists("var/lib/swinit"))
    #expect(!host.exists("etc/resolv.conf"))
  }

  // MARK: Without one

  @Test func `no drive means DHCP on every NIC, at once where nothing says OpenStack`() throws {
    let host = try host(nics: 3)
    #expect(host.boot())
    #expect(host.source == "fallback")
    #expect(host.interfaces.split(separator: "\n").count { $0.hasPrefix("allow-hotplug") } == 3)
    #expect(host.clock.time == .zero)
    #expect(host.exists("run/swinit/wait-ipv4"))
  }

  @Test func `an empty document means DHCP`() throws {
    let host = try host()
    try host.seed("{}")
    #expect(host.boot())
    #expect(host.source == "fallback")
    #expect(host.codes.contains("empty-document"))
    #expect(host.interfaces.contains("inet dhcp"))
  }

  @Test func `a broken document means DHCP, and an error`() throws {
    let host = try host()
    try host.seed("{\"links\": [")
    #expect(host.boot())
    #expect(host.source == "fallback")
    #expect(host.codes.contains("not-json"))
    #expect(host.interfaces.contains("inet dhcp"))
  }

  @Test func `a drive that is gone never turns static into DHCP`() throws {
    let host = try host()
    try host.seed(staticDocument(1))
    host.boot()
    let written = host.interfaces
    try host.removeSeed()
    #expect(host.boot())
    #expect(host.source == "kept")
    #expect(host.interfaces == written)
  }

  @Test func `an empty document after a good one keeps the good one's files`() throws {
    let host = try host()
    try host.seed(staticDocument(1))
    host.boot()
    try host.seed("{}")
    #expect(host.boot())
    #expect(host.source == "kept")
    #expect(host.interfaces.contains("address 192.0.1.10/24"))
  }

  @Test func `files that came with an image of another instance are not kept`() throws {
    let host = try host()
    try host.write("sys/class/dmi/id/product_uuid", "11111111-1111-1111-1111-111111111111\n")
    try host.seed(staticDocument(1))
    host.boot()
    try host.write("sys/class/dmi/id/product_uuid", "22222222-2222-2222-2222-222222222222\n")
    try host.removeSeed()
    #expect(host.boot())
    #expect(host.source == "fallback")
    #expect(host.interfaces.contains("inet dhcp"))
  }

  @Test func `a NIC that has been replaced gets DHCP, for the document speaks of another`() throws {
    let host = try host()
    try host.seed(staticDocument(1))
    host.boot()
    try host.remove("sys/class/net/ens1")
    try host.addNIC("ens1", 7)
    #expect(host.boot())
    #expect(host.source == "fallback")
    #expect(host.codes.contains("nic-missing"))
    #expect(host.interfaces.contains("iface ens1 inet dhcp"))
  }

  @Test func `a host without NICs is a failure that says so`() throws {
    let host = try FakeHost()
    #expect(!host.boot())
    #expect(host.codes.contains("nothing-left"))
  }
}

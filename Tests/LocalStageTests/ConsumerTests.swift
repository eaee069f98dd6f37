// SPDX-License-Identifier: Apache-2.0

import Foundation
import LocalStage
import Testing

/// What the local stage does for systemd-networkd and for NetworkManager in particular.
@Suite struct ConsumerTests {
  private static let networkd = ["usr/lib/systemd/systemd-networkd"]
  private static let networkManager = ["usr/sbin/NetworkManager"]

  private func host(_ programs: [String], os: String) throws -> FakeHost {
    let host = try FakeHost(os: os, programs: programs)
    try host.addNIC("ens1", 1)
    return host
  }

  @Test func `profiles of NetworkManager are readable by root alone`() throws {
    let host = try host(Self.networkManager, os: "ID=fedora\n")
    try host.seed(staticDocument(1))
    #expect(host.boot())
    let path = "etc/NetworkManager/system-connections/swinit-ens1.nmconnection"
    #expect(host.read(path)?.contains("address1=192.0.1.10/24") ?? false)
    let attributes = try FileManager.default.attributesOfItem(atPath: host.url.appending(path: path).path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(!host.exists("run/swinit/wait-online"), "NetworkManager's own wait is right for a document")
  }

  @Test func `in the fallback NetworkManager's wait ends with the first NIC that is connected`() throws {
    let host = try host(Self.networkManager, os: "ID=fedora\n")
    #expect(host.boot())
    #expect(host.source == "fallback")
    #expect(host.read("run/swinit/wait-online") == "SWINIT_NM_ONLINE=\n")
  }

  @Test func `in the fallback networkd's wait ends with the first NIC that has IPv4`() throws {
    let host = try host(Self.networkd, os: "ID=arch\n")
    #expect(host.boot())
    #expect(host.read("run/swinit/wait-online") == "SWINIT_WAIT=--any --ipv4 -o routable --timeout=60\n")
    #expect(host.exists("etc/systemd/network/10-swinit-ens1.network"))
  }

  @Test func `DNS servers under networkd without a resolver daemon are written to resolv.conf`() throws {
    let host = try host(Self.networkd, os: "ID=arch\n")
    try host.seed(staticDocument(1))
    #expect(host.boot())
    #expect(host.read("etc/resolv.conf")?.contains("nameserver 192.0.2.53\n") ?? false)
  }

  @Test(arguments: [
    "[Match]\nName=ens*\n", "[Match]\nName=eth0 ens1\n", "[Match]\nMACAddress=fa:16:3e:00:00:01\n",
    "[Match]\nPermanentMACAddress=FA:16:3E:00:00:01\n",
  ])
  func `a unit file that networkd takes instead of ours is reported`(text: String) throws {
    let host = try host(Self.networkd, os: "ID=arch\n")
    try host.seed(staticDocument(1))
    try host.write("etc/systemd/network/10-cloud-init-ens1.network", text)
    #expect(host.boot())
    #expect(host.codes.contains("foreign-file"))
  }

  @Test(arguments: [("10-cloud-init-ens2.network", "[Match]\nName=ens2\n"), ("20-all.network", "[Match]\nName=*\n")])
  func `a unit file that does not come before ours is not`(name: String, text: String) throws {
    let host = try host(Self.networkd, os: "ID=arch\n")
    try host.seed(staticDocument(1))
    try host.write("etc/systemd/network/\(name)", text)
    #expect(host.boot())
    #expect(!host.codes.contains("foreign-file"))
  }

  @Test(arguments: [("ens1", true), ("ens2", false)])
  func `a profile for the same NIC is reported`(name: String, isReported: Bool) throws {
    let host = try host(Self.networkManager, os: "ID=fedora\n")
    try host.seed(staticDocument(1))
    let text = "[connection]\nid=wired\ntype=ethernet\ninterface-name=\(name)\n"
    try host.write("etc/NetworkManager/system-connections/wired.nmconnection", text)
    #expect(host.boot())
    #expect(host.codes.contains("foreign-file") == isReported)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import LocalStage
import NetModel
import Testing

/// The document of the last boot is kept, so that days later the host can still be compared with its plan.
@Suite struct KeptDocumentTests {
  private static let path = "var/lib/swinit/network_data.json"

  private func booted() throws -> FakeHost {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.seed(staticDocument(1))
    #expect(host.boot())
    return host
  }

  private func plan(of host: FakeHost) -> PlanSource.Result { PlanSource(host: host.files, nics: nil).planOfHost() }

  private func codes(_ result: PlanSource.Result) -> [String] { result.findings.map(\.code.rawValue) }

  @Test func `a boot keeps its document byte for byte, for root alone`() throws {
    let host = try booted()
    #expect(host.read(Self.path) == staticDocument(1))
    #expect(host.files.mode(of: Self.path) == 0o600)
    #expect(host.actions["/\(Self.path)"] == "written")
  }

  @Test func `the same document is not written again`() throws {
    let host = try booted()
    host.boot()
    #expect(host.actions["/\(Self.path)"] == "unchanged")
  }

  @Test func `while the drive is there it is read`() throws {
    let host = try booted()
    try host.seed(staticDocument(1, address: 11))
    let result = plan(of: host)
    #expect(result.plan?.links.first?.addresses.first == IPPrefix("192.0.1.11/24"))
    #expect(codes(result).isEmpty)
  }

  @Test func `once the drive is gone the kept document is the plan, and a note says so`() throws {
    let host = try booted()
    try host.removeSeed()
    let result = plan(of: host)
    #expect(result.plan?.links.first?.addresses.first == IPPrefix("192.0.1.10/24"))
    #expect(result.file.hasSuffix(Self.path))
    #expect(codes(result) == ["document-kept"])
    #expect(result.findings.first?.severity == .note)
    #expect(
      result.findings.first?.message
        == "there is no config drive; the document that came from seed at an earlier boot is used")
  }

  @Test func `a drive that says nothing now does not hide what was kept`() throws {
    let host = try booted()
    try host.seed("{}")
    let result = plan(of: host)
    #expect(result.plan?.isFallback == false)
    #expect(codes(result).contains("document-kept"))
  }

  @Test func `the files of the kept document stay as they are while the drive is gone`() throws {
    let host = try booted()
    try host.removeSeed()
    #expect(host.boot())
    #expect(host.source == "kept")
    #expect(host.read(Self.path) == staticDocument(1))
    #expect(host.interfaces.contains("192.0.1.10/24"))
  }

  @Test func `another document replaces it, and one without a plan for this host removes it`() throws {
    let host = try booted()
    try host.seed(staticDocument(1, address: 11))
    host.boot()
    #expect(host.read(Self.path) == staticDocument(1, address: 11))
    try host.seed(staticDocument(2))
    host.boot()
    #expect(host.source == "fallback")
    #expect(!host.exists(Self.path))
    try host.removeSeed()
    #expect(plan(of: host).plan?.isFallback == true)
  }

  @Test func `interfaces text is kept under its own name, and read as such`() throws {
    let host = try FakeHost()
    try host.addNIC("eth0", 1)
    let drive = "var/lib/cloud/seed/config_drive/openstack"
    try host.write(
      "\(drive)/latest/meta_data.json", #"{"uuid":"u","network_config":{"content_path":"/content/0000"}}"#)
    let text = "auto eth0\niface eth0 inet static\n  address 192.0.2.10\n  netmask 255.255.255.0\n"
    try host.write("\(drive)/content/0000", text)
    #expect(host.boot())
    #expect(host.read("var/lib/swinit/interfaces") == text)
    try host.removeSeed()
    let result = plan(of: host)
    #expect(result.plan?.source == .legacyENI)
    #expect(result.plan?.links.first?.addresses.first == IPPrefix("192.0.2.10/24"))
  }

  @Test func `what another machine kept means nothing here`() throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.write("sys/class/dmi/id/product_uuid", "first\n")
    try host.seed(staticDocument(1))
    host.boot()
    try host.removeSeed()
    #expect(plan(of: host).plan?.isFallback == false)
    try host.write("sys/class/dmi/id/product_uuid", "second\n")
    #expect(plan(of: host).plan?.isFallback == true)
  }

  @Test func `a kept document that somebody has changed is not believed`() throws {
    let host = try booted()
    try host.removeSeed()
    try host.write(Self.path, staticDocument(1, address: 66))
    #expect(plan(of: host).plan?.isFallback == true)
    try host.remove(Self.path)
    let result = plan(of: host)
    #expect(result.plan?.isFallback == true)
    #expect(codes(result) == ["drive-unreadable", "fallback-used"])
  }

  @Test func `clean removes it`() throws {
    let host = try booted()
    try Transaction.clean(below: host.files.root)
    #expect(!host.exists("var/lib/swinit"))
  }

  @Test func `a dry run keeps nothing`() throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.seed(staticDocument(1))
    host.boot(isDryRun: true)
    #expect(!host.exists(Self.path))
  }
}

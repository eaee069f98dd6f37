// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostDirectory
import LocalStage
import NetModel
import Testing

@Suite struct ResolverFileTests {
  private func plan(servers: [String], domains: [String] = [], dhcp: Bool = false) throws -> NetworkPlan {
    let name = try #require(InterfaceName("eth0"))
    var link = Link(name: name, kind: .physical(NIC(name: name, macAddress: nil)), path: .root)
    link.nameServers = servers.compactMap { IPAddress($0) }
    link.usesDHCPv4 = dhcp
    link.searchDomains = domains.compactMap { DomainName($0) }
    return NetworkPlan(links: [link], isComplete: true, source: .networkData)
  }

  private let host: FakeHost

  init() throws { host = try FakeHost() }

  @Test func `servers and domains stand as the C library reads them`() throws {
    let plan = try plan(servers: ["192.0.2.53", "2001:db8::53"], domains: ["example.com", "example.org"])
    let files = ResolverFile.files(for: plan, renderer: "eni", on: host.files)
    let file = try #require(files.first)
    #expect(files.count == 1)
    #expect(file.path == "etc/resolv.conf")
    #expect(file.mode == 0o644)
    let lines = file.contents.split(separator: "\n").dropFirst()
    #expect(lines == ["search example.com example.org", "nameserver 192.0.2.53", "nameserver 2001:db8::53"])
  }

  @Test func `no more than three servers are written, for no more are asked`() throws {
    let servers = (1...5).map { "192.0.2.\($0)" }
    let file = try #require(
      ResolverFile.files(for: try plan(servers: servers), renderer: "networkd", on: host.files).first)
    #expect(file.contents.split(separator: "\n").count { $0.hasPrefix("nameserver ") } == 3)
  }

  @Test func `without servers there is no file`() throws {
    let plan = try plan(servers: [], domains: ["example.com"])
    #expect(ResolverFile.files(for: plan, renderer: "eni", on: host.files).isEmpty)
  }

  @Test(arguments: [
    ("eni", "etc/dhcp/swinit-resolv.conf"), ("networkd", "etc/systemd/network/swinit-resolv.conf"),
    ("netplan", "etc/systemd/network/swinit-resolv.conf"),
  ])
  func `where some link learns servers, the document's are left for who adds those`(renderer: String, path: String)
    throws
  {
    let files = ResolverFile.files(
      for: try plan(servers: ["192.0.2.53"], dhcp: true), renderer: renderer, on: host.files)
    #expect(files.map(\.path) == ["etc/resolv.conf", path])
    #expect(Set(files.map(\.contents)).count == 1)
    let learning = ResolverFile.files(for: try plan(servers: [], dhcp: true), renderer: renderer, on: host.files)
    #expect(learning.map(\.path) == ["etc/resolv.conf", path])
    let still = ResolverFile.files(for: try plan(servers: ["192.0.2.53"]), renderer: renderer, on: host.files)
    #expect(still.map(\.path) == ["etc/resolv.conf"])
  }

  private func resolver(_ servers: [String]) throws -> String {
    let files = ResolverFile.files(for: try plan(servers: servers, dhcp: true), renderer: "networkd", on: host.files)
    try host.write("etc/systemd/network/swinit-resolv.conf", try #require(files.last).contents)
    return try #require(files.first).contents
  }

  private let merge = "# Made by swinit-net of the document's servers and those of leases.\nnameserver 10.0.0.53\n"

  @Test func `where the document has no server, what stands there stays until a lease brings one`() throws {
    #expect(try !resolver([]).contains("nameserver"), "nothing stands there")
    for text in ["# the image's\nnameserver 198.51.100.1\n", "", merge] {
      try host.write("etc/resolv.conf", text)
      #expect(try resolver([]) == text)
    }
  }

  @Test func `servers of leases stay while the document's are the same`() throws {
    _ = try resolver(["192.0.2.53"])
    try host.write("etc/resolv.conf", merge)
    #expect(try resolver(["192.0.2.53"]) == merge)
    #expect(try resolver(["192.0.2.54"]).hasSuffix("\nnameserver 192.0.2.54\n"), "another document")
    try host.write("etc/resolv.conf", "nameserver 198.51.100.1\n")
    #expect(try resolver(["192.0.2.54"]).hasSuffix("\nnameserver 192.0.2.54\n"), "somebody else's")
  }

  @Test(arguments: [
    ("eni", [], true), ("eni", ["sbin/resolvconf"], false), ("netplan", [], true),
    ("netplan", ["lib/systemd/systemd-resolved"], false), ("networkd", ["usr/lib/systemd/systemd-resolved"], false),
    ("ifcfg", [], false), ("keyfile", [], false),
  ])
  func `the file is needed where nothing installed would write it`(
    renderer: String, installed: [String], isNeeded: Bool
  )
    throws
  {
    let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    for path in installed + ["etc/hostname"] {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: file)
    }
    let host = HostFiles(root: root.path)
    #expect(ResolverFile.isNeeded(on: host, renderer: renderer) == isNeeded)
    let link = root.appending(path: "etc/resolv.conf").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../run/resolv.conf")
    #expect(!ResolverFile.isNeeded(on: host, renderer: renderer), "a link is somebody else's")
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import LocalStage
import Testing

@testable import MetadataService

@Suite struct MetadataEndpointTests {
  private func shown(_ url: String) throws -> [String] { try MetadataURL(url).endpoints.map(\.description) }

  @Test func `a URL's path ends with openstack whether it says so or not`() throws {
    #expect(try shown("http://192.0.2.1") == ["http://192.0.2.1/openstack/"])
    #expect(try shown("http://192.0.2.1:8775//") == ["http://192.0.2.1:8775/openstack/"])
    #expect(try shown("http://192.0.2.1/openstack/") == ["http://192.0.2.1/openstack/"])
    #expect(try shown("http://[2001:db8::1]:80/a/") == ["http://[2001:db8::1]/a/openstack/"])
  }

  @Test func `localhost means both families`() throws {
    #expect(try shown("http://localhost:1") == ["http://127.0.0.1:1/openstack/", "http://[::1]:1/openstack/"])
  }

  @Test func `an address of one link has the NIC's index, and others do not see the zone`() throws {
    for url in ["http://[fe80::a9fe:a9fe%lo]/", "http://[fe80::a9fe:a9fe%25lo]/"] {
      let endpoint = try #require(try MetadataURL(url).endpoints.first)
      guard case .v6(let address) = endpoint.address else {
        Issue.record("no IPv6 address")
        return
      }
      #expect(address.address.sin6_scope_id == if_nametoindex("lo"))
      #expect(endpoint.authority == "[fe80::a9fe:a9fe]")
      #expect(endpoint.description == "http://[fe80::a9fe:a9fe%lo]/openstack/")
    }
  }

  @Test(arguments: [
    "https://192.0.2.1", "192.0.2.1", "", "http://", "http://metadata.example", "http://192.0.2.1:0",
    "http://192.0.2.1:65536", "http://192.0.2.1:x", "http://[::1", "http://[::1]x", "http://[192.0.2.1]",
    "http://[fe80::1%nosuchnic]", "http://user@192.0.2.1", "http://192.0.2.1/a?b", "http://192.0.2.1/a b",
    "http://192.0.2.1/\r\nX: y", "http://2001:db8::1/",
  ])
  func `what is no numeric http URL is refused in words`(_ url: String) {
    #expect { try MetadataURL(url) } throws: { "\($0)".hasPrefix("\"\(url)\" ") }
  }

  @Test func `a host name is refused with what to give instead`() {
    #expect { try MetadataURL("http://nova.example/") } throws: { "\($0)".contains("host names cannot be looked up") }
  }

  @Test func `the routes are followed first, then each NIC with a signal is asked, VLANs last`() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    func add(_ name: String, _ files: [String: String]) throws {
      for (file, text) in files.merging(["type": "1\n"], uniquingKeysWith: { $1 }) {
        let url = root.appending(path: "sys/class/net/\(name)/\(file)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
      }
    }
    try add("lo", ["type": "772\n", "carrier": "1\n", "ifindex": "1\n"])
    try add("eth0", ["carrier": "0\n", "ifindex": "2\n"])
    try add("eth1", ["carrier": "1\n", "ifindex": "3\n"])
    try add("eth2", ["carrier": "1\n", "ifindex": "4\n", "master/ifindex": "6\n"])
    try add("bond0", ["carrier": "1\n", "ifindex": "6\n", "bonding/mode": "active-backup 1\n"])
    for number in 10..<20 {
      try add("b.\(number)", ["carrier": "1\n", "ifindex": "\(number)\n", "uevent": "DEVTYPE=vlan\n"])
    }
    let endpoints = MetadataEndpoint.linkLocal(on: HostFiles(root: root.path))
    #expect(
      endpoints.prefix(5).map(\.description) == [
        "http://169.254.169.254/openstack/", "http://[fe80::a9fe:a9fe%bond0]/openstack/",
        "http://169.254.169.254/openstack/ over bond0", "http://[fe80::a9fe:a9fe%eth1]/openstack/",
        "http://169.254.169.254/openstack/ over eth1",
      ])
    #expect(endpoints.count == 1 + 2 * MetadataEndpoint.mostNICs)
    #expect(endpoints.dropFirst(5).allSatisfy { $0.nic?.hasPrefix("b.") == true })
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import NetModel
import Testing

@testable import KernelState

/// What the files of /sys, /proc and /etc say, below a root that is made for the test.
@Suite struct FileReadingTests {
  private let root = FileManager.default.temporaryDirectory.appending(path: "swinit-\(UUID().uuidString)")

  private func files(_ texts: [String: String]) throws -> TextFiles {
    for (path, text) in texts {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return TextFiles(root: root.path)
  }

  private func tidy() { try? FileManager.default.removeItem(at: root) }

  @Test(arguments: [
    (BondOption.lacpRate, "fast 1", "fast" as String?), (.transmitHashPolicy, "layer3+4 1", "layer3+4"),
    (.miimon, "100", "100"),
    (.useCarrier, "1", "1"), (.dynamicLoadBalancing, "0", "0"), (.lacpActive, "on 1", "on"),
    (.arpIPTarget, "192.0.2.1 192.0.2.2", "192.0.2.1,192.0.2.2"), (.arpIPTarget, "", ""), (.primary, "eth0", "eth0"),
    (.primary, "", ""), (.actorSystem, "", nil), (.userPortKey, "", nil), (.miimon, "many", nil),
  ])
  func `a bond's option is read in the kernel's spelling`(option: BondOption, text: String, value: String?) {
    #expect(KernelBond.value(of: option, text) == value)
  }

  @Test func `a bond is read from its directory`() throws {
    defer { tidy() }
    let directory = "sys/class/net/bond0/bonding"
    let files = try files([
      "\(directory)/mode": "802.3ad 4\n", "\(directory)/miimon": "100\n", "\(directory)/lacp_rate": "slow 0\n",
    ])
    let bond = KernelBond(of: "bond0", files)
    #expect(bond == KernelBond(mode: .lacp, options: [.miimon: "100", .lacpRate: "slow"]))
    #expect(KernelBond(of: "bond1", files) == KernelBond(mode: nil, options: [:]))
  }

  @Test func `what the kernel makes of advertisements is read`() throws {
    defer { tidy() }
    let directory = "proc/sys/net/ipv6/conf"
    let files = try files([
      "\(directory)/eth0/accept_ra": "0\n", "\(directory)/eth0.5/accept_ra": "2\n",
      "\(directory)/eth0.5/forwarding": "1\n", "\(directory)/eth0.5/disable_ipv6": "1\n",
    ])
    #expect(IPv6Settings(of: "eth0", files) == IPv6Settings(acceptRA: 0))
    #expect(IPv6Settings(of: "eth0.5", files) == IPv6Settings(acceptRA: 2, forwards: true, isDisabled: true))
    #expect(IPv6Settings(of: "eth1", files) == nil)
  }

  @Test(arguments: [
    (IPv6Settings(acceptRA: 0), false), (IPv6Settings(acceptRA: 1), true), (IPv6Settings(acceptRA: 2), true),
    (IPv6Settings(acceptRA: 1, forwards: true), false), (IPv6Settings(acceptRA: 2, forwards: true), true),
    (IPv6Settings(acceptRA: 2, isDisabled: true), false),
  ])
  func `a host that forwards takes advertisements only if it is told twice`(settings: IPv6Settings, takes: Bool) {
    #expect(settings.takesRouterAdvertisements == takes)
  }

  @Test func `resolv.conf is read as the C library reads it`() {
    let text = """
      # nameserver 192.0.2.99
      domain old.example
      search example.com  example.org.
      nameserver 192.0.2.53
      nameserver\t2001:db8::53
      nameserver fe80::1%eth0
      nameserver nonsense
      nameserver
      options edns0
      """
    let resolver = ResolverState(file: "/etc/resolv.conf", text: text)
    #expect(resolver.servers.map(\.description) == ["192.0.2.53", "2001:db8::53", "fe80::1"])
    #expect(resolver.searchDomains.map(\.text) == ["example.com", "example.org"])
  }

  @Test func `systemd-resolved's own servers stand for its stub`() throws {
    defer { tidy() }
    let files = try files([
      "etc/resolv.conf": "nameserver 127.0.0.53\noptions edns0 trust-ad\nsearch .\n",
      "run/systemd/resolve/resolv.conf": "nameserver 192.0.2.53\nnameserver 192.0.2.54\nsearch example.com\n",
    ])
    let resolver = ResolverState(files)
    #expect(resolver.file == "/run/systemd/resolve/resolv.conf")
    #expect(resolver.servers.count == 2)
    #expect(resolver.isResolved)
    #expect(resolver.searchDomains.map(\.text) == ["example.com"])
  }

  @Test func `a stub without systemd-resolved, and no file at all, are what they are`() throws {
    defer { tidy() }
    #expect(ResolverState(TextFiles(root: root.path)) == ResolverState())
    let resolver = ResolverState(try files(["etc/resolv.conf": "nameserver 127.0.0.53\n"]))
    #expect(resolver.isHidden)
    #expect(!resolver.isResolved)
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

@testable import KernelState

/// What the kernel's messages mean, and that no bytes at all can do harm.
@Suite struct NetlinkTests {
  private typealias Build = NetlinkBuilder

  static let mac: [UInt8] = [0xfa, 0x16, 0x3e, 0, 0, 1]
  static let otherMAC: [UInt8] = [0xfa, 0x16, 0x3e, 0, 0, 2]
  static let address6 = [0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [0x10]

  /// An interface with everything that is read.
  static let vlan = Build.link(
    7, flags: 0x1_0001,
    Build.attribute(3, text: "eth0.101") + Build.attribute(4, 1400) + Build.attribute(1, mac)
      + Build.attribute(5, 2) + Build.attribute(10, 4) + Build.attribute(54, otherMAC)
      + Build.attribute(
        0x8000 | 18, Build.attribute(1, text: "vlan") + Build.attribute(2, Build.attribute(1, [101, 0]))))

  static let address = Build.address(
    family: 10, length: 64, flags: 0x80, scope: 0, 2,
    Build.attribute(1, address6) + Build.attribute(8, 0x80) + Build.attribute(6, [UInt8](repeating: 255, count: 16)))

  static let route = Build.route(
    length: 0, origin: 16,
    Build.attribute(15, 254) + Build.attribute(5, [192, 0, 2, 1]) + Build.attribute(4, 2) + Build.attribute(6, 100))

  private func one(_ bytes: [UInt8]) throws -> NetlinkMessage {
    let messages = try #require(NetlinkMessage.all(in: bytes))
    try #require(messages.count == 1)
    return messages[0]
  }

  private func routes(_ bytes: [UInt8]) throws -> [KernelRoute] { KernelRoute.all(in: try one(bytes)) }

  // MARK: Meaning

  @Test func `an interface is read with all that is asked for`() throws {
    let link = try #require(KernelLink(try one(Self.vlan)))
    #expect(link.index == 7)
    #expect(link.name == "eth0.101")
    #expect(link.kind == "vlan")
    #expect(link.isUp)
    #expect(link.hasCarrier)
    #expect(link.mtu == 1400)
    #expect(link.macAddress == MACAddress(bytes: Self.mac))
    #expect(link.permanentMACAddress == MACAddress(bytes: Self.otherMAC))
    #expect(link.parent == 2)
    #expect(link.master == 4)
    #expect(link.vlanID == 101)
  }

  @Test func `an interface that says little is a NIC that is down`() throws {
    let link = try #require(KernelLink(try one(Build.link(3, flags: 0, Build.attribute(3, text: "eth9")))))
    #expect(link.kind == nil)
    #expect(!link.isUp)
    #expect(!link.hasCarrier)
    #expect(link.macAddress == nil)
    #expect(link.master == nil)
  }

  @Test func `the bonding driver remembers a member's permanent address`() throws {
    let slave = Build.attribute(4, text: "bond") + Build.attribute(5, Build.attribute(4, Self.mac))
    let bytes = Build.link(
      3, flags: 1, Build.attribute(3, text: "eth0") + Build.attribute(1, Self.otherMAC) + Build.attribute(18, slave))
    #expect(KernelLink(try one(bytes))?.permanentMACAddress == MACAddress(bytes: Self.mac))
  }

  @Test func `an index of another network namespace is no parent`() throws {
    let bytes = Build.link(
      3, flags: 1, Build.attribute(3, text: "eth0") + Build.attribute(5, 2) + Build.attribute(37, 0))
    #expect(KernelLink(try one(bytes))?.parent == nil)
  }

  @Test func `an IPv6 address is read with its state`() throws {
    let address = try #require(KernelAddress(try one(Self.address)))
    #expect(address == KernelAddress(link: 2, try #require(IPPrefix("2001:db8::10/64"))))
  }

  @Test(arguments: [
    (0x80 as UInt32, true, KernelAddress.Detection.done), (0xc0, true, .running), (0x40, false, .running),
    (0x44, false, .done), (0xc8, true, .duplicate), (0x100, false, .done), (0x2000_0080, true, .done),
  ])
  func `flags tell lifetime and duplicate address detection`(
    flags: UInt32, isPermanent: Bool, detection: KernelAddress.Detection
  ) throws {
    let bytes = Build.address(
      family: 10, length: 64, flags: 0, scope: 0, 2,
      Build.attribute(1, Self.address6) + Build.attribute(8, flags))
    let address = try #require(KernelAddress(try one(bytes)))
    #expect(address.isPermanent == isPermanent)
    #expect(address.detection == detection)
  }

  @Test func `an IPv4 address with a peer is the local one, and old kernels tell flags in a byte`() throws {
    let bytes = Build.address(
      family: 2, length: 32, flags: 0x80, scope: 253, 2,
      Build.attribute(1, [192, 0, 2, 1]) + Build.attribute(2, [192, 0, 2, 10]))
    let address = try #require(KernelAddress(try one(bytes)))
    #expect(address.prefix == IPPrefix("192.0.2.10/32"))
    #expect(address.isPermanent)
    #expect(!address.isGlobal)
  }

  @Test func `a default route is read with gateway, metric and origin`() throws {
    let gateway = IPAddress("192.0.2.1")
    #expect(
      try routes(Self.route) == [
        KernelRoute(link: 2, to: .everything(.v4), via: gateway, metric: 100, origin: .dhcp)
      ])
  }

  @Test func `a route with several next hops is one for each`() throws {
    let hops =
      Build.hop(2, Build.attribute(5, [192, 0, 2, 1])) + Build.hop(3, Build.attribute(5, [198, 51, 100, 1]))
    let found = try routes(Build.route(length: 0, Build.attribute(9, hops)))
    #expect(found.map(\.link) == [2, 3])
    #expect(found.map(\.gateway) == [IPAddress("192.0.2.1"), IPAddress("198.51.100.1")])
  }

  @Test func `a next hop of the other family is read`() throws {
    let found = try routes(
      Build.route(length: 0, Build.attribute(4, 2) + Build.attribute(18, [10, 0] + Self.address6)))
    #expect(found.first?.gateway == IPAddress("2001:db8::10"))
  }

  @Test func `a route that goes away by itself is known`() throws {
    let cache = [UInt8](repeating: 0, count: 8) + Build.native(UInt32(500)) + [UInt8](repeating: 0, count: 20)
    let bytes = Build.route(
      family: 10, length: 0, origin: 9, Build.attribute(4, 2) + Build.attribute(12, cache))
    #expect(try routes(bytes).first?.expires == true)
    #expect(try routes(bytes).first?.origin == .advertisement)
  }

  @Test func `routes of other tables and kinds are none`() throws {
    let link = Build.attribute(4, 2)
    #expect(try routes(Build.route(length: 0, table: 255, link)).isEmpty)
    #expect(try routes(Build.route(length: 0, table: 252, Build.attribute(15, 1000) + link)).isEmpty)
    #expect(try routes(Build.route(length: 0, type: 6, link)).isEmpty)
    #expect(try routes(Build.route(length: 0, flags: 0x200, link)).isEmpty)
    #expect(try routes(Build.route(family: 28, length: 0, link)).isEmpty)
    #expect(try routes(Build.route(length: 0, [])).isEmpty)
  }

  @Test func `an error is told with its number`() throws {
    let refused = try one(Build.message(2, Build.native(Int32(-1)) + [UInt8](repeating: 0, count: 16)))
    #expect(refused.isLast)
    #expect(refused.errorNumber == 1)
    #expect(try one(Build.message(3, Build.native(Int32(0)))).errorNumber == 0)
    #expect(try one(Build.message(3, [])).isLast)
  }

  @Test func `an interrupted table is known`() throws {
    #expect(try one(Build.message(16, flags: 0x12, [])).isInterrupted)
    #expect(try !one(Build.message(16, [])).isInterrupted)
  }

  @Test func `requests are headers that ask for all of a table`() {
    for request in NetlinkRequest.allCases {
      let bytes = request.bytes(sequence: 9)
      let messages = NetlinkMessage.all(in: bytes)
      #expect(messages?.count == 1)
      #expect(messages?.first?.sequence == 9)
      #expect(bytes.count >= 24)
    }
  }

  // MARK: Bytes that lie

  static let whole = [vlan, address, route]

  @Test(arguments: whole)
  func `a message that is cut anywhere is refused or read without harm`(message: [UInt8]) {
    for count in 0..<message.count {
      let cut = NetlinkMessage.all(in: Array(message.prefix(count)))
      #expect(count == 0 ? cut?.isEmpty == true : cut == nil)
      // The same with a header that admits it.
      guard count >= 16 else { continue }
      var honest = Array(message.prefix(count))
      honest.replaceSubrange(0..<4, with: Build.native(UInt32(count)))
      for message in NetlinkMessage.all(in: honest) ?? [] { read(message) }
    }
  }

  @Test(arguments: whole)
  func `no byte that is changed does harm`(message: [UInt8]) {
    for place in message.indices {
      for value in [0, 1, 3, 4, 5, 0x7f, 0x80, 0xff] as [UInt8] {
        var changed = message
        changed[place] = value
        for message in NetlinkMessage.all(in: changed) ?? [] { read(message) }
      }
    }
  }

  @Test(arguments: [0, 1, 15, 100, 0xffff_ffff] as [UInt32])
  func `a header whose length cannot be true is refused`(length: UInt32) {
    var bytes = Build.message(16, [0, 0, 0, 0])
    bytes.replaceSubrange(0..<4, with: Build.native(length))
    #expect(NetlinkMessage.all(in: bytes) == nil)
  }

  @Test(arguments: [0, 1, 3, 9, 0xffff] as [UInt16])
  func `an attribute whose length cannot be true ends the reading`(length: UInt16) throws {
    let good = Build.attribute(3, text: "eth0")
    let bytes = Build.link(2, flags: 1, good + Build.native(length) + Build.native(UInt16(4)) + [0, 0, 0, 0])
    let link = try #require(KernelLink(try one(bytes)))
    #expect(link.name == "eth0")
    #expect(link.mtu == 0)
  }

  @Test func `attributes without a value and unknown ones are passed over`() throws {
    let odd =
      Build.attribute(0x3fff, [1, 2, 3]) + Build.attribute(99, []) + Build.attribute(4, []) + Build.attribute(1, [])
    let link = try #require(
      KernelLink(try one(Build.link(2, flags: 1, odd + Build.attribute(3, text: "eth0") + Build.attribute(18, [])))))
    #expect(link.name == "eth0")
    #expect(link.macAddress == nil)
    #expect(link.kind == nil)
  }

  @Test func `addresses of a wrong length are none`() throws {
    let address = Build.address(family: 2, length: 24, flags: 0, scope: 0, 2, Build.attribute(2, [192, 0, 2]))
    #expect(KernelAddress(try one(address)) == nil)
    let long = Build.address(family: 2, length: 33, flags: 0, scope: 0, 2, Build.attribute(2, [192, 0, 2, 1]))
    #expect(KernelAddress(try one(long)) == nil)
    #expect(try routes(Build.route(length: 24, Build.attribute(1, [192, 0]) + Build.attribute(4, 2))).isEmpty)
  }

  @Test func `next hops that lie about their length end the reading`() throws {
    for length in [0, 7, 9, 0xffff] as [UInt16] {
      let hops = Build.hop(2, []) + Build.native(length) + [0, 0] + Build.native(UInt32(3))
      #expect(try routes(Build.route(length: 0, Build.attribute(9, hops))).map(\.link) == [2])
    }
  }

  private func read(_ message: NetlinkMessage) {
    _ = (KernelLink(message), KernelAddress(message), KernelRoute.all(in: message), message.errorNumber)
  }
}

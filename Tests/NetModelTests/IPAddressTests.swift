// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

struct IPv4AddressTests {
  @Test(
    arguments: [
      ("0.0.0.0", 0), ("255.255.255.255", 0xffff_ffff), ("192.0.2.10", 0xc000_020a), ("10.0.0.1", 0x0a00_0001),
    ] as [(String, UInt32)])
  func `four decimal octets are an address`(text: String, value: UInt32) {
    #expect(IPAddress(text) == .v4(value))
    #expect(IPAddress.v4(value).description == text)
  }

  @Test(arguments: [
    "", ".", "1", "10.1", "10.0.1", "10.0.0.0.1", "256.0.0.1", "10.0.0.256", "1000.0.0.1", "10.0.0.", ".10.0.0.1",
    "10..0.1", "010.0.0.1", "10.0.0.01", "00.0.0.0", "0x0a.0.0.1", "10.0.0.1 ", " 10.0.0.1", "10.0.0.1\n", "+1.0.0.1",
    "-1.0.0.1", "10.0.0.1/24", "a.b.c.d", "١.٢.٣.٤", "10,0,0,1", "99999999999999999999.0.0.1",
  ])
  func `leading zeros, short forms and junk are refused`(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(arguments: [
    ("169.254.0.1", true, false, false), ("169.255.0.1", false, false, false), ("224.0.0.1", false, true, false),
    ("239.255.255.255", false, true, false), ("240.0.0.1", false, false, false), ("127.0.0.1", false, false, true),
    ("127.255.0.3", false, false, true), ("192.0.2.1", false, false, false),
  ])
  func `special ranges are recognised`(text: String, linkLocal: Bool, multicast: Bool, loopback: Bool) throws {
    let address = try #require(IPAddress(text))
    #expect(address.isLinkLocal == linkLocal)
    #expect(address.isMulticast == multicast)
    #expect(address.isLoopback == loopback)
    #expect(address.family == .v4)
  }
}

struct IPv6AddressTests {
  /// RFC 4291 section 2.2: full, compressed and mixed spellings.
  @Test(arguments: [
    ("ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", "abcd:ef01:2345:6789:abcd:ef01:2345:6789"),
    ("2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"),
    ("2001:DB8::8:800:200C:417A", "2001:db8::8:800:200c:417a"),
    ("FF01:0:0:0:0:0:0:101", "ff01::101"),
    ("FF01::101", "ff01::101"),
    ("0:0:0:0:0:0:0:1", "::1"),
    ("::1", "::1"),
    ("0:0:0:0:0:0:0:0", "::"),
    ("::", "::"),
    ("::0", "::"),
    ("0::", "::"),
    ("0::0", "::"),
    ("2001:db8::", "2001:db8::"),
    ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
    ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
    ("0:0:0:0:0:FFFF:129.144.52.38", "::ffff:129.144.52.38"),
    ("::FFFF:129.144.52.38", "::ffff:129.144.52.38"),
    ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    ("1:2:3:4:5:6:192.0.2.33", "1:2:3:4:5:6:c000:221"),
    ("fe80:0000:0000:0000:0000:0000:0000:0001", "fe80::1"),
  ])
  func `every spelling of RFC 4291 is read`(text: String, expected: String) {
    #expect(IPAddress(text)?.description == expected)
  }

  /// The examples of RFC 5952 sections 1 to 5.
  @Test(arguments: [
    ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    ("2001:0db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    ("2001:db8::1:0:0:1", "2001:db8::1:0:0:1"),
    ("2001:db8::0:1:0:0:1", "2001:db8::1:0:0:1"),
    ("2001:0db8::1:0:0:1", "2001:db8::1:0:0:1"),
    ("2001:db8:0:0:1::1", "2001:db8::1:0:0:1"),
    ("2001:db8:0000:0:1::1", "2001:db8::1:0:0:1"),
    ("2001:DB8:0:0:1::1", "2001:db8::1:0:0:1"),
    ("2001:0db8::0001", "2001:db8::1"),
    ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),
    ("2001:db8::0:1", "2001:db8::1"),
    ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
    ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
    ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    ("2001:DB8::AAAA", "2001:db8::aaaa"),
    ("2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:1"),
    ("2001:db8:aaaa:bbbb:cccc:dddd:0:1", "2001:db8:aaaa:bbbb:cccc:dddd:0:1"),
    ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
    ("0:0:0:0:0:ffff:c000:0201", "::ffff:192.0.2.1"),
  ])
  func `addresses are written as RFC 5952 wants`(text: String, expected: String) {
    #expect(IPAddress(text)?.description == expected)
  }

  @Test(arguments: [
    ":", ":::", "1", "1:2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8",
    "1:2:3:4::5:6:7:8", "1::2::3", "1:::2", ":1::2", "1::2:", ":1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:", "12345::", "g::1",
    "fe80::1%eth0", "fe80::1%2", "[::1]", " ::1", "::1 ", "::1\n", "::1/64", "::+1", "::-1", "::0x1", "1.2.3.4::",
    "::1.2.3", "::256.0.0.1", "::1.2.3.4:5", "::01.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3.4.5", "fe80:é::",
  ])
  func `junk is no address`(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(arguments: [
    ("fe80::1", true, false, false), ("febf::1", true, false, false), ("fec0::1", false, false, false),
    ("ff02::1", false, true, false), ("::1", false, false, true), ("2001:db8::1", false, false, false),
  ])
  func `special ranges are recognised`(text: String, linkLocal: Bool, multicast: Bool, loopback: Bool) throws {
    let address = try #require(IPAddress(text))
    #expect(address.isLinkLocal == linkLocal)
    #expect(address.isMulticast == multicast)
    #expect(address.isLoopback == loopback)
    #expect(address.family == .v6)
  }

  @Test func `only all zeros is unspecified`() throws {
    for text in ["::", "0.0.0.0"] { #expect(try #require(IPAddress(text)).isUnspecified) }
    for text in ["::1", "0.0.0.1", "1::"] { #expect(try !#require(IPAddress(text)).isUnspecified) }
  }

  @Test func `a mapped address is no IPv4 address`() throws {
    #expect(IPAddress("::ffff:192.0.2.1") != IPAddress("192.0.2.1"))
    #expect(try #require(IPAddress("::ffff:192.0.2.1")).family == .v6)
  }
}

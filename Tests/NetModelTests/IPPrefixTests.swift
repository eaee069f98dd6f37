// SPDX-License-Identifier: Apache-2.0

import NetModel
import Randomness
import Testing

struct IPPrefixTests {
  @Test(arguments: [
    ("192.0.2.10/24", "192.0.2.10/24"), ("0.0.0.0/0", "0.0.0.0/0"), ("192.0.2.10/32", "192.0.2.10/32"),
    ("2001:DB8::0:1/64", "2001:db8::1/64"), ("::/0", "::/0"), ("::1/128", "::1/128"),
    ("2001:db8::1/127", "2001:db8::1/127"),
  ])
  func `a prefix is read and keeps its host bits`(text: String, expected: String) {
    #expect(IPPrefix(text)?.description == expected)
  }

  @Test(arguments: [
    "", "/", "192.0.2.10", "192.0.2.10/", "/24", "192.0.2.10/33", "192.0.2.10/-1", "192.0.2.10/+1", "192.0.2.10/24/24",
    "192.0.2.10/ 24", "192.0.2.10/2 4", "192.0.2.10/255.255.255.0", "2001:db8::1/129", "2001:db8::1/x", "192.0.2/24",
    "192.0.2.10/99999999999999999999", "192.0.2.10//24", "192.0.2.10/24\n",
  ])
  func `what is no address and length is refused`(text: String) {
    #expect(IPPrefix(text) == nil)
  }

  @Test func `the length fits the family`() throws {
    let four = try #require(IPAddress("192.0.2.1"))
    let six = try #require(IPAddress("2001:db8::1"))
    #expect(IPPrefix(four, length: 32) != nil && IPPrefix(four, length: 33) == nil && IPPrefix(four, length: -1) == nil)
    #expect(IPPrefix(six, length: 128) != nil && IPPrefix(six, length: 129) == nil && IPPrefix(six, length: -1) == nil)
  }

  @Test(arguments: [
    ("192.0.2.10/24", "192.0.2.0/24"), ("10.1.2.3/8", "10.0.0.0/8"), ("10.1.2.3/0", "0.0.0.0/0"),
    ("10.1.2.3/32", "10.1.2.3/32"), ("10.255.255.255/31", "10.255.255.254/31"), ("2001:db8::1:2:3/64", "2001:db8::/64"),
    ("2001:db8::1/0", "::/0"), ("2001:db8::1/128", "2001:db8::1/128"), ("ffff::ff/127", "ffff::fe/127"),
  ])
  func `masking clears the host bits`(text: String, expected: String) {
    #expect(IPPrefix(text)?.masked.description == expected)
  }

  @Test(arguments: [
    ("192.0.2.10/24", "192.0.2.1", true), ("192.0.2.10/24", "192.0.3.1", false), ("192.0.2.10/32", "192.0.2.10", true),
    ("192.0.2.10/32", "192.0.2.11", false), ("0.0.0.0/0", "203.0.113.1", true), ("0.0.0.0/0", "::1", false),
    ("2001:db8::1/64", "2001:db8::ffff", true), ("2001:db8::1/64", "2001:db8:1::1", false), ("::/0", "10.0.0.1", false),
  ])
  func `it contains what shares its network bits`(prefix: String, address: String, expected: Bool) throws {
    #expect(try #require(IPPrefix(prefix)).contains(try #require(IPAddress(address))) == expected)
  }

  @Test func `only a length of zero is everything`() throws {
    #expect(try #require(IPPrefix("0.0.0.0/0")).isEverything)
    #expect(try !#require(IPPrefix("0.0.0.0/24")).isEverything)
    #expect(try !#require(IPPrefix("::/1")).isEverything)
    #expect(IPPrefix.everything(.v4).description == "0.0.0.0/0")
    #expect(IPPrefix.everything(.v6).description == "::/0")
  }

  @Test func `a host prefix holds one address`() throws {
    #expect(IPPrefix.host(try #require(IPAddress("192.0.2.1"))).description == "192.0.2.1/32")
    #expect(IPPrefix.host(try #require(IPAddress("::1"))).description == "::1/128")
  }

  @Test func `random prefixes contain themselves and mask once`() {
    var random = SeededRandom(seed: 6)
    for _ in 0..<1000 {
      let family = IPFamily.allCases.randomElement(using: &random) ?? .v4
      let address = IPAddress(family: family, value: .random(in: 0...(.max), using: &random))
      guard let prefix = IPPrefix(address, length: .random(in: 0...family.bits, using: &random)) else {
        Issue.record("\(address) has no prefix")
        continue
      }
      #expect(prefix.contains(address))
      #expect(prefix.masked.masked == prefix.masked)
      #expect(prefix.masked.contains(address))
      #expect(IPPrefix(prefix.description) == prefix)
    }
  }
}

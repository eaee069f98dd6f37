// SPDX-License-Identifier: Apache-2.0

import NetModel
import Randomness
import Testing

struct InterfaceNameTests {
  @Test(arguments: [
    "a", "eth0", "ens192", "enp0s31f6", "bond0", "bond0.100", "vlan100-1", "ib0.8001", "wan_1", "lan-2", "0lan",
    "eth0.4094",
    "abcdefghijklmno", "lo0", "LAN", "all1", "1a",
  ])
  func `letters, digits, dot, hyphen and underscore make a name`(text: String) {
    #expect(InterfaceName(text)?.text == text)
  }

  @Test(arguments: [
    "", "abcdefghijklmnop", ".", "..", ".eth0", "-eth0", "_eth0", "eth/0", "eth:0", "eth 0", " eth0", "eth0 ", "eth\n0",
    "eth0\n", "\neth0", "eth0\r\n", "eth\t0", "eth\0", "eth;reboot", "eth$HOME", "eth`id`", "eth'0", "eth\"0", "eth\\0",
    "eth&0",
    "eth|0", "eth>0", "eth*", "eth?", "eth[0]", "eth{0}", "eth(0)", "eth#0", "eth!0", "eth%0", "eth%d", "eth@0",
    "eth=0",
    "eth,0", "éth0", "eth０", "eth\u{301}", "lo", "all", "default", "bonding_masters", "0", "42", "123456789012345",
    "../../etc/x", "\u{202e}eth0", "\u{feff}eth0",
  ])
  func `whatever a shell, a path or a parser might take amiss is refused`(text: String) {
    #expect(InterfaceName(text) == nil)
  }

  @Test func `fifteen bytes are the most`() {
    #expect(InterfaceName.longest == 15)
    #expect(InterfaceName(String(repeating: "a", count: 15)) != nil)
    #expect(InterfaceName(String(repeating: "a", count: 16)) == nil)
  }

  @Test func `names order as people count`() {
    let names = ["eth10", "eth2", "eth1", "eth1.20", "eth1.3", "bond0", "eth", "ens3f10", "ens3f9"]
    let sorted = names.compactMap { InterfaceName($0) }.sorted().map(\.text)
    #expect(sorted == ["bond0", "ens3f9", "ens3f10", "eth", "eth1", "eth1.3", "eth1.20", "eth2", "eth10"])
  }

  @Test func `the order of names is total`() {
    var random = SeededRandom(seed: 7)
    let characters = Array("ab01290.-")
    let names = (0..<120).compactMap { _ in
      let count = Int.random(in: 1...6, using: &random)
      return InterfaceName("e" + String((0..<count).map { _ in characters.randomElement(using: &random) ?? "a" }))
    }
    for one in names {
      for other in names {
        #expect([one < other, other < one, one == other].filter { $0 }.count == 1, "\(one) \(other)")
      }
    }
    let sorted = names.sorted()
    for (index, name) in sorted.enumerated() {
      #expect(sorted[index...].allSatisfy { !($0 < name) }, "\(name) after something greater")
    }
  }
}

struct DomainNameTests {
  @Test(arguments: [
    ("example.org", "example.org"), ("example.org.", "example.org"), ("local", "local"), ("a.b.c.d", "a.b.c.d"),
    ("_tcp.example.org", "_tcp.example.org"), ("xn--mnchen-3ya.de", "xn--mnchen-3ya.de"),
    ("3com.example", "3com.example"),
    ("Example.ORG", "Example.ORG"),
  ])
  func `labels and dots make a domain, without the last dot`(text: String, expected: String) {
    #expect(DomainName(text)?.text == expected)
  }

  @Test(arguments: [
    "", ".", "..", ".example.org", "example..org", "example.org..", "-a.org", "a-.org", "exa mple.org", "a\nb",
    "example.org\n",
    "a;b", "a,b", "$(id).org", "`id`.org", "a/b", "a\"b", "a'b", "münchen.de", "~.", "*", "a#b",
  ])
  func `junk is no domain`(text: String) {
    #expect(DomainName(text) == nil)
  }

  @Test func `labels end at 63 bytes and names at 253`() {
    let label = String(repeating: "a", count: 63)
    #expect(DomainName(label) != nil)
    #expect(DomainName(label + "a") == nil)
    let longest = [label, label, label, String(label.dropLast(2))].joined(separator: ".")
    #expect(longest.utf8.count == 253)
    #expect(DomainName(longest) != nil)
    #expect(DomainName(longest + "a") == nil)
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel
import Randomness
import Testing

struct MACAddressTests {
  @Test(arguments: [
    ("fa:16:3e:00:00:01", "fa:16:3e:00:00:01"),
    ("FA:16:3E:AB:CD:EF", "fa:16:3e:ab:cd:ef"),
    ("fa-16-3e-ab-cd-ef", "fa:16:3e:ab:cd:ef"),
    ("FA-16-3E-AB-CD-EF", "fa:16:3e:ab:cd:ef"),
    ("02:0:0:0:0:1", "02:00:00:00:00:01"),
    (
      "80:00:02:08:FE:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1",
      "80:00:02:08:fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1"
    ),
  ])
  func `an address is printed in lower case with colons`(text: String, expected: String) {
    #expect(MACAddress(text)?.description == expected)
  }

  @Test(arguments: [
    "", ":", "fa", "fa:16:3e:00:00", "fa:16:3e:00:00:", ":fa:16:3e:00:00", "fa:16:3e:00:00:01:02", "fa:16:3e:00:00:0g",
    "fa:16:3e:00:00:001", "fa163e000001", "fa16.3e00.0001", " fa:16:3e:00:00:01", "fa:16:3e:00:00:01\n",
    "fa:16:3e:00:00:+1", "0xfa:16:3e:00:00:01", "fa:16:3e:00:00:é", "fa::3e:00:00:01", "null",
    "80:00:02:08:fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb",
  ])
  func `what is not 6 or 20 octets is no address`(text: String) {
    #expect(MACAddress(text) == nil)
  }

  @Test func `all zeros are no address`() {
    #expect(MACAddress("00:00:00:00:00:00") == nil)
    #expect(MACAddress(bytes: Array(repeating: 0, count: 20)) == nil)
  }

  @Test(arguments: [
    ("fa:16:3e:00:00:01", true), ("02:00:00:00:00:01", true), ("ff:ff:ff:ff:ff:ff", false),
    ("01:00:5e:00:00:01", false),
    ("33:33:00:00:00:01", false), ("80:00:02:08:fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1", false),
  ])
  func `only six bytes of a unicast address can be set`(text: String, expected: Bool) throws {
    #expect(try #require(MACAddress(text)).isSettable == expected)
  }

  @Test func `a locally administered address is fine`() {
    #expect(MACAddress("02:00:00:00:00:01") != nil)
  }

  @Test func `spellings of one address are equal`() throws {
    let address = try #require(MACAddress("fa:16:3e:ab:cd:ef"))
    #expect(MACAddress("FA-16-3E-AB-CD-EF") == address)
    #expect(Set([address, try #require(MACAddress("FA:16:3E:AB:CD:EF"))]).count == 1)
  }

  @Test func `the bytes make the address`() throws {
    #expect(MACAddress(bytes: [0xfa, 0x16, 0x3e, 0, 0, 1])?.description == "fa:16:3e:00:00:01")
    #expect(MACAddress(bytes: [0xfa, 0x16, 0x3e, 0, 0]) == nil)
    #expect(MACAddress(bytes: []) == nil)
    #expect(try #require(MACAddress("fa:16:3e:00:00:01")).bytes == [0xfa, 0x16, 0x3e, 0, 0, 1])
  }

  @Test func `the port address of IP over InfiniBand is bytes 13-15 and 18-20`() throws {
    let text = "a0:00:02:20:fe:80:00:00:00:00:00:00:ec:0d:9a:03:00:12:34:56"
    let address = try #require(MACAddress(text))
    #expect(address.isInfiniBand)
    #expect(address.portAddress.description == "ec:0d:9a:12:34:56")
  }

  @Test func `the port address of Ethernet is itself`() throws {
    let address = try #require(MACAddress("fa:16:3e:00:00:01"))
    #expect(!address.isInfiniBand)
    #expect(address.portAddress == address)
  }

  @Test func `any six bytes survive printing and reading`() throws {
    var random = SeededRandom(seed: 1)
    for _ in 0..<500 {
      var bytes = (0..<6).map { _ in UInt8.random(in: 0...255, using: &random) }
      bytes[0] &= 0xfe
      guard let address = MACAddress(bytes: bytes) else { continue }
      #expect(MACAddress(address.description) == address)
      #expect(MACAddress(address.description.uppercased().split(separator: ":").joined(separator: "-")) == address)
    }
  }
}

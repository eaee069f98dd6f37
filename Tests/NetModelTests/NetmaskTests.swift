// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

struct NetmaskTests {
  @Test(
    arguments: [
      ("255.255.255.0", .v4, .mask(length: 24)), ("255.255.255.255", .v4, .mask(length: 32)),
      ("0.0.0.0", .v4, .mask(length: 0)), ("128.0.0.0", .v4, .mask(length: 1)),
      ("255.255.254.0", .v4, .mask(length: 23)),
      ("255.255.255.254", .v4, .mask(length: 31)), ("24", .v4, .length(24)), ("/24", .v4, .length(24)),
      ("0", .v4, .length(0)), ("32", .v4, .length(32)), ("0.0.0.0/0", .v4, .length(0)),
      ("ffff:ffff:ffff:ffff::", .v6, .mask(length: 64)), ("FFFF:FFFF:FFFF:FFFF::", .v6, .mask(length: 64)),
      ("ffff:ffff:ffff:ffff:0:0:0:0", .v6, .mask(length: 64)), ("::", .v6, .mask(length: 0)),
      ("::0", .v6, .mask(length: 0)),
      ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .v6, .mask(length: 128)), ("fe00::", .v6, .mask(length: 7)),
      ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:0", .v6, .mask(length: 112)), ("64", .v6, .length(64)),
      ("/64", .v6, .length(64)),
      ("128", .v6, .length(128)), ("0", .v6, .length(0)), ("::/0", .v6, .length(0)), ("::0/0", .v6, .length(0)),
    ] as [(String, IPFamily, Netmask)])
  func `every spelling of a mask is read`(text: String, family: IPFamily, expected: Netmask) throws {
    #expect(try Netmask(text, family: family) == expected)
    #expect(try Netmask(text, family: family).bits == expected.bits)
  }

  @Test(
    arguments: [
      ("255.0.255.0", .v4), ("0.255.255.255", .v4), ("0.0.0.255", .v4), ("255.255.255.1", .v4), ("0.0.0.1", .v4),
      ("ffff:0:ffff::", .v6), ("::ffff", .v6), ("::1", .v6), ("ffff:ffff::1", .v6),
    ] as [(String, IPFamily)])
  func `a mask with ones after zeros has no length`(text: String, family: IPFamily) {
    #expect(throws: Netmask.Failure.nonContiguous) { try Netmask(text, family: family) }
  }

  @Test(
    arguments: [
      ("255.255.255.0", .v6), ("ffff:ffff::", .v4), ("64", .v4), ("/33", .v4), ("129", .v6), ("::/0", .v4),
      ("0.0.0.0/0", .v6),
    ] as [(String, IPFamily)])
  func `a mask of the other family is refused`(text: String, family: IPFamily) {
    #expect(throws: Netmask.Failure.wrongFamily) { try Netmask(text, family: family) }
  }

  @Test(arguments: [
    "", "/", "//24", "-1", "+24", " 24", "24 ", "24\n", "twenty", "255.255.255", "255.255.255.0xyz", "255.255.255.256",
    "192.0.2.0/24", "0x18", "1e1", "255.255.255.0 ", "24.0",
  ])
  func `junk is no mask`(text: String) {
    #expect(throws: Netmask.Failure.unreadable) { try Netmask(text, family: .v4) }
  }

  @Test(arguments: IPFamily.allCases)
  func `the mask of every length is read as that length`(family: IPFamily) throws {
    for length in 0...family.bits {
      let mask = IPAddress(family: family, value: value(ofMask: length, family))
      #expect(try Netmask("\(mask)", family: family) == .mask(length: length), "\(mask)")
      #expect(try Netmask("\(length)", family: family) == .length(length))
    }
  }

  @Test(arguments: IPFamily.allCases)
  func `a mask with one bit flipped is of another length or of none`(family: IPFamily) {
    for length in 0...family.bits {
      for bit in 0..<family.bits {
        let mask = IPAddress(family: family, value: value(ofMask: length, family) ^ (1 << bit))
        let ones = (0..<family.bits).filter { mask.value >> $0 & 1 == 1 }
        let isContiguous = ones.count == 0 || ones[0] == family.bits - ones.count
        #expect(
          (try? Netmask("\(mask)", family: family)) == (isContiguous ? .mask(length: ones.count) : nil), "\(mask)")
      }
    }
  }

  private func value(ofMask length: Int, _ family: IPFamily) -> UInt128 {
    (0..<family.bits).reduce(0) { $0 << 1 | ($1 < length ? 1 : 0) }
  }
}

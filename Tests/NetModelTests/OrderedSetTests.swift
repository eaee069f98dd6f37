// SPDX-License-Identifier: Apache-2.0

import NetModel
import Randomness
import Testing

@Suite("Many values of a link")
struct OrderedSetTests {
  @Test(arguments: [3, 8, 9, 10, 500])
  func `values keep their order, and each is there once`(range: Int) {
    var random = SeededRandom(seed: UInt64(range))
    var (set, expected) = (OrderedSet([1, 2]), [1, 2])
    for _ in 0..<1000 {
      let value = Int.random(in: 0..<range, using: &random)
      let isNew = !expected.contains(value)
      if isNew { expected.append(value) }
      #expect(set.append(value) == isNew)
    }
    #expect(set.elements == expected)
    set.append(contentsOf: expected + [-1])
    #expect(set.elements == expected + [-1])
  }

  @Test func `a set of a long list knows its values`() {
    var set = OrderedSet(Array(0..<20))
    let (known, new) = (set.append(7), set.append(20))
    #expect(!known && new)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `a gateway is on the link by the mark just where no address's prefix has it`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let prefixes = (0..<6).map { _ in
      IPPrefix(.v4(UInt32.random(in: 0...255, using: &random) << 4), length: Int.random(in: 20...32, using: &random))
    }.compactMap { $0 }
    var link = try physical("eth0", addresses: prefixes.map(\.description))
    let gateways = (0..<200).map { _ in IPAddress.v4(UInt32.random(in: 1...0x1fff, using: &random)) }
    link.routes = gateways.compactMap { Route(to: .everything(.v4), via: $0) }
    let expected = gateways.map { gateway in !prefixes.contains { $0.contains(gateway) } }
    #expect(link.markingOnLinkGateways().routes.map(\.isOnLink) == expected)
  }
}

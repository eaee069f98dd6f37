// SPDX-License-Identifier: Apache-2.0

import NetModel
import Randomness
import Testing

/// Text -> value -> text over random addresses; zero groups are frequent, because compression is where errors are.
struct IPAddressPropertyTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `every spelling of an IPv6 address is read as the same value`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      let groups = randomGroups(&random)
      let value = groups.reduce(0 as UInt128) { $0 << 16 | UInt128($1) }
      for _ in 0..<4 {
        let text = spelling(of: groups, using: &random)
        #expect(IPAddress(text) == .v6(value), "\(text)")
      }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `the written form is read back and canonical`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let groups = randomGroups(&random)
      let address = IPAddress.v6(groups.reduce(0) { $0 << 16 | UInt128($1) })
      #expect(IPAddress(address.description) == address)
      #expect(address.description == canonical(groups))
    }
  }

  @Test func `random IPv4 addresses survive printing and reading`() {
    var random = SeededRandom(seed: 4)
    for _ in 0..<1000 {
      let address = IPAddress.v4(.random(in: 0...(.max), using: &random))
      #expect(IPAddress(address.description) == address)
    }
  }

  @Test func `random text of address characters is refused or read to a stable form`() {
    var random = SeededRandom(seed: 5)
    let characters = Array("0123456789abcdefABF:::..../%g ")
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...24, using: &random)
      let text = String((0..<count).map { _ in characters.randomElement(using: &random) ?? ":" })
      guard let address = IPAddress(text) else { continue }
      #expect(IPAddress(address.description) == address, "\(text)")
    }
  }

  private func randomGroups(_ random: inout SeededRandom) -> [UInt16] {
    (0..<8).map { _ in
      switch Int.random(in: 0..<4, using: &random) {
      case 0, 1: 0
      case 2: .random(in: 0...15, using: &random)
      default: .random(in: 0...(.max), using: &random)
      }
    }
  }

  /// Random case, leading zeros, any run of zeros as "::", now and then a dotted tail.
  private func spelling(of groups: [UInt16], using random: inout SeededRandom) -> String {
    var parts = groups.map { group in
      let digits = String(group, radix: 16, uppercase: Bool.random(using: &random))
      return String(repeating: "0", count: Int.random(in: 0...(4 - digits.count), using: &random)) + digits
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      parts.removeLast(2)
      parts.append("\(groups[6] >> 8).\(groups[6] & 255).\(groups[7] >> 8).\(groups[7] & 255)")
    }
    let zeros = parts.indices.filter { $0 < 8 && groups[$0] == 0 && !parts[$0].contains(".") }
    guard let start = zeros.randomElement(using: &random), Bool.random(using: &random) else {
      return parts.joined(separator: ":")
    }
    var end = start + 1
    while zeros.contains(end), Bool.random(using: &random) { end += 1 }
    return parts[..<start].joined(separator: ":") + "::" + parts[end...].joined(separator: ":")
  }

  /// RFC 5952 section 4 word by word: of all places for "::" the longest run, the first of equals, never one group.
  private func canonical(_ groups: [UInt16]) -> String {
    let hexadecimal = groups.map { String($0, radix: 16) }
    if groups[..<5].allSatisfy({ $0 == 0 }), groups[5] == 0xffff {
      return "::ffff:\(groups[6] >> 8).\(groups[6] & 255).\(groups[7] >> 8).\(groups[7] & 255)"
    }
    for length in stride(from: 8, through: 2, by: -1) {
      for start in 0...(8 - length) where groups[start..<(start + length)].allSatisfy({ $0 == 0 }) {
        return hexadecimal[..<start].joined(separator: ":") + "::"
          + hexadecimal[(start + length)...].joined(separator: ":")
      }
    }
    return hexadecimal.joined(separator: ":")
  }
}

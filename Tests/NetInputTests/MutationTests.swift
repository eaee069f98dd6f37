// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Randomness
import Testing

/// Documents that were damaged at random are read or refused: no crash, no hang, no plan that hangs together badly.
@Suite("Damaged documents", .timeLimit(.minutes(3)))
struct MutationTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `damaged bytes`(seed: UInt64) {
    var generator = DocumentGenerator(seed: seed)
    var random = SeededRandom(seed: seed)
    let sample = generator.sample()
    let bytes = sample.document.bytes
    for _ in 0..<150 {
      let damaged = damage(bytes, using: &random)
      let reading = NetworkData.read(damaged, nics: Bool.random(using: &random) ? sample.nics : nil)
      let faults = soundnessFaults(of: reading)
      #expect(faults.isEmpty, "\(String(decoding: damaged, as: UTF8.self))")
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `truncated bytes`(seed: UInt64) {
    var generator = DocumentGenerator(seed: seed)
    let sample = generator.sample()
    let bytes = sample.document.bytes
    for count in stride(from: 0, to: bytes.count, by: 7) {
      let reading = NetworkData.read(Array(bytes[..<count]), nics: sample.nics)
      #expect(reading.outcome == .refused)
      #expect(reading.codes == [.notJSON])
    }
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `values in the wrong places`(seed: UInt64) {
    var generator = DocumentGenerator(seed: seed)
    var random = SeededRandom(seed: seed &+ 9)
    let sample = generator.sample()
    for _ in 0..<60 {
      var document = sample.document
      for _ in 0..<Int.random(in: 1...4, using: &random) { document = scramble(document, using: &random) }
      let reading = NetworkData.read(document.bytes, nics: Bool.random(using: &random) ? sample.nics : nil)
      let faults = soundnessFaults(of: reading)
      #expect(faults.isEmpty, "\(document.text)")
      for finding in reading.findings { #expect(finding.place != nil, "\(finding.line(file: "-")) \(document.text)") }
    }
  }

  @Test func `random bytes`() {
    var random = SeededRandom(seed: 12)
    for _ in 0..<1000 {
      let count = Int.random(in: 0...64, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(soundnessFaults(of: NetworkData.read(bytes, nics: nil)).isEmpty, "\(bytes)")
    }
  }

  private func damage(_ bytes: [UInt8], using random: inout SeededRandom) -> [UInt8] {
    var bytes = bytes
    let signs = Array("{}[]\",:\\/#-0129.eun \n\0\u{ff}".utf8)
    for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
      let index = Int.random(in: bytes.indices, using: &random)
      let end = min(bytes.count, index + Int.random(in: 1...40, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[index] = signs.randomElement(using: &random) ?? 0
      case 2: bytes.insert(signs.randomElement(using: &random) ?? 0, at: index)
      case 3: bytes.removeSubrange(index..<end)
      case 4: bytes.insert(contentsOf: bytes[index..<end], at: Int.random(in: bytes.indices, using: &random))
      default: bytes.removeSubrange(index...)
      }
    }
    return bytes
  }

  /// The tree with one value somewhere replaced, removed or repeated.
  private func scramble(_ json: JSON, using random: inout SeededRandom) -> JSON {
    let odd: [JSON] = [
      .null, .bool(true), 0, -1, 4096, .number(.max), "", "0", "port-1", "bond0", "::", "0.0.0.0/0", "255.0.255.0", [],
      [:], [[]],
      "network0", "vlan", "bond", "ipv4", "lo", ["id": "port-1"], "52:54:00:00:00:01", "802.1ad", "127.0.0.1/8",
      "\u{202e}\u{2028}",
    ]
    switch json {
    case .object(var members) where !members.isEmpty:
      let index = Int.random(in: members.indices, using: &random)
      switch Int.random(in: 0..<9, using: &random) {
      case 0: members[index].value = odd.randomElement(using: &random) ?? .null
      case 1: members.remove(at: index)
      case 2: members.append(JSON.Member(key: members[index].key + "x", value: members[index].value))
      case 3:
        members.append(JSON.Member(key: members[index].key, value: scramble(members[index].value, using: &random)))
      default: members[index].value = scramble(members[index].value, using: &random)
      }
      return .object(members)
    case .list(var values) where !values.isEmpty:
      let index = Int.random(in: values.indices, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: values[index] = odd.randomElement(using: &random) ?? .null
      case 1: values.remove(at: index)
      case 2: values.append(values[index])
      default: values[index] = scramble(values[index], using: &random)
      }
      return .list(values)
    default: return odd.randomElement(using: &random) ?? .null
    }
  }
}

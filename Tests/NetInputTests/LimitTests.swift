// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 21: sizes", .timeLimit(.minutes(2)))
struct LimitTests {
  private func padded(to size: Int) -> [UInt8] {
    let text = Array(document([phy(1)], [static4()]).utf8)
    return text + Array(repeating: UInt8(ascii: " "), count: size - text.count)
  }

  @Test func `16 MiB are read, one byte more is not`() throws {
    #expect(try NetworkData.read(padded(to: 16 << 20), nics: nics(1...1)).names() == ["ens1"])
    let reading = NetworkData.read(padded(to: 16 << 20 + 1), nics: nics(1...1))
    #expect(NetworkData.largestSize == 16 << 20)
    #expect(reading.outcome == .refused)
    #expect(reading.codes == [.tooLarge])
  }

  @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
  func `nesting of 64 is read, of 65 is not`(open: String, close: String) {
    func text(_ depth: Int) -> String {
      let inner = String(repeating: open, count: depth - 1) + "1" + String(repeating: close, count: depth - 1)
      return #"{"links":[],"networks":[],"x":\#(inner)}"#
    }
    #expect(read(text(64)).outcome == .unknown)
    #expect(read(text(65)).outcome == .refused)
    #expect(read(text(65)).codes == [.tooDeep])
    #expect(read(text(65)).findings.first?.place?.line == 1)
  }

  @Test func `brackets in strings are no nesting`() throws {
    let id = String(repeating: "[{", count: 100) + #"\"["#
    let link = #"{"id":"\#(id)","type":"phy","ethernet_mac_address":"52:54:00:00:00:01"}"#
    #expect(try read(document([link])).names() == ["ens1"])
  }

  @Test func `a million brackets do not exhaust the stack`() {
    for text in ["[", "{\"a\":", "[{\"a\":"] {
      #expect(read(String(repeating: text, count: 1_000_000)).codes == [.tooDeep])
    }
  }

  @Test func `more than 100,000 links are refused`() {
    let text = #"{"links":["# + String(repeating: "{},", count: 100_000) + "{}]}"
    let reading = read(text)
    #expect(NetworkData.mostLinks == 100_000)
    #expect(reading.outcome == .refused)
    #expect(reading.codes == [.tooManyLinks])
  }

  @Test func `four thousand VLANs are read`() throws {
    let vlans = (1...4000).map { vlan("v\($0)", tag: "\($0)") }
    let networks = (1...4000).map {
      network("ipv4", on: "v\($0)", #""ip_address":"10.\#($0 / 250).\#($0 % 250).1/24""#)
    }
    let reading = read(document(vlans + [phy()], networks))
    let count = try reading.plan().links.count
    #expect(count == 4001)
    #expect(reading.codes.isEmpty)
  }

  @Test func `a very long text in a value is quoted in part`() {
    let long = String(repeating: "x", count: 100_000)
    let reading = read(document([phy(1, #""mtu":"\#(long)","name":"\#(long)""#)], [network(long), static4(on: long)]))
    #expect(reading.findings.count == 4)
    #expect(reading.findings.allSatisfy { $0.line(file: "-").count < 1000 })
  }
}

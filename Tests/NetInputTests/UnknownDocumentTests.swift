// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 1: a document that says nothing")
struct UnknownDocumentTests {
  @Test(arguments: [
    "{}", " {\n} \n", #"{"links":[]}"#, #"{"networks":[]}"#, #"{"links":[],"networks":[]}"#,
    #"{"links":[],"networks":[],"services":[]}"#, #"{"links":null,"networks":null,"services":null}"#,
    #"{"services":[{"type":"dns","address":"192.0.2.1"}]}"#, #"{"links":[],"networks":null}"#,
    #"{"links":[],"networks":[],"qos":{"x":1}}"#, #"{"qos":{"x":1}}"#,
  ])
  func `it is unknown, and one note says so`(text: String) {
    let reading = read(text)
    #expect(reading.outcome == .unknown)
    #expect(reading.codes.filter { $0 == .emptyDocument }.count == 1)
    #expect(reading.doubts.isEmpty)
  }

  @Test func `the inventory makes no difference`() {
    #expect(read("{}", nics: nil).outcome == .unknown)
    #expect(read("{}", nics: []).outcome == .unknown)
  }

  @Test func `links without networks say something`() throws {
    let reading = read(#"{"links":[\#(phy())]}"#)
    #expect(try reading.names() == ["ens1"])
    #expect(!reading.codes.contains(.emptyDocument))
  }

  @Test func `a missing services list is nothing to speak of`() {
    #expect(read(#"{"links":[\#(phy())],"networks":[\#(static4())]}"#).findings.isEmpty)
    #expect(read(#"{"links":[\#(phy())],"networks":[\#(static4())],"services":null}"#).findings.isEmpty)
  }

  @Test func `networks without links are an error, not silence`() throws {
    let reading = read(#"{"networks":[\#(static4())]}"#)
    #expect(reading.errors == [.networkDangling])
    #expect(try reading.plan().links.isEmpty)
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

struct FindingTests {
  private let path = DocumentPath.root["networks"][1]["netmask"]

  @Test func `a finding is one line with file, place, severity, path, message, hint and code`() {
    let place = Finding.Place(line: 14, column: 20)
    let finding = Finding(.netmaskIsPrefix, at: path, place: place, "it is a length", hint: "write a mask")
    #expect(
      finding.line(file: "network_data.json")
        == "network_data.json:14:20: warning: networks[1].netmask: it is a length; write a mask [netmask-is-prefix]")
  }

  @Test func `what is unknown is left out`() {
    #expect(Finding(.notJSON, at: .root, "no").line(file: "-") == "-: error: no [not-json]")
    #expect(Finding(.unknownKey, at: path, "no").line(file: "f") == "f: note: networks[1].netmask: no [unknown-key]")
  }

  @Test func `codes are kebab-case words`() {
    for text in Finding.Code.allCases.map(\.rawValue) {
      let isKebab = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
      #expect(isKebab && !text.hasPrefix("-") && !text.hasSuffix("-") && !text.contains("--"), "\(text)")
    }
  }

  /// What is lost is an error, what is changed a warning, what is passed over a note.
  @Test(
    arguments: [
      (.emptyDocument, .note), (.nicMissing, .warning), (.netmaskConflict, .warning), (.netmaskInvalid, .error),
      (.netmaskMissing, .warning), (.addressIgnored, .note), (.routesIgnored, .note), (.routeGatewayMissing, .warning),
      (.vlanMTUAboveParent, .warning), (.mtuTooSmallForIPv6, .warning), (.serviceNotDNS, .note),
      (.bondMode8021ad, .warning),
      (.bondModeMissing, .warning), (.networkOnMember, .error), (.macDuplicate, .warning), (.networkDangling, .error),
      (.linkDangling, .error), (.linkLoop, .error), (.unknownKey, .note), (.wrongType, .error), (.notJSON, .error),
      (.tooLarge, .error), (.tooDeep, .error), (.tooManyLinks, .error), (.namesAssumed, .note),
      (.netmaskIsPrefix, .warning),
      (.unsupportedNameServers, .warning),
    ] as [(Finding.Code, Finding.Severity)])
  func `severities are those of the rules`(code: Finding.Code, severity: Finding.Severity) {
    #expect(code.severity == severity)
    #expect(Finding(code, at: .root, "").severity == severity)
  }

  @Test func `a path is written with dots and brackets`() {
    #expect(DocumentPath.root.description == "")
    #expect(DocumentPath.root["links"].description == "links")
    #expect(DocumentPath.root["networks"][1]["routes"][0]["gateway"].description == "networks[1].routes[0].gateway")
    #expect(DocumentPath(steps: [.key("a"), .index(2)]) == .root["a"][2])
  }

  /// A right-to-left override, line and paragraph separators, a zero-width space, a byte order mark, a tag, a surrogate's
  /// neighbour of private use: a terminal or a log would show something else than what is there.
  @Test(arguments: [
    "\u{202e}", "\u{2028}", "\u{2029}", "\u{200b}", "\u{feff}", "\u{e0041}", "\u{e000}", "\u{ad}", "\u{9b}",
  ])
  func `characters that are not seen are written out`(character: String) throws {
    let code = String(try #require(character.unicodeScalars.first).value, radix: 16)
    #expect(DocumentPath.root["a\(character)b"].description == "a\\u{\(code)}b")
  }

  @Test func `characters that are seen stay as they are`() {
    #expect(DocumentPath.root["Zürich 東京 😀 é"].description == "Zürich 東京 😀 é")
  }

  @Test func `a path shows no control character of a key`() {
    let text = DocumentPath.root["a\n\u{1b}[31mb\u{85}"].description
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f..<0xa0).contains($0.value) })
    #expect(DocumentPath.root[String(repeating: "k", count: 5000)].description.count < 200)
  }

  @Test func `places order as one reads`() {
    let places = [(2, 1), (1, 9), (1, 2)].map { Finding.Place(line: $0.0, column: $0.1) }
    #expect(places.sorted().map(\.column) == [2, 9, 1])
  }
}

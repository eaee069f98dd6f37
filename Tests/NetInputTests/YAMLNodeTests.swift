// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Randomness
import Testing

@Suite("YAML as a tree")
struct YAMLNodeTests {
  private func read(_ text: String) throws -> YAMLNode { try #require(try YAMLNode.read(Array(text.utf8))) }

  private func fault(_ text: String) -> YAMLFault? {
    do throws(YAMLFault) {
      _ = try YAMLNode.read(Array(text.utf8))
      return nil
    } catch {
      return error
    }
  }

  @Test func `mappings keep their order, and everything has its place`() throws {
    let node = try read("b: 1\na:\n  - x\n  - {c: [y, 'z']}\n")
    let entries = try #require(node.entries)
    #expect(entries.map(\.key) == ["b", "a"])
    #expect(entries[1].place == Finding.Place(line: 2, column: 1))
    let elements = try #require(node["a"]?.elements)
    #expect(elements[0].text == "x")
    #expect(elements[0].place == Finding.Place(line: 3, column: 5))
    let last = try #require(elements[1]["c"]?.elements?.last)
    #expect(last.text == "z")
    #expect(last.place == Finding.Place(line: 4, column: 13))
  }

  @Test(arguments: [
    ("a", true), ("'a'", false), ("\"a\"", false), ("|\n  a", false), ("!!str a", false), ("! a", false),
    ("!!int a", true),
  ])
  func `a scalar is plain where it may be other than a text`(text: String, isPlain: Bool) throws {
    let value = try #require(try read("k: \(text)\n")["k"]?.value)
    #expect(value == .scalar(text.hasPrefix("|") ? "a\n" : "a", isPlain: isPlain))
  }

  @Test(arguments: ["", "~", "null", "NULL"])
  func `null is plain`(text: String) throws {
    #expect(try read("k: \(text)\n")["k"]?.isNull == true)
    #expect(try read("k: '\(text)'\n")["k"]?.isNull == false)
  }

  @Test(arguments: ["", "\n", "# nothing\n", "---\n...\n"])
  func `a text without a value`(text: String) throws {
    #expect(try YAMLNode.read(Array(text.utf8)).map(\.isNull) ?? true)
  }

  @Test func `JSON is YAML, a byte order mark is passed over, and the last of two keys counts`() throws {
    #expect(try read(#"{"a": {"b": [1, "2"]}}"#)["a"]?["b"]?.elements?.map(\.text) == ["1", "2"])
    #expect(try read("\u{feff}a: 1\n")["a"]?.text == "1")
    #expect(try read("a: 1\na: 2\n")["a"]?.text == "2")
  }

  @Test func `an alias stands for its anchor's value`() throws {
    let node = try read("x: &it {k: v}\ny: *it\nz: [*it, *it]\n")
    #expect(node["y"]?["k"]?.text == "v")
    #expect(node["z"]?.elements?.count == 2)
  }

  /// The place is where `▸` stands, which is not part of the text.
  @Test(arguments: [
    "a: 1\n▸  b: 2\n", "a: [1, 2\n▸", "a: ▸'x", "a: b▸: c\n", "a: *▸it\n", "a: &it [*▸it]\n", "a:\n\t▸b: 1\n",
    "▸? [x]\n: y\n", "{▸[x]: y}", "a: 1\n▸--- \nb: 2\n", "a: ▸!thing x\n", "a: ▸!!python/object:os.system x\n",
    "a: ▸\u{1}\n", "a: ▸%x\n",
  ])
  func `an error says where`(marked: String) throws {
    let (text, place) = try unmarked(marked)
    let found = try #require(self.fault(text))
    #expect(found.code == .notYAML)
    #expect(found.place.line == place.line, "\(found)")
    #expect(found.finding.severity == .error)
  }

  @Test func `bytes that are no UTF-8 are refused where they stand`() {
    #expect {
      _ = try YAMLNode.read(Array("a: 1\nb: ".utf8) + [0xff, 0x0a])
    } throws: { error in
      (error as? YAMLFault)?.place == Finding.Place(line: 2, column: 4)
    }
  }

  @Test func `nesting is bounded, by aliases too`() {
    let deepest = YAMLNode.deepestNesting
    #expect(fault(String(repeating: "[", count: deepest) + String(repeating: "]", count: deepest)) == nil)
    #expect(fault(String(repeating: "[", count: deepest + 2))?.code == .tooDeep)
    #expect(fault(String(repeating: "[", count: 1_000_000)) != nil)
    #expect(fault(String(repeating: "{a: ", count: 1_000_000)) != nil)
    #expect(fault(String(repeating: "- ", count: 1_000_000)) != nil)
    #expect(fault((0..<5000).map { String(repeating: " ", count: $0) + "a:\n" }.joined())?.code == .tooDeep)
    let steps = (1...100).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()
    #expect(fault("a0: &a0 x\n" + steps)?.code == .tooDeep)
  }

  @Test func `a billion laughs are refused`() {
    let steps = (1...9).map { step in
      "a\(step): &a\(step) [" + Array(repeating: "*a\(step - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    #expect(fault("a0: &a0 lol\n" + steps.joined())?.code == .tooLarge)
  }

  @Test func `values and bytes are counted`() {
    #expect(fault(String(repeating: "- \n", count: YAMLNode.mostValues + 1))?.code == .tooLarge)
    #expect(fault(String(repeating: "#", count: YAMLNode.largestSize + 1))?.code == .tooLarge)
  }

  @Test(.timeLimit(.minutes(2))) func `random and damaged bytes never crash`() {
    var random = SeededRandom(seed: 7)
    let sample = Array("network:\n  config: &x [a, 'b', {c: *x}]\n  v: |\n    t\n? k\n: !!str v\n--- \n".utf8)
    let signs = Array("[]{}&*!|>'\"%@`-?:, \n\t#\\\u{0}".utf8) + [0xff, 0xc3, 0x85]
    for round in 0..<3000 {
      var bytes = round % 2 == 0 ? sample : (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        bytes.insert(signs.randomElement(using: &random) ?? 0, at: Int.random(in: bytes.indices, using: &random))
      }
      do throws(YAMLFault) {
        _ = try YAMLNode.read(bytes)
      } catch {
        #expect(error.finding.line(file: "-").unicodeScalars.allSatisfy { $0.value >= 0x20 }, "\(bytes)")
      }
    }
  }
}

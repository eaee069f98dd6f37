// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoldenCases
import Meaning
import NetModel
import Renderers
import Testing

/// docs/renderers.md is made of what each renderer's `unsupported` says of one plan for each feature; `RECORD=1` makes it
/// anew, and fails.
@Suite struct RenderersPageTests {
  private static let page = GoldenCase.package.appending(path: "docs/renderers.md")

  @Test func `the page tells of every feature what each renderer says`() throws {
    let text = try Self.text()
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(text.utf8).write(to: Self.page)
      Issue.record("docs/renderers.md has been written anew; read it")
    }
    let recorded = try? String(contentsOf: Self.page, encoding: .utf8)
    let difference = RecordedText.difference(recorded, text, path: "docs/renderers.md")
    #expect(difference.isEmpty, "\(difference)")
  }

  @Test(arguments: RendererTable.names)
  func `a feature comes back from the files wherever the page says yes, and elsewhere but for what it tells`(
    name: String
  ) throws {
    let renderer = try #require(RendererTable.renderer(named: name)).init()
    for feature in try Feature.all() {
      let findings = renderer.unsupported(feature.plan)
      for reading in try readings(of: renderer.render(feature.plan), renderer: name) {
        let lost = reading.differences(from: feature.plan, unsupported: findings)
        #expect(lost.isEmpty, "\(feature.name): \(lost)")
      }
    }
  }

  @Test func `every bond option is a feature, with a value that is not the kernel's default`() throws {
    let features = try Feature.all()
    for option in BondOption.allCases {
      let feature = try #require(features.first { $0.name == "bond option `\(option.rawValue)`" }, "\(option)")
      let bond = try #require(feature.plan.links.compactMap(\.asBond).first)
      #expect(bond.options[option].map { $0 != option.kernelDefault } ?? false, "\(option)")
      #expect(option.applies(in: bond.mode), "\(option)")
    }
  }

  private static func text() throws -> String {
    var notes: [String] = []
    let names = RendererTable.names
    var rows = ""
    for feature in try Feature.all() {
      let cells = RendererTable.all.map { type -> String in
        let messages = type.init().unsupported(feature.plan).map { $0.message.dropFirst("\(type.name): ".count) }
        guard !messages.isEmpty else { return "yes" }
        return messages.map { message in
          let note = "`\(type.name)`: \(message)."
          if !notes.contains(note) { notes.append(note) }
          return "[\((notes.firstIndex(of: note) ?? 0) + 1)]"
        }.joined(separator: " ")
      }
      rows += "| \(feature.name) | \(cells.joined(separator: " | ")) |\n"
    }
    let head = """
      # What each renderer can say

      Each row is a plan that was rendered in every format; a number is what the renderer says of it as a finding, below. Nothing
      that a format cannot say is lost in silence. `make test` holds this page against the renderers.

      SLAAC, stateless and stateful DHCPv6 come out as the document says where the router's M and O flags say the same, as
      neutron's do. Where they differ, `eni`, initscripts and `networkd` keep to the document; netplan and NetworkManager follow
      the router.

      | | \(names.map { "`\($0)`" }.joined(separator: " | ")) |
      |---|\(names.map { _ in "---" }.joined(separator: "|"))|

      """
    return head + rows + "\n" + notes.enumerated().map { "\($0 + 1). \($1)\n" }.joined()
  }
}

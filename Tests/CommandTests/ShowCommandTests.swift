// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct ShowCommandTests {
  private static let bond = Program.document("vlans-on-a-bond")
  private static let routes = Program.document("two-nics-with-default-routes-get-metrics")

  @Test func `the tree has VLANs and members below their bond`() throws {
    let run = try Program.run("show", Self.bond)
    #expect(run.status == 0)
    let heads = run.output.split(separator: "\n").filter { $0.contains(": ") }
    #expect(heads.first?.hasPrefix("bond0: bond ") ?? false)
    #expect(heads.contains { $0.hasPrefix("  eth0: NIC ") })
    #expect(heads.contains { $0.hasPrefix("  bond0.") && $0.contains(": VLAN ") })
    #expect(heads.count == 1 + heads.count { $0.hasPrefix("  ") })
  }

  @Test func `addresses, routes with metrics and DNS stand at their link`() throws {
    let run = try Program.run("show", Self.routes)
    #expect(run.output.contains(/\n  address  192\.0\.\d+\.\d+\/24\n/))
    #expect(run.output.contains(/\n  route    default via [0-9.]+ metric 100\n/))
    #expect(run.output.contains(" metric 200\n"))
  }

  @Test func `json has the plan and the findings`() throws {
    let run = try Program.run("show", "--format", "json", Self.bond)
    #expect(run.status == 0)
    #expect(run.complaints.isEmpty)
    #expect(Set(run.json.keys) == ["source", "complete", "links", "findings"])
    let links = try #require(run.json["links"] as? [[String: Any]])
    let bond = try #require(links.first { $0["kind"] as? String == "bond" })
    #expect((bond["members"] as? [String])?.first == "eth0")
    let vlan = try #require(links.first { $0["kind"] as? String == "vlan" })
    #expect(vlan["parent"] as? String == "bond0")
  }

  @Test(arguments: ["dot", "svg"]) func `drawings have every link, and a line to each that it stands on`(
    format: String
  ) throws {
    let drawing = try Program.run("show", "--format", format, Self.bond)
    #expect(drawing.status == 0)
    let json = try Program.run("show", "--format=json", Self.bond).json["links"] as? [[String: Any]]
    let links = try #require(json)
    for link in links { #expect(drawing.output.contains("\(link["name"] as? String ?? "?"): ")) }
    let edges = links.reduce(0) { $0 + (($1["members"] as? [String])?.count ?? ($1["parent"] == nil ? 0 : 1)) }
    #expect(edges > 2)
    #expect(drawing.output.split(separator: format == "dot" ? "->" : "<path ").count == edges + 1)
    if format == "svg" { _ = try XMLCheck.balanced(drawing.output) }
  }

  @Test func `a document of which nothing is left shows nothing and fails`() throws {
    let run = try Program.run("show", "--nic", "eth0=fa:16:3e:ff:ff:ff", Self.routes)
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.complaints.contains("[nothing-left]"))
  }
}

/// A look at XML without a parser: every element ends.
private enum XMLCheck {
  struct Unbalanced: Error {}

  static func balanced(_ text: String) throws -> Bool {
    let open = text.matches(of: /<[a-z]+[^>]*[^\/]>/).count
    guard open == text.matches(of: /<\/[a-z]+>/).count else { throw Unbalanced() }
    return true
  }
}

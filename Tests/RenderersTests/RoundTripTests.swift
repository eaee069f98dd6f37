// SPDX-License-Identifier: Apache-2.0

import GoldenCases
import Meaning
import NetModel
import Renderers
import Testing

/// What a renderer writes, read back as its consumers read it, is what the plan means.
@Suite("Round trips") struct RoundTripTests {
  /// How many generated plans each renderer is tried with.
  static let seeds: Range<UInt64> = 1..<601

  @Test("generated plans come back", arguments: RendererTable.names)
  func generatedPlans(name: String) throws {
    let renderer = try #require(RendererTable.renderer(named: name)).init()
    let problems = Self.seeds.flatMap { seed in
      Self.problems(of: PlanGenerator.plan(seed: seed), renderer, name: name).map { "seed \(seed): \($0)" }
    }
    // A fault of a renderer shows in many plans; a few of them tell enough.
    if !problems.isEmpty {
      Issue.record("\(problems.count) problems:\n\(problems.prefix(40).joined(separator: "\n"))")
    }
  }

  @Test("plans of the golden documents come back", arguments: RendererTable.names)
  func goldenPlans(name: String) throws {
    let renderer = try #require(RendererTable.renderer(named: name)).init()
    let problems = GoldenCase.all.flatMap { golden in
      golden.plan.map { Self.problems(of: $0, renderer, name: name).map { "\(golden.name): \($0)" } } ?? []
    }
    if !problems.isEmpty { Issue.record("\(problems.count) problems:\n\(problems.joined(separator: "\n"))") }
  }

  /// A dictionary's own order depends on how it was filled, and differs from one process to the next.
  @Test("equal plans give the same bytes, in whatever order their values came", arguments: RendererTable.names)
  func deterministic(name: String) throws {
    let renderer = try #require(RendererTable.renderer(named: name)).init()
    for seed in Self.seeds.prefix(200) {
      let plan = PlanGenerator.plan(seed: seed)
      let other = NetworkPlan(
        links: plan.links.reversed().map(Self.refilled), isComplete: plan.isComplete, source: plan.source)
      #expect(other == plan)
      #expect(renderer.render(other) == renderer.render(plan), "seed \(seed)")
    }
  }

  /// The link with the options of its bond in a dictionary that is filled anew, and larger.
  private static func refilled(_ link: Link) -> Link {
    guard var bond = link.asBond else { return link }
    var options: [BondOption: String] = Dictionary(minimumCapacity: 200)
    for (option, value) in bond.orderedOptions.reversed() { options[option] = value }
    bond.options = options
    var link = link
    link.kind = .bond(bond)
    return link
  }

  @Test("files are in the order of their paths", arguments: RendererTable.names)
  func sorted(name: String) throws {
    let renderer = try #require(RendererTable.renderer(named: name)).init()
    for seed in Self.seeds.prefix(50) {
      let paths = renderer.render(PlanGenerator.plan(seed: seed)).map(\.path)
      #expect(paths == paths.sorted(), "seed \(seed)")
    }
  }

  /// What is wrong with a renderer's files for a plan.
  static func problems(of plan: NetworkPlan, _ renderer: any Renderer, name: String) -> [String] {
    let files = renderer.render(plan)
    let findings = renderer.unsupported(plan)
    do {
      return try readings(of: files, renderer: name).flatMap { $0.differences(from: plan, unsupported: findings) }
    } catch {
      return ["\(error)"]
    }
  }
}

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

  @Test("the same plan gives the same bytes", arguments: RendererTable.names)
  func deterministic(name: String) throws {
    let renderer = try #require(RendererTable.renderer(named: name)).init()
    for seed in Self.seeds.prefix(50) {
      #expect(renderer.render(PlanGenerator.plan(seed: seed)) == renderer.render(PlanGenerator.plan(seed: seed)))
    }
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

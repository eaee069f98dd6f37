// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoldenCases
import Meaning
import NetModel
import Renderers
import Testing

/// A plan with what one renderer makes of it.
struct ConsumerCase: Sendable, CustomTestStringConvertible {
  let name: String
  let plan: NetworkPlan
  let files: [RenderedFile]
  /// What the renderer says that it cannot say.
  let findings: [Finding]

  var testDescription: String { name }

  init(_ name: String, _ plan: NetworkPlan, _ renderer: any Renderer) {
    self.name = name
    self.plan = plan
    files = renderer.render(plan)
    findings = renderer.unsupported(plan)
  }

  /// The golden cases that have a plan, through one renderer.
  static func golden(_ renderer: any Renderer) -> [ConsumerCase] {
    GoldenCase.all.compactMap { golden in
      golden.plan.flatMap { $0.links.isEmpty ? nil : ConsumerCase(golden.name, $0, renderer) }
    }
  }

  /// Generated plans, through one renderer.
  static func generated(_ seeds: Range<UInt64>, _ renderer: any Renderer) -> [ConsumerCase] {
    seeds.map { ConsumerCase("seed \($0)", PlanGenerator.plan(seed: $0), renderer) }
  }

  /// The names of NICs once udev has renamed them.
  var nics: [String] { plan.links.filter { $0.nic != nil }.map(\.name.text) }

  /// What a reading has that the plan does not mean.
  func differences(of reading: Reading) -> [String] { reading.differences(from: plan, unsupported: findings) }
}

/// A golden case with something broken in its files, to see that somebody objects.
struct Sabotage: Sendable, CustomTestStringConvertible {
  let name: String
  private let replacements: [(old: String, new: String)]
  /// What the objection must say.
  let objection: String

  /// Breaks every place where a text stands.
  init(_ name: String, _ old: String, _ new: String, objection: String) {
    self.name = name
    replacements = [(old, new)]
    self.objection = objection
  }

  var testDescription: String { "\(name): \(replacements.map(\.new).joined())" }

  /// The case with the text replaced in its files.
  func broken(_ renderer: any Renderer) throws -> (sound: ConsumerCase, files: [RenderedFile]) {
    let sound = try #require(ConsumerCase.golden(renderer).first { $0.name == name }, "no case \(name)")
    let files = sound.files.map { file in
      let text = replacements.reduce(file.contents) { $0.replacing($1.old, with: $1.new) }
      return RenderedFile(path: file.path, mode: file.mode, contents: text)
    }
    try #require(files != sound.files, "\(name) has nothing to break")
    return (sound, files)
  }

  /// What is said of the broken files: the consumer's own words, or the differences.
  func objections(_ renderer: any Renderer, _ differences: (ConsumerCase, [RenderedFile]) throws -> [String]) throws
    -> String
  {
    let (sound, files) = try broken(renderer)
    do {
      return try differences(sound, files).joined(separator: "\n")
    } catch let error as ConsumerError {
      return error.description
    } catch let error as MeaningError {
      return error.description
    }
  }
}

// The golden cases that are broken.
let staticCase = "static-dual-stack-on-one-nic"
let twoGateways = "two-nics-with-default-routes-get-metrics"
let vlansOnABond = "vlans-on-a-bond"
let activeBackup = "every-bond-option-that-active-backup-takes"
let lacp = "every-bond-option-that-lacp-takes"
let vlanByName = "a-vlan-name-is-used"
let manyServers = "dns-from-every-place-in-order"
let fallback = "an-empty-object-means-dhcp-on-every-nic"
let renamed = "a-name-renames-the-nic"

// SPDX-License-Identifier: Apache-2.0

import NetInput

/// The modules of a stage, as cloud.cfg lists them: names, `[name, frequency]`, or mappings with `name` and `frequency`.
public struct ModuleList: Sendable {
  /// A module and how often it runs here.
  public struct Entry: Sendable {
    /// The module.
    public let module: any Module.Type
    /// How often.
    public let frequency: Frequency
  }

  /// The modules that this build has, in the list's order.
  public private(set) var entries: [Entry] = []
  /// What of the list cannot be used.
  public private(set) var warnings: [String] = []
  /// Names that cloud-init knows and this build does not.
  public private(set) var skipped: [String] = []

  /// Reads the list of a stage; without one the stage has its usual modules.
  public init(of stage: Stage, settings: YAMLNode) {
    guard let list = settings[path: stage.listKey] else {
      entries = ModuleTable.defaults(of: stage).compactMap(ModuleTable.module).map {
        Entry(module: $0, frequency: $0.frequency)
      }
      return
    }
    guard let elements = list.elements else {
      warnings.append("\(stage.listKey) is to be a list of modules; none of the stage's modules runs")
      return
    }
    for element in elements { add(element, stage) }
  }

  private mutating func add(_ element: YAMLNode, _ stage: Stage) {
    if element.isNull { return }
    let parts = element.entries.map { _ in [element["name"], element["frequency"]] } ?? element.elements ?? [element]
    let words = parts.map { $0?.text?.trimmed ?? "" }
    guard let name = words.first, !name.isEmpty else {
      warnings.append("\(stage.listKey) has an entry that is no name at line \(element.place.line)")
      return
    }
    guard let module = ModuleTable.module(named: name) else {
      skipped.append(name)
      return
    }
    var frequency = module.frequency
    if words.count > 1, !words[1].isEmpty {
      if let given = Frequency(words[1]) {
        frequency = given
      } else {
        let known = Frequency.allCases.map(\.rawValue).joined(separator: ", ")
        warnings.append("\(stage.listKey): \(name): \"\(words[1])\" is no frequency; there are \(known)")
      }
    }
    entries.append(Entry(module: module, frequency: frequency))
  }
}

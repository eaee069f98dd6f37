// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Gives every link the name of its interface.
///
/// An id is an identifier of OpenStack (up to 49 characters, with spaces, slashes or a MAC address in it), never a
/// name.
struct LinkNaming {
  /// The interface name of each link, by the link's place.
  private(set) var names: [InterfaceName?]
  private var taken: Set<InterfaceName>
  /// For each beginning of a name, the least number that may still be free.
  private var nextNumbers: [String: Int] = [:]

  init(_ graph: LinkGraph, nics: [NIC?], inventory: [NIC], log: inout FindingLog) {
    names = Array(repeating: nil, count: graph.drafts.count)
    taken = Set(inventory.map(\.name)).union(nics.compactMap { $0?.name })
    namePhysical(graph, nics: nics, log: &log)
    nameBonds(graph, log: &log)
    for index in graph.dependenciesFirst {
      guard let draft = graph.drafts[index], case .vlan(let parentID, let id) = draft.kind,
        let parent = graph.indices[parentID].flatMap({ names[$0] })
      else { continue }
      names[index] = requested(draft, log: &log) ?? vlanName(id: id, parent: parent, draft: draft, log: &log)
    }
  }

  private mutating func namePhysical(_ graph: LinkGraph, nics: [NIC?], log: inout FindingLog) {
    var wanted = names
    var claimed: Set<InterfaceName> = []
    let asking = graph.present.filter { nics[$0.index] != nil && $0.draft.requestedName != nil }
    // A link whose NIC has the name already keeps it before all that would be renamed.
    let holds = { (index: Int, draft: LinkDraft) in nics[index]?.name == draft.requestedName }
    for (index, draft) in asking.filter(holds) + asking.filter({ !holds($0, $1) }) {
      guard let name = draft.requestedName else { continue }
      if claimed.insert(name).inserted { wanted[index] = name } else { refuse(name, of: draft, log: &log) }
    }
    // A name is free if its present holder is renamed too; refusing one rename may make another impossible.
    guard !claimed.isEmpty else { return settle(nics.map { $0?.name }) }
    let holder = Dictionary(
      nics.enumerated().compactMap { index, nic in nic.map { ($0.name, index) } },
      uniquingKeysWith: { first, _ in first })
    var isSettled = false
    while !isSettled {
      isSettled = true
      for (index, name) in wanted.enumerated() {
        guard let name, nics[index]?.name != name, taken.contains(name) else { continue }
        if let other = holder[name], let next = wanted[other], next != name { continue }
        wanted[index] = nil
        isSettled = false
        if let draft = graph.drafts[index] { refuse(name, of: draft, log: &log) }
      }
    }
    settle(zip(wanted, nics).map { $0 ?? $1?.name })
  }

  private mutating func settle(_ names: [InterfaceName?]) {
    self.names = names
    for case let name? in names { taken.insert(name) }
  }

  private mutating func nameBonds(_ graph: LinkGraph, log: inout FindingLog) {
    let bonds = graph.present.filter { if case .bond = $0.draft.kind { true } else { false } }
    // Names that the document gives come first, so that a number is never handed out before its owner is met.
    for (index, draft) in bonds {
      names[index] = requested(draft, log: &log) ?? draft.idAsBondName.flatMap { taken.insert($0).inserted ? $0 : nil }
    }
    for (index, _) in bonds where names[index] == nil {
      names[index] = firstFree("bond", from: 0)
    }
  }

  private mutating func requested(_ draft: LinkDraft, log: inout FindingLog) -> InterfaceName? {
    guard let name = draft.requestedName else { return nil }
    if taken.insert(name).inserted { return name }
    refuse(name, of: draft, log: &log)
    return nil
  }

  private func refuse(_ name: InterfaceName, of draft: LinkDraft, log: inout FindingLog) {
    log.add(
      .nameTaken, at: draft.path["name"], "\(name) is the name of another interface; this link gets another",
      hint: "names must differ")
  }

  private mutating func vlanName(
    id: VLANID, parent: InterfaceName, draft: LinkDraft, log: inout FindingLog
  ) -> InterfaceName? {
    if let name = InterfaceName("\(parent).\(id)"), taken.insert(name).inserted { return name }
    let short = InterfaceName("vlan\(id)").flatMap { taken.insert($0).inserted ? $0 : nil }
    guard let name = short ?? firstFree("vlan\(id)-", from: 1) else { return nil }
    log.add(
      .vlanNameLong, at: draft.path, "\(parent).\(id) is too long for an interface name or taken; the VLAN is \(name)",
      hint: "set \"name\" to choose another")
    return name
  }

  private mutating func firstFree(_ prefix: String, from start: Int) -> InterfaceName? {
    var number = nextNumbers[prefix] ?? start
    // Names are never given back, so that the search goes on where it ended.
    defer { nextNumbers[prefix] = number }
    while let name = InterfaceName("\(prefix)\(number)") {
      number += 1
      if taken.insert(name).inserted { return name }
    }
    return nil
  }
}

extension LinkDraft {
  /// The id, where it reads `bond<N>`.
  fileprivate var idAsBondName: InterfaceName? {
    let digits = id.utf8.dropFirst(4)
    return id.hasPrefix("bond") && !digits.isEmpty && digits.allSatisfy(\.isDigit) ? InterfaceName(id) : nil
  }
}

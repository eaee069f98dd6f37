// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The links by id, with every reference resolved; links that cannot stand are gone.
struct LinkGraph {
  /// The links of the document by place; those that were left out are nil.
  private(set) var drafts: [LinkDraft?]
  /// The place of each id, of links left out too.
  let indices: [String: Int]
  /// The bond of each member, by place.
  private(set) var bondOf: [Int?]

  init(_ drafts: [LinkDraft], log: inout FindingLog) {
    self.drafts = drafts
    bondOf = Array(repeating: nil, count: drafts.count)
    let indices = Dictionary(uniqueKeysWithValues: drafts.enumerated().map { ($1.id, $0) })
    self.indices = indices
    dependencies = drafts.map { draft in draft.dependencies.compactMap { indices[$0] } }
    for (index, draft) in drafts.enumerated() { if case .unusable = draft.kind { drop(index) } }
    dropLoops(&log)
    dropDangling(&log)
    joinMembers(&log)
  }

  /// The links that are still there, in the document's order.
  var present: [(index: Int, draft: LinkDraft)] {
    drafts.enumerated().compactMap { index, draft in draft.map { (index, $0) } }
  }

  /// The places of the links that each link is made of.
  private let dependencies: [[Int]]

  /// The places of the links that a link is made of, as far as they are there.
  func dependencies(of index: Int) -> [Int] { dependencies[index].filter { drafts[$0] != nil } }

  /// Leaves a link out.
  mutating func drop(_ index: Int) { drafts[index] = nil }

  /// The links in an order in which each comes after those it is made of.
  var dependenciesFirst: [Int] {
    var order: [Int] = []
    var seen = Array(repeating: false, count: drafts.count)
    for (index, _) in present where !seen[index] {
      // Depth-first without recursion: a chain of VLANs may be as long as the document.
      var stack = [index]
      while let top = stack.last {
        let next = seen[top] ? [] : dependencies(of: top).filter { !seen[$0] }
        if next.isEmpty {
          if !seen[top] { order.append(top) }
          seen[top] = true
          stack.removeLast()
        } else {
          stack += next
        }
      }
    }
    return order
  }

  private mutating func dropLoops(_ log: inout FindingLog) {
    // What neither ends at a link that stands by itself nor begins at one that carries nothing is in a loop.
    let leading = Self.withoutLeaves(dependencies, among: Array(repeating: true, count: drafts.count))
    guard leading.contains(true) else { return }
    let looping = Self.withoutLeaves(Self.reversed(dependencies), among: leading)
    for index in drafts.indices where looping[index] {
      guard let draft = drafts[index] else { continue }
      log.add(
        .linkLoop, at: draft.path, "link \"\(draft.id.printable)\" is made of itself, by way of others; it is left out",
        hint: "a VLAN stands on another link, a bond on NICs")
      drop(index)
    }
  }

  /// Which nodes are left when those without edges are taken away, again and again.
  private static func withoutLeaves(_ edges: [[Int]], among nodes: [Bool]) -> [Bool] {
    var isLeft = nodes
    var degrees = edges.map { targets in targets.count { nodes[$0] } }
    let incoming = reversed(edges)
    var leaves = degrees.indices.filter { isLeft[$0] && degrees[$0] == 0 }
    while let leaf = leaves.popLast() {
      isLeft[leaf] = false
      for node in incoming[leaf] where isLeft[node] {
        degrees[node] -= 1
        if degrees[node] == 0 { leaves.append(node) }
      }
    }
    return isLeft
  }

  private static func reversed(_ edges: [[Int]]) -> [[Int]] {
    var result = Array(repeating: [Int](), count: edges.count)
    for (node, targets) in edges.enumerated() { for target in targets { result[target].append(node) } }
    return result
  }

  private mutating func dropDangling(_ log: inout FindingLog) {
    for (index, draft) in present {
      guard case .vlan(let parentID, _) = draft.kind, indices[parentID] == nil else { continue }
      log.add(
        .linkDangling, at: draft.path["vlan_link"],
        "there is no link \"\(parentID.printable)\"; VLAN \"\(draft.id.printable)\" is left out",
        hint: "vlan_link names the id of another link")
      drop(index)
    }
  }

  private mutating func joinMembers(_ log: inout FindingLog) {
    for (index, draft) in present {
      guard case .bond(let bond) = draft.kind else { continue }
      for member in bond.members {
        guard let place = indices[member.id] else {
          log.add(
            .linkDangling, at: member.path,
            "there is no link \"\(member.id.printable)\"; the bond goes without this member",
            hint: "bond_links names the ids of other links")
          continue
        }
        guard let other = drafts[place] else { continue }
        guard case .physical = other.kind else {
          log.add(
            .bondMemberInvalid, at: member.path,
            "\"\(member.id.printable)\" is not a NIC; the bond goes without this member")
          continue
        }
        if let first = bondOf[place] {
          log.add(
            .bondMemberTaken, at: member.path,
            "\"\(member.id.printable)\" is a member of \"\(drafts[first]?.id.printable ?? "")\" already; "
              + "this bond goes without it"
          )
          continue
        }
        bondOf[place] = index
      }
    }
  }
}

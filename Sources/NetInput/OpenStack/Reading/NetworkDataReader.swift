// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Gives a document its meaning: one pass over links, one over networks, one over services.
struct NetworkDataReader {
  let document: WireDocument
  let nics: [NIC]?
  private(set) var log: FindingLog

  init(document: WireDocument, nics: [NIC]?, log: FindingLog) {
    self.document = document
    self.nics = nics
    self.log = log
  }

  /// The plan; the doubts are in `log` afterwards.
  mutating func read() -> NetworkPlan {
    var graph = LinkGraph(log.readLinks(document.links), log: &log)
    let networks = log.elements(
      of: document.networks, at: .root["networks"], expected: "an object that describes a network")
    var networked = Array(repeating: false, count: graph.drafts.count)
    for index in networks.compactMap({ $0.value.link?.text.flatMap { graph.indices[$0] } }) { networked[index] = true }

    let binding = NICBinding(graph, to: nics, networked: networked, log: &log)
    dropUnbound(&graph, nics: binding.nics)
    dropDoubleVLANs(&graph)
    let naming = LinkNaming(graph, nics: binding.nics, inventory: nics ?? [], log: &log)

    var links = NetworkAssembly(graph, LinkAssembly(graph, nics: binding.nics, names: naming.names, log: &log))
    links.add(networks, log: &log)
    links.addServers(log.readServices(document.services, at: .root["services"]), log: &log)
    let (plan, findings) = NetworkPlan.settled(
      links: links.links, preference: links.preference, isComplete: binding.isComplete, source: .networkData)
    log.add(findings)
    return plan
  }

  /// Leaves out links without a NIC, bonds without members, and VLANs on either.
  private mutating func dropUnbound(_ graph: inout LinkGraph, nics: [NIC?]) {
    var hasMember = Array(repeating: false, count: graph.drafts.count)
    for index in graph.dependenciesFirst {
      guard let draft = graph.drafts[index] else { continue }
      switch draft.kind {
      case .unusable: graph.drop(index)
      case .physical:
        if nics[index] == nil { graph.drop(index) } else if let bond = graph.bondOf[index] { hasMember[bond] = true }
      case .bond:
        guard !hasMember[index] else { continue }
        log.add(
          .linkDependsOnDropped, at: draft.path,
          "bond \"\(draft.id.printable)\" has no member that is there; it is left out")
        graph.drop(index)
      case .vlan(let parentID, _):
        guard graph.dependencies(of: index).isEmpty else { continue }
        log.add(
          .linkDependsOnDropped, at: draft.path,
          "VLAN \"\(draft.id.printable)\" stands on \"\(parentID.printable)\", which is left out; so is the VLAN")
        graph.drop(index)
      }
    }
  }

  /// The kernel has one VLAN of an id on a link.
  private mutating func dropDoubleVLANs(_ graph: inout LinkGraph) {
    struct Tag: Hashable {
      let parent: Int?
      let id: VLANID
    }
    var first: [Tag: DocumentPath] = [:]
    for (index, draft) in graph.present {
      guard case .vlan(let parentID, let id) = draft.kind else { continue }
      let tag = Tag(parent: graph.indices[parentID], id: id)
      if let other = first[tag] {
        log.add(
          .vlanDuplicate, at: draft.path["vlan_id"],
          "\(other) is VLAN \(id) of \"\(parentID.printable)\" already; this one is left out",
          hint: "put the networks of both on one link")
        graph.drop(index)
      } else {
        first[tag] = draft.path
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Makes links of drafts, NICs and names; what networks give them comes later.
struct LinkAssembly {
  /// The links, in the document's order.
  private(set) var links: [Link] = []
  /// The place among `links` of each draft.
  private(set) var places: [Int?]

  init(_ graph: LinkGraph, nics: [NIC?], names: [InterfaceName?], log: inout FindingLog) {
    places = Array(repeating: nil, count: graph.drafts.count)
    for (index, draft) in graph.present {
      guard let name = names[index], let kind = Self.kind(of: draft, index, graph, nics, names, &log) else { continue }
      var link = Link(name: name, kind: kind, path: draft.path)
      link.mtu = draft.mtu
      link.bond = graph.bondOf[index].flatMap { names[$0] }
      if case .physical = kind {
        link.hasRequestedName = draft.requestedName == name
      } else {
        link.macAddress = Self.settable(draft, log: &log)
      }
      places[index] = links.count
      links.append(link)
    }
  }

  private static func kind(
    of draft: LinkDraft, _ index: Int, _ graph: LinkGraph, _ nics: [NIC?], _ names: [InterfaceName?],
    _ log: inout FindingLog
  ) -> Link.Kind? {
    switch draft.kind {
    case .unusable: return nil
    case .physical:
      return nics[index].map { .physical($0) }
    case .vlan(let parentID, let id):
      return graph.indices[parentID].flatMap { names[$0] }.map { .vlan(VLAN(parent: $0, id: id)) }
    case .bond(let bond):
      var options = bond.options
      let members = bond.members.filter { graph.indices[$0.id].flatMap { graph.bondOf[$0] } == index }
      let named = members.compactMap { member in
        graph.indices[member.id].flatMap { names[$0] }.map { (id: member.id, name: $0) }
      }
      if let primary = bond.primary {
        let member = named.first { $0.id == primary.text || $0.name.text == primary.text }
        options[.primary] = member?.name.text
        if member == nil {
          log.add(
            .bondMemberMissing, at: primary.path,
            "\"\(primary.text.printable)\" is no member of the bond that is there; the bond goes without a primary",
            hint: "name the id of one of bond_links")
        }
      }
      return .bond(Bond(mode: bond.mode, options: options, members: named.map(\.name)))
    }
  }

  private static func settable(_ draft: LinkDraft, log: inout FindingLog) -> MACAddress? {
    guard let mac = draft.macAddress, !mac.isSettable else { return draft.macAddress }
    log.add(
      .macInvalid, at: draft.path, "a bond or VLAN cannot have the address \(mac); it is ignored",
      hint: "six octets are expected, the first of them even")
    return nil
  }
}

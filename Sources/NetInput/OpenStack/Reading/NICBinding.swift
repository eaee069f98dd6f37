// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Finds the NIC of every physical link.
struct NICBinding {
  /// The NIC of each physical link, by the link's place.
  private(set) var nics: [NIC?]
  /// Whether every physical link has one.
  private(set) var isComplete = true

  /// Binds links to NICs by MAC address, and links without one by name.
  ///
  /// - Parameter networked: Whether a network names each link: of two links with one MAC, such a one is the NIC.
  init(_ graph: LinkGraph, to inventory: [NIC]?, networked: [Bool], log: inout FindingLog) {
    nics = Array(repeating: nil, count: graph.drafts.count)
    let links = graph.present.filter { if case .physical = $0.draft.kind { true } else { false } }
    let distinct = Self.withoutDuplicates(links, networked: networked, log: &log)
    if let inventory {
      bind(distinct, to: inventory.sorted { $0.name < $1.name }, log: &log)
    } else {
      assume(distinct, asked: Set(graph.present.compactMap(\.draft.requestedName)), log: &log)
    }
  }

  private typealias PhysicalLink = (index: Int, draft: LinkDraft)

  private static func withoutDuplicates(
    _ links: [PhysicalLink], networked: [Bool], log: inout FindingLog
  ) -> [PhysicalLink] {
    var chosen: [MACAddress: PhysicalLink] = [:]
    for link in links {
      guard let mac = link.draft.macAddress?.portAddress else { continue }
      if let first = chosen[mac], networked[first.index] || !networked[link.index] { continue }
      chosen[mac] = link
    }
    return links.filter { link in
      guard let mac = link.draft.macAddress?.portAddress, let owner = chosen[mac], owner.index != link.index else {
        return true
      }
      log.add(
        .macDuplicate, at: link.draft.path["ethernet_mac_address"],
        "\(mac) is the MAC address of \(owner.draft.path) too, which has the NIC; this link is left out",
        hint: "one NIC can be one link: put the networks of both on it")
      return false
    }
  }

  private mutating func bind(_ links: [PhysicalLink], to inventory: [NIC], log: inout FindingLog) {
    let byAddress = Dictionary(grouping: inventory) { $0.macAddress?.portAddress }
    var taken: Set<InterfaceName> = []
    for (index, draft) in links {
      guard let mac = draft.macAddress else { continue }
      let candidates = (byAddress[mac.portAddress] ?? []).filter { !mac.isInfiniBand || $0.macAddress == mac }
      guard let nic = candidates.first(where: { $0.name == draft.requestedName }) ?? candidates.first else {
        isComplete = false
        log.add(
          .nicMissing, at: draft.path["ethernet_mac_address"],
          "no NIC has the MAC address \(mac); link \"\(draft.id.printable)\" and what stands on it alone is left out",
          hint: inventory.inWords)
        continue
      }
      if candidates.count > 1 {
        log.add(
          .nicAmbiguous, at: draft.path["ethernet_mac_address"],
          "\(candidates.map(\.name.text).joined(separator: " and ")) have the MAC address \(mac); \(nic.name) is used")
      }
      nics[index] = nic
      taken.insert(nic.name)
    }
    bindByName(links.filter { $0.draft.macAddress == nil }, to: inventory, taken: taken, log: &log)
  }

  /// Links without a MAC address (Airship, CAPM3): the NIC of that name, else the only one that is left.
  private mutating func bindByName(
    _ links: [PhysicalLink], to inventory: [NIC], taken: Set<InterfaceName>, log: inout FindingLog
  ) {
    var free = inventory.filter { !taken.contains($0.name) }
    for (position, (index, draft)) in links.enumerated() {
      let named = free.first { $0.name == draft.requestedName } ?? free.first { $0.name.text == draft.id }
      let isLast = position == links.count - 1
      guard let nic = named ?? (isLast && free.count == 1 ? free.first : nil) else {
        isComplete = false
        log.add(
          .nicMissing, at: draft.path,
          "link \"\(draft.id.printable)\" has no MAC address, and no NIC its name; it is left out",
          hint: "add ethernet_mac_address; " + inventory.inWords)
        continue
      }
      let reason = named == nil ? "the only NIC left" : "the NIC of that name"
      log.add(
        .nicByName, at: draft.path,
        "link \"\(draft.id.printable)\" has no MAC address; \(nic.name) is used, \(reason)",
        hint: "add ethernet_mac_address")
      free.removeAll { $0.name == nic.name }
      nics[index] = nic
    }
  }

  /// Without an inventory: eth0, eth1, … in link order, but a link that asks for such a name has it, the first of several.
  private mutating func assume(_ links: [PhysicalLink], asked: Set<InterfaceName>, log: inout FindingLog) {
    guard !links.isEmpty else { return }
    var owned: Set<InterfaceName> = []
    var next = 0
    for (position, (index, draft)) in links.enumerated() {
      var name = draft.ownKernelName.flatMap { owned.insert($0).inserted ? $0 : nil }
      if name == nil {
        next = max(position, next)
        while let taken = InterfaceName("eth\(next)"), asked.contains(taken) { next += 1 }
        name = InterfaceName("eth\(next)")
        next += 1
      }
      nics[index] = name.map { NIC(name: $0, macAddress: draft.macAddress) }
    }
    log.add(
      .namesAssumed, at: .root["links"],
      "the NICs of the host are not known; they are taken to be eth0, eth1, … in link order",
      hint: "give each with --nic NAME=MAC")
  }
}

extension LinkDraft {
  /// The name that the NIC has already, where nothing tells what it is: the one asked for, if that is a kernel's own
  /// (`eth0`) or there is no MAC address to rename it by.
  fileprivate var ownKernelName: InterfaceName? {
    guard let name = requestedName else { return nil }
    return macAddress == nil || name.text.hasPrefix("eth") && name.text.utf8.dropFirst(3).allSatisfy(\.isDigit)
      ? name : nil
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Finds the NIC of every interface of the file.
///
/// Neither producer knows the guest's names: `eth<N>` is the N-th NIC of the instance. Nova tells its MAC address too,
/// as `hwaddress`; there it is not an address to set.
struct ENINICBinding {
  /// The NIC of each interface, by the interface's place.
  private(set) var nics: [NIC?]
  /// Whether every interface has one.
  private(set) var isComplete = true
  private let interfaces: [ENIInterface]
  private var taken: Set<InterfaceName> = []

  init(_ interfaces: [ENIInterface], to inventory: [NIC]?, log: inout ENILog) {
    self.interfaces = interfaces
    nics = Array(repeating: nil, count: interfaces.count)
    let distinct = withoutDuplicates(log: &log)
    if let inventory {
      bind(distinct, to: inventory.sorted { $0.name < $1.name }, log: &log)
    } else {
      for index in distinct {
        nics[index] = NIC(name: interfaces[index].name, macAddress: interfaces[index].macAddress)
      }
      guard let first = interfaces.first else { return }
      log.add(
        .namesAssumed, at: first.word, "the NICs of the host are not known; the names are taken as they stand",
        hint: "give each with --nic NAME=MAC")
    }
  }

  /// The interfaces but those whose MAC address another has too: the first that gets addresses is the NIC.
  private func withoutDuplicates(log: inout ENILog) -> [Int] {
    var owners: [MACAddress: Int] = [:]
    for (index, interface) in interfaces.enumerated() {
      guard let mac = interface.macAddress?.portAddress else { continue }
      if let first = owners[mac], interfaces[first].isConfigured || !interface.isConfigured { continue }
      owners[mac] = index
    }
    return interfaces.indices.filter { index in
      let interface = interfaces[index]
      guard let mac = interface.macAddress?.portAddress, let owner = owners[mac], owner != index else { return true }
      log.add(
        .macDuplicate, at: interface.word, in: interface.path["hwaddress"],
        "\(mac) is the MAC address of \(interfaces[owner].name) too, which has the NIC; \(interface.name) is left out")
      return false
    }
  }

  private mutating func bind(_ indices: [Int], to inventory: [NIC], log: inout ENILog) {
    for index in indices { bindByAddress(index, to: inventory, log: &log) }
    let unaddressed = indices.filter { interfaces[$0].macAddress == nil }
    for index in unaddressed {
      guard let nic = inventory.first(where: { $0.name == interfaces[index].name }) else { continue }
      // A NIC that an address has found is no other interface's as well.
      if taken.insert(nic.name).inserted { nics[index] = nic }
    }
    for index in unaddressed where nics[index] == nil { bindByOrder(index, to: inventory, log: &log) }
  }

  private mutating func bindByAddress(_ index: Int, to inventory: [NIC], log: inout ENILog) {
    let interface = interfaces[index]
    guard let mac = interface.macAddress else { return }
    let candidates = inventory.filter {
      $0.macAddress?.portAddress == mac.portAddress && (!mac.isInfiniBand || $0.macAddress == mac)
    }
    guard let nic = candidates.first(where: { $0.name == interface.name }) ?? candidates.first else {
      isComplete = false
      log.add(
        .nicMissing, at: interface.word, in: interface.path["hwaddress"],
        "no NIC has the MAC address \(mac); \(interface.name) is left out", hint: inventory.inWords)
      return
    }
    if candidates.count > 1 {
      log.add(
        .nicAmbiguous, at: interface.word, in: interface.path["hwaddress"],
        "\(candidates.map(\.name.text).joined(separator: " and ")) have the MAC address \(mac); \(nic.name) is used")
    }
    taken.insert(nic.name)
    nics[index] = nic
  }

  private mutating func bindByOrder(_ index: Int, to inventory: [NIC], log: inout ENILog) {
    let interface = interfaces[index]
    guard let number = interface.ordinal, number < inventory.count, taken.insert(inventory[number].name).inserted else {
      isComplete = false
      log.add(
        .nicMissing, at: interface.word, in: interface.path,
        "\(interface.name) has no hwaddress, and no NIC is left that has its name or place; it is left out",
        hint: inventory.inWords)
      return
    }
    nics[index] = inventory[number]
    log.add(
      .nicByOrder, at: interface.word, in: interface.path,
      "no NIC has the name \(interface.name); \(inventory[number].name) is used, which is number \(number) of the NICs",
      hint: "such files name NICs by their number; if it is another NIC, name that one \(interface.name)")
  }
}

extension ENIInterface {
  /// N of a name `eth<N>`.
  fileprivate var ordinal: Int? {
    name.text.hasPrefix("eth") ? Int(decimal: name.text.utf8.dropFirst(3), allowingLeadingZeros: false) : nil
  }
}

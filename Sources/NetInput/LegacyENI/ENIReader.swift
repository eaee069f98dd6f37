// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Gives an interfaces file its meaning: the interfaces find their NICs, then the stanzas are read in their order.
struct ENIReader {
  private let file: ENIFile
  private let nics: [NIC]?

  init(_ file: ENIFile, nics: [NIC]?) {
    self.file = file
    self.nics = nics
  }

  /// The plan.
  func plan(log: inout ENILog) -> NetworkPlan {
    let stanzas = file.stanzas.filter { stanza in
      guard let sign = stanza.signOfOtherLink else { return true }
      log.add(
        .eniStanzaUnknown, at: stanza.word, in: stanza.path,
        "\"\(sign.printable)\" makes this a bond, a bridge or a VLAN, or a part of one; this stanza is left out",
        hint: "such links are read from network_data.json")
      return false
    }
    let interfaces = interfaces(of: stanzas, log: &log)
    let binding = ENINICBinding(interfaces, to: nics, log: &log)
    var links = ENIAssembly()
    var places: [InterfaceName: Int] = [:]
    for (interface, nic) in zip(interfaces, binding.nics) {
      if let nic { places[interface.name] = links.addLink(on: nic, path: interface.path) }
    }
    links.add(stanzas.compactMap { stanza in places[stanza.name].map { (stanza, $0) } }, log: &log)
    links.addShared(file.loopback, log: &log)
    let (plan, findings) = NetworkPlan.settled(
      links: links.links, preference: links.preference, isComplete: binding.isComplete, source: .legacyENI)
    log.add(findings)
    return plan
  }

  private func interfaces(of stanzas: [ENIStanza], log: inout ENILog) -> [ENIInterface] {
    var interfaces: [ENIInterface] = []
    var indices: [InterfaceName: Int] = [:]
    for stanza in stanzas {
      let index = indices[stanza.name] ?? interfaces.count
      if index == interfaces.count {
        indices[stanza.name] = index
        interfaces.append(ENIInterface(name: stanza.name, word: stanza.word))
      }
      let mac = log.readMAC(of: stanza)
      interfaces[index].macAddress = interfaces[index].macAddress ?? mac
      if case .manual = stanza.method {} else { interfaces[index].isConfigured = true }
    }
    // Patterns (interfaces(5), "auto /eth*") match what they will.
    let hasPattern = file.started.contains { $0.hasPrefix("/") || $0.hasPrefix("--") }
    for interface in interfaces where !hasPattern && !file.started.contains(interface.name.text) {
      log.add(
        .eniNotAuto, at: interface.word, in: interface.path,
        "neither auto nor allow-hotplug names this interface; it is brought up all the same")
    }
    return interfaces
  }
}

/// What all stanzas of one name say of their interface.
struct ENIInterface {
  let name: InterfaceName
  /// The word that names it first.
  let word: ENIWord
  var macAddress: MACAddress?
  /// Whether a stanza gives it addresses.
  var isConfigured = false

  var path: DocumentPath { .root[name.text] }

  init(name: InterfaceName, word: ENIWord) {
    self.name = name
    self.word = word
  }
}

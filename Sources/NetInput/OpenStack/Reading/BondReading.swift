// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The keys of a bond.
extension FindingLog {
  /// Reads mode, members and options; every key that is not usable is told.
  mutating func readBond(_ link: WireLink, at path: DocumentPath) -> BondDraft {
    var wire = Dictionary(uniqueKeysWithValues: link.bondOptions)
    let mode = readBondMode(wire.removeValue(forKey: "bond_mode"), at: path["bond_mode"])
    var bond = BondDraft(mode: mode, options: [:], primary: nil, members: readMembers(link.bondLinks, at: path))
    for key in wire.keys.sorted() {
      guard let text = text(wire[key], at: path[key], expected: "a text or number") else { continue }
      readOption(key, text, into: &bond, at: path[key])
    }
    settleMonitoring(of: &bond, at: path)
    return bond
  }

  private mutating func readMembers(
    _ list: WireList<WireScalar>?, at path: DocumentPath
  ) -> [(path: DocumentPath, id: String)] {
    var members: [(path: DocumentPath, id: String)] = []
    var ids = OrderedSet<String>()
    for (path, scalar) in elements(of: list, at: path["bond_links"], expected: "the id of a link") {
      guard let id = text(scalar, at: path, expected: "the id of a link") else { continue }
      if ids.append(id) { members.append((path, id)) }
    }
    return members
  }

  private mutating func readBondMode(_ scalar: WireScalar?, at path: @autoclosure () -> DocumentPath) -> BondMode {
    guard let text = text(scalar, at: path(), expected: "a bond mode") else {
      add(
        .bondModeMissing, at: path(), "the bond has no mode; active-backup is used, which needs nothing of the switch",
        hint: "set bond_mode to one of \(BondMode.allNames.joined(separator: ", "))")
      return .activeBackup
    }
    if let mode = BondMode(text) { return mode }
    if text == "802.1ad" {
      add(
        .bondMode8021ad, at: path(),
        "802.1ad is no bond mode; it is taken for 802.3ad, as old OpenStack schemas misspell it",
        hint: "write 802.3ad")
      return .lacp
    }
    add(
      .bondModeInvalid, at: path(), "\"\(text.printable)\" is no bond mode; active-backup is used",
      hint: "set bond_mode to one of \(BondMode.allNames.joined(separator: ", ")), or its number 0 to 6")
    return .activeBackup
  }

  private mutating func readOption(_ key: String, _ text: String, into bond: inout BondDraft, at path: DocumentPath) {
    let name = String(key.dropFirst("bond_".count))
    guard let option = BondOption(kernelName: name) else {
      add(.bondOptionUnknown, at: path, "\"\(name.printable)\" is no option of the kernel's bonding; it is ignored")
      return
    }
    guard option.applies(in: bond.mode) else {
      add(
        .bondOptionNotInMode, at: path,
        "\(name) has no meaning in mode \(bond.mode.name), and the kernel refuses it; it is ignored")
      return
    }
    if option == .primary {
      bond.primary = (path, text)
    } else if let value = option.canonicalValue(of: text) {
      // Of two names of one option the kernel's own comes first in the order of the keys.
      guard let first = bond.options[option], first != value else { return bond.options[option] = value }
      add(
        .bondOptionConflict, at: path,
        "\(name) is another name of \(option.rawValue), which is \(first); \(value) is ignored",
        hint: "remove one of the two")
    } else {
      add(
        .bondOptionInvalid, at: path, "\"\(text.printable)\" is no value of \(name); it is ignored",
        hint: "\(option.expectation) is expected")
    }
  }

  /// A bond watches its members by carrier or by ARP, not both; one that does neither never fails over.
  private mutating func settleMonitoring(of bond: inout BondDraft, at path: DocumentPath) {
    let options = bond.options
    let watches = { (option: BondOption) in (options[option] ?? "0") != "0" }
    let hasTargets = options[.arpIPTarget] != nil
    if watches(.arpInterval) != hasTargets {
      add(
        .bondMonitorConflict, at: path[hasTargets ? "bond_arp_ip_target" : "bond_arp_interval"],
        "to watch by ARP takes both arp_interval and arp_ip_target; this one alone is ignored", hint: "add the other")
      bond.removeARPMonitoring()
    } else if watches(.miimon), hasTargets {
      add(
        .bondMonitorConflict, at: path["bond_arp_interval"],
        "the kernel watches by miimon or by ARP, not by both; miimon is kept", hint: "remove one of the two")
      bond.removeARPMonitoring()
    }
    guard !watches(.miimon), bond.options[.arpIPTarget] == nil else { return }
    bond.options[.miimon] = "100"
    add(
      .bondMonitorMissing, at: path, "the bond names no way to watch its members; miimon=100 is used",
      hint: "without one, and with miimon=0, it would never fail over")
  }
}

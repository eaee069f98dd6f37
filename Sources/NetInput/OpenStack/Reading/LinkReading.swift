// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The values of each link, one link at a time.
extension FindingLog {
  /// Reads all links; one without an id, or whose id is taken, is left out with an error.
  mutating func readLinks(_ list: WireList<WireLink>?) -> [LinkDraft] {
    var drafts: [LinkDraft] = []
    var paths: [String: DocumentPath] = [:]
    for (path, link) in elements(of: list, at: .root["links"], expected: "an object that describes a link") {
      guard let id = text(link.id, at: path["id"], expected: "a text") else {
        if link.id?.isEmpty ?? true {
          add(.missingKey, at: path["id"], "this link has no id, so no network can name it; it is left out")
        }
        continue
      }
      if let first = paths[id] {
        add(
          .linkDuplicate, at: path["id"], "\"\(id.printable)\" is the id of \(first) already; this link is left out",
          hint: "give each link an id of its own")
        continue
      }
      paths[id] = path
      drafts.append(readLink(link, id: id, at: path))
    }
    return drafts
  }

  private mutating func readLink(_ link: WireLink, id: String, at path: DocumentPath) -> LinkDraft {
    let type = text(link.type, at: path["type"], expected: "a text")?.lowercased()
    let kind: LinkDraft.Kind
    switch type {
    case "bond": kind = .bond(readBond(link, at: path))
    case "vlan": kind = readVLAN(link, at: path) ?? .unusable
    // Every other type tells how the host plugs the port in; to the guest all are NICs.
    default: kind = .physical
    }
    if type != "bond", link.bondLinks != nil {
      add(
        .bondLinksOnOther, at: path["bond_links"], "this link has members but is no bond; they are ignored",
        hint: "the producer has probably written them onto the wrong link: put them on the bond")
    }
    return LinkDraft(
      path: path, id: id, kind: kind, macAddress: readMAC(link, isVLAN: type == "vlan", at: path),
      mtu: readMTU(link.mtu, at: path["mtu"]), requestedName: readName(link.name, at: path["name"]))
  }

  private mutating func readMAC(_ link: WireLink, isVLAN: Bool, at path: DocumentPath) -> MACAddress? {
    let isOwnKey = isVLAN && !(link.vlanMACAddress?.isEmpty ?? true)
    let key = isOwnKey ? "vlan_mac_address" : "ethernet_mac_address"
    let value = isOwnKey ? link.vlanMACAddress : link.ethernetMACAddress
    guard let text = text(value, at: path[key], expected: "a MAC address") else { return nil }
    if let address = MACAddress(text) { return address }
    add(
      .macInvalid, at: path[key], "\"\(text.printable)\" is no MAC address; it is ignored",
      hint: "six octets such as fa:16:3e:00:00:01 are expected, not all zero")
    return nil
  }

  private mutating func readMTU(_ scalar: WireScalar?, at path: @autoclosure () -> DocumentPath) -> MTU? {
    guard let text = text(scalar, at: path(), expected: "a number of bytes") else { return nil }
    let number = Int(decimal: text.utf8)
    // CAPM3 writes Go's zero value for "not set".
    if number == 0 { return nil }
    if let mtu = number.flatMap({ MTU($0) }) { return mtu }
    add(.mtuInvalid, at: path(), "\"\(text.printable)\" is no MTU; it is ignored", hint: "68 to 65535 is expected")
    return nil
  }

  private mutating func readName(_ scalar: WireScalar?, at path: @autoclosure () -> DocumentPath) -> InterfaceName? {
    guard let text = text(scalar, at: path(), expected: "an interface name") else { return nil }
    if let name = InterfaceName(text) { return name }
    add(
      .nameInvalid, at: path(), "\"\(text.printable)\" cannot be the name of an interface; it is ignored",
      hint: "up to \(InterfaceName.longest) letters, digits, dots, hyphens and underscores, not all digits")
    return nil
  }

  private mutating func readVLAN(_ link: WireLink, at path: DocumentPath) -> LinkDraft.Kind? {
    let parent = text(link.vlanLink, at: path["vlan_link"], expected: "the id of a link")
    let number = text(link.vlanID, at: path["vlan_id"], expected: "a VLAN id")
    guard let parent else {
      guard link.vlanLink?.isEmpty ?? true else { return nil }
      add(.missingKey, at: path["vlan_link"], "this VLAN names no link that carries it; it is left out")
      return nil
    }
    guard let number else {
      guard link.vlanID?.isEmpty ?? true else { return nil }
      add(.missingKey, at: path["vlan_id"], "this VLAN has no vlan_id; it is left out")
      return nil
    }
    guard let id = Int(decimal: number.utf8).flatMap({ VLANID($0) }) else {
      add(
        .vlanIDInvalid, at: path["vlan_id"], "\"\(number.printable)\" is no VLAN id; this VLAN is left out",
        hint: "1 to 4094 is expected")
      return nil
    }
    return .vlan(parentID: parent, id)
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// Reads ifcfg files as NetworkManager's ifcfg-rh plugin was seen to do (for bonds as nm-setting-bond.c says as well).
public struct NetworkManagerReader {
  private let tree: IfcfgTree

  /// Reads the text of the files.
  public init(_ files: [RenderedFile]) throws { tree = try IfcfgTree(files) }

  /// What comes of it.
  public func reading() throws -> Reading {
    var links: [String: LinkMeaning] = [:]
    for (name, device) in tree.devices { links[name] = try connection(device) }
    let asWritten = links
    for (name, link) in asWritten { links[name]?.mtu = effectiveMTU(of: link, asWritten) }
    let sorted = links.values.sorted { $0.name < $1.name }
    return Reading(reader: "NetworkManager", links: sorted, resolver: HostResolver(union: sorted), hasHostDNS: true)
  }

  private func effectiveMTU(of link: LinkMeaning, _ links: [String: LinkMeaning]) -> Int? {
    if let bond = link.controller { return link.mtu ?? links[bond]?.mtu }
    if case .vlan(let vlan) = link.kind, let mtu = link.mtu { return min(mtu, links[vlan.parent]?.mtu ?? 1500) }
    return link.mtu
  }

  private func connection(_ device: IfcfgTree.Device) throws -> LinkMeaning {
    let file = device.file
    var link = LinkMeaning(name: file.suffix)
    link.macAddress = file["MACADDR"]
    link.mtu = try file.mtu()
    link.isConnected = try file.isConnected()
    switch file["TYPE"] {
    case "Bond": link.kind = .bond(try bond(of: file))
    case "Vlan": link.kind = .vlan(try vlan(of: file))
    case nil where file["BONDING_OPTS"] != nil: link.kind = .bond(try bond(of: file))
    case nil where file["VLAN"] == "yes": link.kind = .vlan(try vlan(of: file))
    case nil, "Ethernet", "InfiniBand": link.nic = try nic(of: file)
    case let other?: throw file.error("TYPE=\(other): no connection at all, and nothing in the log")
    }
    if let master = file["MASTER"] {
      // A port has no IP configuration of its own.
      link.controller = master
      return link
    }
    try NetworkManagerIP(file: file, routes: device.routes).apply(to: &link)
    if let mtu = link.mtu, mtu < MTU.leastForIPv6, link.addresses.contains(where: { $0.family == .v6 }) {
      link.mtu = MTU.leastForIPv6
    }
    return link
  }

  private func nic(of file: IfcfgFile) throws -> NICMatch {
    var match = tree.renames[file.suffix] ?? NICMatch(originalName: file.suffix)
    if let mac = file["HWADDR"] {
      let length = mac.split(whereSeparator: { $0 == ":" || $0 == "-" }).count
      guard length == (file["TYPE"] == "InfiniBand" ? 20 : 6) else {
        throw file.error("rejected: HWADDR of \(length) bytes")
      }
      match.macAddress = mac
    }
    return match
  }

  /// PHYSDEV and VLAN_ID before the name; VID is not read.
  private func vlan(of file: IfcfgFile) throws -> VLANMeaning {
    let name = file.suffix
    var parent = file["PHYSDEV"]
    var id = file["VLAN_ID"].flatMap(\.decimal)
    if let dot = name.lastIndex(of: ".") {
      parent = parent ?? String(name[..<dot])
      id = id ?? name[name.index(after: dot)...].decimal
    } else if let digits = name.after("vlan")?.decimal {
      id = id ?? digits
    }
    guard let parent, let id else { throw file.error("rejected: a VLAN without parent or id") }
    return VLANMeaning(parent: parent, id: id)
  }

  private func bond(of file: IfcfgFile) throws -> BondMeaning {
    var mode = "balance-rr"
    var options: [String: String] = [:]
    for (key, value) in try file.bondingOptions() {
      if key == "mode" {
        guard let known = BondMode(value) else { continue }
        mode = known.name
      } else if Self.bondOptions.contains(key) {
        // Of several arp_ip_target=+a only the last counts.
        let text = key == "arp_ip_target" ? value.after("+") ?? value : value
        guard BondOption(kernelName: key)?.canonicalValue(of: text) != nil else { continue }
        options[key] = text
      }
    }
    try verify(options, mode: mode, of: file)
    let ports = tree.devices.filter { $1.file["MASTER"] == file.suffix }.keys.sorted()
    var bond = BondMeaning(mode: mode, options: BondMeaning.accepted(options, in: mode), members: ports)
    bond.isOrdered = false
    return bond
  }

  /// What nm_setting_bond_verify() rejects the whole connection for.
  private func verify(_ options: [String: String], mode: String, of file: IfcfgFile) throws {
    func number(_ key: String, default value: Int) -> Int { options[key].flatMap(\.decimal) ?? value }
    let miimon = number("miimon", default: 100)
    let arp = number("arp_interval", default: 0)
    func reject(_ text: String) -> MeaningError { file.error("rejected: \(text)") }
    if mode.hasPrefix("balance-") && mode.hasSuffix("lb"), arp > 0 { throw reject("arp_interval in mode \(mode)") }
    if options["primary"] != nil, !["active-backup", "balance-tlb", "balance-alb"].contains(mode) {
      throw reject("primary in mode \(mode)")
    }
    for delay in ["updelay", "downdelay", "peer_notif_delay"] where number(delay, default: 0) > 0 && miimon == 0 {
      throw reject("\(delay) without miimon")
    }
    let delay = number("peer_notif_delay", default: 0)
    if delay > 0, arp == 0, delay % miimon != 0 { throw reject("peer_notif_delay is no multiple of miimon") }
    if (arp > 0) != (options["arp_ip_target"] != nil) { throw reject("one of arp_interval and arp_ip_target alone") }
    if let rate = options["lacp_rate"], mode != "802.3ad", rate != "slow", rate != "0" {
      throw reject("lacp_rate in \(mode)")
    }
    if let one = options["num_grat_arp"], let other = options["num_unsol_na"], one != other {
      throw reject("num_grat_arp and num_unsol_na differ")
    }
  }

  /// The options that NetworkManager 1.59 knows; others are dropped with a warning.
  private static let bondOptions: Set<String> = [
    "miimon", "downdelay", "updelay", "arp_interval", "arp_ip_target", "arp_validate", "primary", "primary_reselect",
    "fail_over_mac", "use_carrier", "ad_select", "xmit_hash_policy", "resend_igmp", "lacp_rate", "ad_actor_sys_prio",
    "ad_actor_system", "ad_user_port_key", "all_slaves_active", "arp_all_targets", "min_links", "num_grat_arp",
    "num_unsol_na", "packets_per_slave", "tlb_dynamic_lb", "lp_interval", "peer_notif_delay",
    "arp_missed_max", "lacp_active",
  ]
}

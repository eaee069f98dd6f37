// SPDX-License-Identifier: Apache-2.0

import NetModel

extension ENIHost {
  /// Options that the driver takes only while the bond is down or empty (BOND_OPTFLAG_IFDOWN, BOND_OPTFLAG_NOSLAVES).
  private static let beforehand: Set<String> = [
    "mode", "lacp_rate", "lacp_active", "ad_select", "tlb_dynamic_lb", "ad_user_port_key", "fail_over_mac",
  ]

  /// Makes a device a member of a bond.
  mutating func join(_ member: String, to master: String, at line: TextLine) throws {
    guard let bond = links[master]?.bond else { throw line.error("\(master) is no bond") }
    guard let link = links[member], link.exists else { throw line.error("Failed to enslave \(member) to \(master)") }
    if link.meaning.controller == master { return }
    if let other = link.meaning.controller { throw line.error("\(member) is a member of \(other)") }
    links[member]?.meaning.controller = master
    links[master]?.bond?.members = bond.members + [member]
  }

  /// Runs one command of a stanza's interface; what fails is an error.
  mutating func run(_ command: ENICommand, for interface: String, at line: TextLine) throws {
    switch command {
    case .test, .nothing: break
    case .route(let words, let replacing):
      guard words.device == interface else { throw line.error("a route without the interface's own dev") }
      guard let link = links[interface], link.isUp else { throw line.error("RTNETLINK answers: Network is down") }
      guard let route = link.reach.meaning(of: words) else {
        throw line.error("Nexthop has invalid gateway: \(words.destination)")
      }
      try add(route, to: interface, replacing: replacing, at: line)
    case .address(let prefix, let device):
      guard device == interface else { throw line.error("an address of \(device)") }
      try add(prefix, to: interface, at: line)
    case .addVLAN(let name, let parent, let id):
      guard links[name] != nil else { throw line.error("a VLAN \(name) without a stanza") }
      if links[name]?.exists == true {
        throw line.error("RTNETLINK answers: File exists (\(name))")
      }
      guard let below = links[parent], below.exists else { throw line.error("Cannot find device \"\(parent)\"") }
      guard below.isUp || below.meaning.controller != nil else { throw line.error("\(parent) is not up yet") }
      links[name]?.exists = true
      links[name]?.meaning.kind = .vlan(VLANMeaning(parent: parent, id: id))
    case .addBond(let name, var options):
      guard name == interface else { throw line.error("a bond \(name) in the stanza of \(interface)") }
      let mode = options.removeValue(forKey: "mode") ?? "0"
      links[name]?.exists = true
      links[name]?.bond = BondMeaning(mode: BondMode(mode)?.name ?? mode, options: options)
    case .set(let device, let settings):
      guard links[device]?.exists == true else { throw line.error("Cannot find device \"\(device)\"") }
      if settings["up"] != nil { links[device]?.isUp = true }
      if let mtu = settings["mtu"] { links[device]?.meaning.mtu = mtu.decimal }
      if let address = settings["address"] { links[device]?.meaning.macAddress = address }
    case .write(let value, let path): try write(value, path: path, interface: interface, at: line)
    }
  }

  /// Whether a path of /sys/class/net or of a device's sysctls is there.
  func isThere(_ path: String, at line: TextLine) throws -> Bool {
    let steps = path.split(separator: "/").map(String.init)
    let prefix = steps.first == "sys" ? ["sys", "class", "net"] : ["proc", "sys", "net", "ipv6", "conf"]
    guard steps.count > prefix.count, Array(steps.prefix(prefix.count)) == prefix else {
      throw line.error("a test of \(path)")
    }
    return links[steps[prefix.count]]?.exists ?? false
  }

  private mutating func write(_ value: String, path: String, interface: String, at line: TextLine) throws {
    guard links[interface]?.exists == true else {
      throw line.error("\(path): no such file, the device is not there yet")
    }
    let steps = path.split(separator: "/").map(String.init)
    if steps.count == 7, Array(steps[..<5]) == ["proc", "sys", "net", "ipv6", "conf"], steps[5] == interface {
      switch steps[6] {
      case "accept_ra": links[interface]?.acceptsRA = value != "0"
      case "autoconf": links[interface]?.formsAddresses = value != "0"
      case "ra_defrtr_metric":
        guard let number = value.decimal else { throw line.error("\(value) is no metric") }
        links[interface]?.meaning.advertisedMetric = RouteMetric(number)
      case "disable_ipv6":
        links[interface]?.acceptsRA = value != "1"
      default: throw line.error("\(steps[6]) is not expected")
      }
    } else if steps.count == 6, Array(steps[..<3]) == ["sys", "class", "net"], steps[3] == interface,
      steps[4] == "bonding"
    {
      guard let bond = links[interface]?.bond else { throw line.error("\(interface) is no bond") }
      let option = steps[5]
      guard BondMeaning.knows(option), let mode = BondMode(bond.mode),
        let known = BondOption(kernelName: option), known.applies(in: mode), let text = known.canonicalValue(of: value)
      else { throw line.error("the kernel refuses \(option)=\(value) in mode \(bond.mode)") }
      if Self.beforehand.contains(option) && (links[interface]?.isUp == true || !bond.members.isEmpty) {
        throw line.error("the kernel refuses \(option) of a bond that is up or has members")
      }
      links[interface]?.bond?.options[option] = text
    } else if path == "/sys/class/net/\(interface)/mode" {
      guard value == "connected" || value == "datagram" else { throw line.error("\(value) is no mode of IPoIB") }
      links[interface]?.meaning.isConnected = value == "connected"
    } else {
      throw line.error("a write to \(path)")
    }
  }
}

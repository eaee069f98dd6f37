// SPDX-License-Identifier: Apache-2.0

import Foundation
import Meaning
import NetModel

extension IfupMachine {
  /// Options that the bonding driver takes only while the bond is down (BOND_OPTFLAG_IFDOWN, NOSLAVES).
  private static let whileDown: Set<String> = [
    "mode", "lacp_rate", "lacp_active", "ad_select", "ad_user_port_key", "tlb_dynamic_lb", "fail_over_mac",
  ]

  /// Makes a bond as `ip link add` and ifenslave do.
  mutating func addBond(_ name: String, options: [String: String]) throws {
    guard devices[name] == nil else { throw ConsumerError("RTNETLINK answers: File exists") }
    var made = Device(name)
    made.bond = BondMeaning(mode: "balance-rr")
    devices[name] = made
    do {
      if let mode = options["mode"] { try setBonding("mode", of: name, to: mode) }
      for (option, value) in options where option != "mode" { try setBonding(option, of: name, to: value) }
    } catch {
      devices[name] = nil
      throw error
    }
  }

  /// Writes to /proc/sys/net/ipv6/conf or /sys/class/net.
  mutating func write(_ value: String, path: String) throws {
    let steps = path.split(separator: "/").map(String.init)
    if path.hasPrefix("/proc/sys/net/ipv6/conf/"), steps.count == 7 {
      try setIPv6(steps[6], of: steps[5], to: value)
    } else if path.hasPrefix("/sys/class/net/"), steps.count == 6, steps[4] == "bonding" {
      try setBonding(steps[5], of: steps[3], to: value)
    } else {
      throw ConsumerError("cannot create \(path): Directory nonexistent")
    }
  }

  /// Writes to /sys/class/net/NAME/bonding/OPTION; fails where the kernel answers with an error.
  mutating func setBonding(_ option: String, of name: String, to value: String) throws {
    guard var bond = devices[name]?.bond, let device = devices[name] else { throw ConsumerError("\(name) is no bond") }
    let refusal = ConsumerError("the kernel refuses \(option)=\(value) of \(name) in mode \(bond.mode)")
    if Self.whileDown.contains(option), device.isUp { throw refusal }
    let options = bond.options
    switch option {
    case "mode":
      guard let mode = BondMode(value), bond.members.isEmpty else { throw refusal }
      bond.mode = mode.name
    case "slaves":
      guard let member = value.after("+"), devices[member] != nil, devices[member]?.meaning.controller == nil else {
        throw refusal
      }
      devices[member]?.meaning.controller = name
      bond.members.append(member)
    default:
      guard let known = BondOption(kernelName: option), let mode = BondMode(bond.mode), known.applies(in: mode),
        let text = known.canonicalValue(of: known == .arpIPTarget ? value.after("+") ?? value : value)
      else { throw refusal }
      let isDelay = [.updelay, .downdelay, .peerNotificationDelay].contains(known)
      if isDelay, options["miimon"] ?? "0" == "0" { throw refusal }
      let targets = options[known.rawValue].map { $0 + "," + text }
      bond.options[known.rawValue] = known == .arpIPTarget ? targets ?? text : text
    }
    devices[name]?.bond = bond
  }
}

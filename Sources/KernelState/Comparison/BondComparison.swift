// SPDX-License-Identifier: Apache-2.0

import NetModel

/// A bond of a plan beside that of the kernel.
struct BondComparison {
  let bond: Bond
  let link: LinkComparison

  var differences: [Difference] {
    guard let found = link.found.bond else {
      return [
        link.difference(
          .bondMode, planned: bond.mode.name, found: "unknown",
          cause: "/sys/class/net/\(link.link.name)/bonding cannot be read")
      ] + members
    }
    return mode(found) + bond.orderedOptions.compactMap { option($0, $1, found) } + members
  }

  private func mode(_ found: KernelBond) -> [Difference] {
    guard found.mode != bond.mode else { return [] }
    return [link.difference(.bondMode, planned: bond.mode.name, found: found.mode?.name ?? "unknown")]
  }

  private func option(_ option: BondOption, _ value: String, _ found: KernelBond) -> Difference? {
    // In another mode the driver has no such option; the mode is what is to be told.
    guard found.mode.map(option.applies) ?? true else { return nil }
    let planned = "\(option.rawValue)=\(value)"
    guard let text = found.options[option] else {
      let isHidden = Self.hidden.contains(option)
      return link.difference(
        .bondOption, planned: planned, found: "unknown",
        cause: isHidden ? "only root may read it" : "this kernel does not tell it", isNote: isHidden)
    }
    guard Self.comparable(option, effective(option, value)) != Self.comparable(option, text) else { return nil }
    return link.difference(.bondOption, planned: planned, found: "\(option.rawValue)=\(text)")
  }

  /// Options that the driver shows to root alone (bonding_sysfs: CAP_NET_ADMIN).
  private static let hidden: Set<BondOption> = [.actorSystem, .actorSystemPriority, .userPortKey]
  /// Times that the driver counts in steps of miimon, rounding down.
  private static let counted: Set<BondOption> = [.updelay, .downdelay, .peerNotificationDelay]

  /// What the driver makes of a value.
  private func effective(_ option: BondOption, _ value: String) -> String {
    guard Self.counted.contains(option), let time = Int(value), let step = bond.options[.miimon].flatMap({ Int($0) }),
      step > 0
    else { return value }
    return String(time / step * step)
  }

  /// The addresses to ask are a set.
  private static func comparable(_ option: BondOption, _ value: String) -> [Substring] {
    option.domain == .ipv4Addresses ? value.split(separator: ",").sorted() : [value[...]]
  }

  private var members: [Difference] {
    let planned = Set(bond.members.map(\.text))
    let absent = bond.members.compactMap { name -> Difference? in
      // A NIC that is not there is told as such.
      guard let member = link.kernel.link(named: name), member.master != link.found.index else { return nil }
      let master = member.master.map { "\(name) in \(link.kernel.link($0)?.name ?? "?")" }
      return Difference(link.link.name, .member, planned: name.text, found: master)
    }
    let extra = link.kernel.links.filter { $0.master == link.found.index && !planned.contains($0.name) }
    return absent + extra.map { Difference(link.link.name, .member, planned: nil, found: $0.name) }
  }
}

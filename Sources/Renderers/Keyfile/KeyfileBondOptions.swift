// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The `[bond]` section of a profile: the kernel's names and values.
enum KeyfileBondOptions {
  /// Those that version 1.30 does not know; it refuses a whole profile for one.
  private static let unknown: Set<BondOption> = [.arpMissedMax, .lacpActive]

  /// Delays that are counted in checks of the carrier, and refused without them.
  private static let countedByCarrierChecks: Set<BondOption> = [.updelay, .downdelay, .peerNotificationDelay]

  /// Whether a value can be said of a bond, or is the kernel's default.
  static func canSay(_ option: BondOption, _ value: String, in bond: Bond) -> Bool {
    option.kernelDefault == value || isTaken(option, value, in: bond)
  }

  private static func isTaken(_ option: BondOption, _ value: String, in bond: Bond) -> Bool {
    if unknown.contains(option) || option == .transmitHashPolicy && value == "vlan+srcmac" { return false }
    guard countedByCarrierChecks.contains(option) else { return true }
    guard let interval = bond.options[.miimon].flatMap({ Int($0) }), interval > 0 else { return false }
    // The kernel rounds this one down, NetworkManager refuses it.
    return option != .peerNotificationDelay || (Int(value) ?? 0) % interval == 0
  }

  /// Adds mode and options of a bond.
  static func add(_ bond: Bond, to section: inout SectionedText.Section) {
    section.set("mode", bond.mode.name)
    for (option, value) in bond.orderedOptions where isTaken(option, value, in: bond) {
      section.set(option.rawValue, value)
    }
  }
}

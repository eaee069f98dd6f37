// SPDX-License-Identifier: Apache-2.0

/// How a bond spreads traffic over its members; names and numbers are the kernel's (`bond_mode_tbl`, bond_options.c).
public enum BondMode: Int, Hashable, Sendable, CaseIterable {
  /// Packets in turn over all members.
  case balanceRR = 0
  /// One member at a time.
  case activeBackup = 1
  /// By hash over all members.
  case balanceXOR = 2
  /// Every packet on every member.
  case broadcast = 3
  /// LACP, IEEE 802.3ad.
  case lacp = 4
  /// By load, transmit only.
  case balanceTLB = 5
  /// By load, both ways.
  case balanceALB = 6

  private static let names = [
    "balance-rr", "active-backup", "balance-xor", "broadcast", "802.3ad", "balance-tlb", "balance-alb",
  ]

  /// The kernel's name of the mode, `802.3ad`.
  public var name: String { Self.names[rawValue] }

  /// All names, in the order of their numbers.
  public static var allNames: [String] { names }

  /// Reads a name or a number 0...6.
  public init?(_ text: String) {
    guard let number = Self.names.firstIndex(of: text) ?? Int(decimal: text.utf8) else { return nil }
    self.init(rawValue: number)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// A link that joins others.
public struct Bond: Hashable, Sendable {
  /// How traffic is spread.
  public var mode: BondMode
  /// The driver's options in canonical spelling; all apply in the mode.
  public var options: [BondOption: String]
  /// The links that it joins, as the document orders them; never empty in a plan.
  public var members: [InterfaceName]

  /// A bond of its parts.
  public init(mode: BondMode, options: [BondOption: String], members: [InterfaceName]) {
    self.mode = mode
    self.options = options
    self.members = members
  }

  /// The options in the order in which the kernel documents them, so that the same bond gives the same text.
  public var orderedOptions: [(option: BondOption, value: String)] {
    BondOption.allCases.compactMap { option in options[option].map { (option, $0) } }
  }
}

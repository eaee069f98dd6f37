// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The settings of a bond as its driver shows them; its members are the links whose master it is.
public struct KernelBond: Hashable, Sendable {
  /// How traffic is spread; nil where the driver does not tell.
  public var mode: BondMode?
  /// The options that it has, in canonical spelling. One that is missing is unknown to this kernel, or hidden from us.
  public var options: [BondOption: String]

  /// Settings by their values.
  public init(mode: BondMode?, options: [BondOption: String]) {
    self.mode = mode
    self.options = options
  }
}

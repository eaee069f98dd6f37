// SPDX-License-Identifier: Apache-2.0

/// A source of numbers that depends on its seed alone (SplitMix64), so that a failing case can be run again.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A source that begins at a seed.
  ///
  /// Seeds are mixed, as neighbours would otherwise give the same numbers one step apart.
  public init(seed: UInt64) { state = Self.mixed(seed &+ 0x9e37_79b9_7f4a_7c15) }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Self.mixed(state)
  }

  private static func mixed(_ number: UInt64) -> UInt64 {
    var mixed = number
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

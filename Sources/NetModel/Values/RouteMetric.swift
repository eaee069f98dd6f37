// SPDX-License-Identifier: Apache-2.0

/// The preference of a route, the lower the better: 0...4294967295 (`RTA_PRIORITY`, rtnetlink(7)).
public struct RouteMetric: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The number that the kernel compares.
  public let number: UInt32

  /// Fails on what does not fit 32 bits.
  public init?(_ number: Int) {
    guard let number = UInt32(exactly: number) else { return nil }
    self.number = number
  }

  /// The metric of the n-th of several equal routes: 100, 200, … for 0, 1, ….
  public init(rank: Int) {
    number = UInt32(clamping: (rank + 1) * 100)
  }

  /// The number in decimal.
  public var description: String { "\(number)" }

  /// Orders by number: the preferred first.
  public static func < (one: RouteMetric, other: RouteMetric) -> Bool { one.number < other.number }
}

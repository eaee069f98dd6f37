// SPDX-License-Identifier: Apache-2.0

/// How long the local stage waits for devices that are missing, and with which clock.
public struct Patience: Sendable {
  /// The most that is waited in all.
  public static let most = Duration.seconds(10)
  /// How long after the kernel has last told of a device another may still come.
  public static let quiet = Duration.seconds(2)
  /// The time between two looks.
  public static let step = Duration.milliseconds(100)

  /// The time since some moment that stays the same.
  public let now: @Sendable () -> Duration
  /// Sleeps.
  public let sleep: @Sendable (Duration) -> Void

  /// A clock and a way to wait; tests give their own.
  public init(now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) -> Void) {
    self.now = now
    self.sleep = sleep
  }

  /// Looks again and again while something is missing, and gives what was seen last.
  ///
  /// - Parameters:
  ///   - isWorthwhile: Whether what was seen, after this time, is a reason to look again.
  public func look<Value>(_ take: () -> Value, again isWorthwhile: (Value, Duration) -> Bool) -> Value {
    let start = now()
    var value = take()
    while case let waited = now() - start, waited < Self.most, isWorthwhile(value, waited) {
      sleep(Self.step)
      value = take()
    }
    return value
  }
}

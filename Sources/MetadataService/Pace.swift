// SPDX-License-Identifier: Apache-2.0

/// A clock, and a way to wait; tests give their own.
public struct Pace: Sendable {
  /// The time since some moment that stays the same.
  public let now: @Sendable () -> Duration
  /// Waits; returns early, and does not throw, where the task is cancelled.
  public let sleep: @Sendable (Duration) async -> Void

  /// A clock of its parts.
  public init(now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async -> Void) {
    self.now = now
    self.sleep = sleep
  }

  /// The system's clock.
  public static var system: Pace {
    let start = ContinuousClock.now
    return Pace(now: { ContinuousClock.now - start }, sleep: { try? await Task.sleep(for: $0) })
  }
}

/// How often and how long a service is asked that gives nothing.
public struct Persistence: Sendable {
  /// How often one document is asked for at one endpoint.
  public var tries = 5
  /// The wait after the first try; it doubles each time.
  public var firstWait: Duration = .milliseconds(500)
  /// The longest wait, unless the service itself wants a longer one.
  public var longestWait: Duration = .seconds(8)
  /// The time for everything.
  public var budget: Duration = .seconds(120)
  /// The time between the begins of two endpoints' races, so that the first is not disturbed where it is quick.
  public var stagger: Duration = .milliseconds(250)
  /// The most redirections that are followed for one document.
  public var redirections = 3

  /// What is right at an instance's first boot.
  public init() {}

  /// What is right at later ones, which can do without: a service that the instance's own network does not lead to must
  /// not hold up each boot.
  static var hurried: Persistence {
    var persistence = Persistence()
    persistence.tries = 2
    persistence.budget = .seconds(5)
    return persistence
  }

  /// The wait after a try, counted from 0.
  func wait(after attempt: Int) -> Duration { min(longestWait, firstWait * (1 << min(attempt, 16))) }
}

// SPDX-License-Identifier: Apache-2.0

import LocalStage
import Synchronization
import Testing

@Suite struct PatienceTests {
  /// A clock that goes on only while somebody sleeps.
  private final class Clock: Sendable {
    let time = Mutex(Duration.zero)

    var patience: Patience {
      Patience(now: { [self] in time.withLock { $0 } }, sleep: { [self] step in time.withLock { $0 += step } })
    }
  }

  @Test func `nothing is waited for when nothing is missing`() {
    let clock = Clock()
    #expect(clock.patience.look({ 1 }, again: { _, _ in false }) == 1)
    #expect(clock.time.withLock { $0 } == .zero)
  }

  @Test func `what comes late is seen soon after it has come`() {
    let clock = Clock()
    let value = clock.patience.look(
      { clock.time.withLock { $0 } >= .seconds(3) }, again: { isThere, _ in !isThere })
    #expect(value)
    #expect(clock.time.withLock { $0 } < .seconds(3) + Patience.step)
  }

  @Test func `what never comes is waited for ten seconds and no more`() {
    let clock = Clock()
    #expect(!clock.patience.look({ false }, again: { _, _ in true }))
    #expect(clock.time.withLock { $0 } <= Patience.most)
    #expect(clock.time.withLock { $0 } >= Patience.most - Patience.step)
  }
}

// SPDX-License-Identifier: Apache-2.0

import LocalStage
import SystemPackage
import Testing

/// Programs that are run for the network.
@Suite struct CommandTests {
  @Test func `the exit status is told, and a signal as a shell does`() throws {
    #expect(try Command("/bin/sh", "-c", "exit 7").run() == 7)
    #expect(try Command("/bin/sh", "-c", "kill -TERM $$").run() == 128 + 15)
  }

  @Test func `a program has nothing to read`() throws {
    #expect(try Command("/bin/sh", "-c", "! read line").run() == 0)
  }

  @Test func `a program that is not there is told`() {
    #expect(throws: Errno.noSuchFileOrDirectory) { try Command("/nowhere/ifup").run() }
  }

  @Test func `a program that hangs is ended with all that it has started`() {
    let start = ContinuousClock.now
    #expect(throws: Errno.timedOut) {
      try Command("/bin/sh", "-c", "trap '' TERM; sleep 60; sleep 60").run(limit: .milliseconds(200))
    }
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}

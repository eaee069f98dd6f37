// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MetadataService

@Suite struct PersistenceTests {
  private func busy(_ seconds: String) -> [HostileServer.Step] {
    .answer("429 Too Many Requests", "", headers: "Retry-After: \(seconds)\r\n")
  }

  @Test func `a service that wants to be left in peace is left so`() async throws {
    let server = try await HostileServer([metaDataPath: [busy("7"), busy("0"), .ok(metaData)]])
    let pace = FakePace()
    _ = try await read(server, pace: pace.pace)
    #expect(pace.waits == [.seconds(7), .seconds(1)])
    await server.stop()
  }

  @Test func `a time to wait that is no number of seconds is none`() async throws {
    for text in ["Wed, 21 Oct 2026 07:28:00 GMT", "-5", "99999999999999999999999", ""] {
      let server = try await HostileServer([metaDataPath: [busy(text), .ok(metaData)]])
      let pace = FakePace()
      _ = try await read(server, pace: pace.pace)
      #expect(pace.waits == [.milliseconds(500)], "\(text)")
      await server.stop()
    }
  }

  @Test func `a wait beyond the time for everything is the end at once`() async throws {
    for seconds in ["300", "9223372036854775807"] {
      let pace = FakePace()
      let (text, requests, _) = try await failure(busy(seconds), pace: pace.pace)
      #expect(text.contains("status 429; then another try would be after"))
      #expect(requests.count == 1)
      #expect(pace.waits == [])
    }
  }

  @Test func `all tries together take no longer than the time for everything`() async throws {
    let server = try await HostileServer(["*": [[.hang]]])
    var persistence = Persistence()
    persistence.tries = 1000
    persistence.budget = .milliseconds(900)
    persistence.firstWait = .milliseconds(10)
    // One try alone would take longer than what is left.
    var limits = shortLimits
    limits.request = .seconds(30)
    let start = ContinuousClock.now
    await #expect(throws: MetadataFailure.self) {
      try await read(server, limits: limits, persistence: persistence, pace: .system)
    }
    #expect(ContinuousClock.now - start < .seconds(100))
    await server.stop()
  }

  @Test func `waits double up to a longest one`() {
    let waits = (0..<7).map { Persistence().wait(after: $0) }
    #expect(waits == [0.5, 1, 2, 4, 8, 8, 8].map { .seconds($0) })
    #expect(Persistence().wait(after: 1 << 40) == .seconds(8))
  }

  @Test func `equal reasons are told once with their number`() {
    #expect(MetadataFailure.summary(of: ["a", "a", "b", "a"]) == "a (2 times); then b; then a")
  }
}

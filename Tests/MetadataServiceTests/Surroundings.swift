// SPDX-License-Identifier: Apache-2.0

import MetadataService
import Synchronization

/// A clock on which waiting takes no time, and that remembers what was waited.
final class FakePace: Sendable {
  private struct State {
    var skipped = Duration.zero
    var waits: [Duration] = []
  }

  private let state = Mutex(State())
  private let start = ContinuousClock.now

  var waits: [Duration] { state.withLock { $0.waits } }

  /// Real time goes on beside what was waited.
  var pace: Pace {
    Pace(
      now: { (ContinuousClock.now - self.start) + self.state.withLock { $0.skipped } },
      sleep: { time in
        self.state.withLock { state in
          state.skipped += time
          state.waits.append(time)
        }
        await Task.yield()
      })
  }
}

let metaDataPath = "/openstack/latest/meta_data.json"
let metaData =
  #"{"uuid":"0e8c7a2b-1","hostname":"vm1.novalocal","name":"vm1","public_keys":{"mykey":"ssh-ed25519 AAAA vm1\n"}}"#

/// Limits under which a test of what never comes is quick.
var shortLimits: ExchangeLimits {
  var limits = ExchangeLimits()
  limits.connect = .milliseconds(800)
  limits.request = .milliseconds(800)
  return limits
}

/// Reads from a server as at boot, but for the waits.
func read(
  _ server: HostileServer, limits: ExchangeLimits = ExchangeLimits(), persistence: Persistence = Persistence(),
  pace: Pace = FakePace().pace
) async throws -> MetadataSource.Reading {
  let endpoints = try MetadataURL("http://127.0.0.1:\(server.port)").endpoints
  return try await MetadataSource(endpoints, limits: limits, persistence: persistence, pace: pace).read()
}

/// What the failure to read from a server that answers every request with a script says.
func failure(
  _ script: [HostileServer.Step], limits: ExchangeLimits = shortLimits, pace: Pace = FakePace().pace
) async throws -> (text: String, requests: [String], time: Duration) {
  let server = try await HostileServer(["*": [script]])
  let start = ContinuousClock.now
  var text = "no failure"
  do {
    _ = try await read(server, limits: limits, pace: pace)
  } catch {
    text = "\(error)"
  }
  let time = ContinuousClock.now - start
  let requests = server.requests
  await server.stop()
  return (text, requests, time)
}

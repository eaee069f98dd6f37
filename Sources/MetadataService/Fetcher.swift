// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Asks one endpoint for documents, again and again within bounds.
struct Fetcher: Sendable {
  /// What came of it.
  enum Outcome: Hashable, Sendable {
    /// The document.
    case data([UInt8])
    /// There is none.
    case absent
    /// The service will not give it: why.
    case refused(String)
    /// The service has not given it: what came of each try.
    case failed([String])
  }

  let endpoint: MetadataEndpoint
  let loop: any EventLoop
  let limits: ExchangeLimits
  let persistence: Persistence
  let pace: Pace
  /// When everything has to be done, by the clock of `pace`.
  let deadline: Duration

  /// Asks for a path.
  ///
  /// - Parameter doubt: Why what was given with status 200 is still none that can be; such an answer is tried again.
  func fetch(_ path: String, doubt: (@Sendable ([UInt8]) -> String?)? = nil) async -> Outcome {
    var failures: [String] = []
    for attempt in 0..<persistence.tries where !Task.isCancelled {
      let rest = deadline - pace.now()
      guard rest > .zero else {
        failures.append("the time for all tries is up")
        break
      }
      var verdict = await ask(path, rest)
      if case .data(let bytes) = verdict, let reason = doubt?(bytes) { verdict = .again(reason, after: nil) }
      switch verdict {
      case .data(let bytes): return .data(bytes)
      case .absent: return .absent
      case .refused(let reason): return .refused(reason)
      case .elsewhere: return .refused("redirected more than \(persistence.redirections) times")
      case .again(let reason, let peace):
        failures.append(reason)
        guard attempt + 1 < persistence.tries else { break }
        let wait = max(persistence.wait(after: attempt), peace ?? .zero)
        guard wait < deadline - pace.now() else {
          failures.append("another try would be after \(wait), when the time for all tries is up")
          return .failed(failures)
        }
        await pace.sleep(wait)
      }
    }
    return .failed(failures)
  }

  /// One try, with redirections.
  private func ask(_ path: String, _ rest: Duration) async -> Verdict {
    var verdict = Verdict.elsewhere(path)
    for _ in 0...persistence.redirections {
      guard case .elsewhere(let path) = verdict else { break }
      verdict = await exchange(path, rest)
    }
    return verdict
  }

  private func exchange(_ path: String, _ rest: Duration) async -> Verdict {
    var limits = limits
    limits.request = min(limits.request, rest)
    do throws(ExchangeFailure) {
      return Verdict(try await HTTPRequest(endpoint: endpoint, path: path).send(on: loop, limits), of: endpoint)
    } catch {
      return Verdict(error)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// No metadata service gave the instance's data: what was tried, and what came of it.
public struct MetadataFailure: Error, Hashable, Sendable {
  /// What came of one endpoint.
  public struct Attempt: Hashable, Sendable {
    /// The endpoint: its URL, and the NIC.
    public let endpoint: String
    /// What came, in words, the first try first.
    public let reasons: [String]
  }

  /// The endpoints in the order in which they were given up.
  public let attempts: [Attempt]
  /// How long it took.
  public let elapsed: Duration
}

extension MetadataFailure: CustomStringConvertible {
  /// Several lines for a person: an endpoint a line.
  public var description: String {
    let seconds = elapsed.components.seconds
    let lines = attempts.map { "\n  \($0.endpoint): \(Self.summary(of: $0.reasons))" }
    return "no metadata service gave the instance's data within \(seconds) s:" + lines.joined()
  }

  /// Equal reasons one after the other are told once.
  static func summary(of reasons: [String]) -> String {
    var runs: [(reason: String, count: Int)] = []
    for reason in reasons {
      if runs.last?.reason == reason { runs[runs.count - 1].count += 1 } else { runs.append((reason, 1)) }
    }
    return runs.map { $0.count == 1 ? $0.reason : "\($0.reason) (\($0.count) times)" }.joined(separator: "; then ")
  }
}

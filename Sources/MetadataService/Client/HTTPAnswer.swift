// SPDX-License-Identifier: Apache-2.0

/// A complete answer of an HTTP server.
struct HTTPAnswer: Hashable, Sendable {
  /// The status code.
  var status: Int
  /// The header `Content-Type`.
  var contentType: String?
  /// The header `Location`.
  var location: String?
  /// The header `Retry-After`.
  var retryAfter: String?
  /// The bytes after the headers.
  var body: [UInt8] = []
}

/// Why there is no complete answer.
enum ExchangeFailure: Error, Hashable, Sendable {
  /// There is no connection: the reason in words.
  case unreachable(String)
  /// Time was up; what had come by then, in words.
  case stalled(String)
  /// The connection ended early, or broke; what had come by then, in words.
  case cut(String)
  /// What came is not HTTP: the reason in words.
  case garbage(String)
  /// More came than we take: what, in words.
  case tooLarge(String)
  /// Nobody wants the answer any more.
  case cancelled

  /// In words, for people.
  var words: String {
    switch self {
    case .unreachable(let reason): "no connection: \(reason)"
    case .stalled(let state): "time was up: \(state)"
    case .cut(let state): "the connection ended early: \(state)"
    case .garbage(let reason): "the answer is not HTTP: \(reason)"
    case .tooLarge(let what): "the answer is too large: \(what)"
    case .cancelled: "cancelled, as another was first"
    }
  }
}

/// How long and how large an exchange may be.
public struct ExchangeLimits: Sendable {
  /// The time for a connection.
  public var connect: Duration = .seconds(5)
  /// The time for the whole exchange.
  public var request: Duration = .seconds(10)
  /// The largest body, in bytes.
  public var bodySize = 16 << 20
  /// The most bytes before the body.
  public var headSize = 64 << 10

  /// The limits that are right at boot.
  public init() {}
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// What an answer, or the lack of one, means for who asked.
enum Verdict: Hashable, Sendable {
  /// This is the document.
  case data([UInt8])
  /// There is no such document.
  case absent
  /// The service will not give it, however often it is asked: why.
  case refused(String)
  /// It may be given later: what came, and how long the service wants to be left in peace.
  case again(String, after: Duration?)
  /// It is at another path of the same service.
  case elsewhere(String)

  /// Reads an answer of an endpoint.
  init(_ answer: HTTPAnswer, of endpoint: MetadataEndpoint) {
    switch answer.status {
    case 200:
      self = answer.isHTML ? .again("a page of HTML instead of data", after: nil) : .data(answer.body)
    case 404: self = .absent
    case 429, 500...599:
      self = .again(
        "status \(answer.status)", after: answer.retryAfter.flatMap { Int64($0) }.map { .seconds(max(0, $0)) })
    case 300..<400: self = Self.redirect(answer, of: endpoint)
    default: self = .refused("status \(answer.status)")
    }
  }

  /// Reads a failure.
  init(_ failure: ExchangeFailure) {
    if case .tooLarge = failure { self = .refused(failure.words) } else { self = .again(failure.words, after: nil) }
  }

  /// Only the service itself is trusted with what the instance is to be.
  private static func redirect(_ answer: HTTPAnswer, of endpoint: MetadataEndpoint) -> Verdict {
    guard let location = answer.location, location.utf8.count <= 2048,
      location.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
    else { return .refused("status \(answer.status) without a place to go to") }
    var path = Substring(location)
    let own = ["http://\(endpoint.host):\(endpoint.port)", "http://\(endpoint.authority)"]
    if let own = own.first(where: { location.lowercased().hasPrefix($0.lowercased() + "/") }) {
      path = path.dropFirst(own.count)
    }
    guard path.hasPrefix("/"), !path.hasPrefix("//") else {
      return .refused("status \(answer.status), to another server: \(location.printable)")
    }
    return .elsewhere(String(path.prefix { $0 != "#" }))
  }
}

extension HTTPAnswer {
  /// Whether this is a page for people: of a proxy, or a portal that wants a password.
  fileprivate var isHTML: Bool {
    if let contentType, contentType.lowercased().hasPrefix("text/html") { return true }
    let blanks: Set<UInt8> = [0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]
    let begin = String(decoding: body.drop { blanks.contains($0) }.prefix(9), as: UTF8.self).lowercased()
    return begin.hasPrefix("<!doctype") || begin.hasPrefix("<html")
  }
}

// SPDX-License-Identifier: Apache-2.0

import Glibc

/// An `http` URL with a numeric host, as an operator gives it.
public struct MetadataURL: Sendable {
  /// Why a text cannot be used.
  public struct Failure: Error, CustomStringConvertible {
    /// In words.
    public let description: String
  }

  /// The places to ask; two for `localhost`, one else.
  public let endpoints: [MetadataEndpoint]

  /// Reads `http://HOST[:PORT][/PATH]`; `/openstack` is added where the path does not end so.
  ///
  /// HOST is an IPv4 address, an IPv6 address in brackets, with `%NIC` or `%25NIC` where it needs one, or `localhost`.
  /// Names are not resolved: a static binary has no resolver, and at this time of a boot there may be no DNS.
  public init(_ text: String) throws(Failure) {
    guard let rest = text.droppingPrefix("http://") else {
      throw Failure(description: "\"\(text)\" is not a URL that begins with http://")
    }
    guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }), !rest.contains(where: { "?#@".contains($0) }) else {
      throw Failure(description: "\"\(text)\" has characters that the URL of a metadata service does not have")
    }
    let authority = rest.prefix { $0 != "/" }
    let (host, zone, port) = try Self.parts(of: authority, text)
    let path = Self.servicePath(rest.dropFirst(authority.count))
    let addresses = host == "localhost" ? ["127.0.0.1", "::1"] : [host]
    var scope: UInt32 = 0
    if let zone {
      scope = if_nametoindex(zone)
      guard scope > 0 else { throw Failure(description: "\"\(text)\" names the NIC \(zone), which is not there") }
    }
    endpoints = addresses.compactMap { MetadataEndpoint($0, port: port, scope: scope, nic: zone, path: path) }
    guard !endpoints.isEmpty else {
      throw Failure(
        description:
          "\"\(text)\" has no numeric address; host names cannot be looked up here, so give an IPv4 address, "
          + "an IPv6 address in brackets, or localhost")
    }
  }

  /// The host, the NIC after `%`, and the port.
  private static func parts(
    of authority: Substring, _ text: String
  ) throws(Failure) -> (host: String, zone: String?, port: Int) {
    var host = authority
    var after = Substring()
    var zone: String?
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { throw Failure(description: "\"\(text)\" lacks a \"]\"") }
      host = authority[..<end].dropFirst()
      after = authority[end...].dropFirst()
      if let percent = host.firstIndex(of: "%") {
        let name = host[percent...].dropFirst()
        zone = name.hasPrefix("25") && name.count > 2 ? String(name.dropFirst(2)) : String(name)
        host = host[..<percent]
      }
      guard host.contains(":") else { throw Failure(description: "\"\(text)\" has no IPv6 address in its brackets") }
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      after = authority[colon...]
    }
    guard !after.isEmpty else { return (String(host), zone, 80) }
    guard after.first == ":", let port = UInt16(after.dropFirst()), port > 0 else {
      throw Failure(description: "\"\(text)\" has no port from 1 to 65535 after its address")
    }
    return (String(host), zone, Int(port))
  }

  private static func servicePath(_ path: Substring) -> String {
    let end = path.lastIndex { $0 != "/" }
    let trimmed = end.map { path[...$0] } ?? ""
    return trimmed.hasSuffix("/openstack") ? String(trimmed) : "\(trimmed)/openstack"
  }
}

extension String {
  fileprivate func droppingPrefix(_ prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}

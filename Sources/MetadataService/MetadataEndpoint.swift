// SPDX-License-Identifier: Apache-2.0

import Glibc
import NIOCore

/// A place where the metadata service may be asked: an address, and where it has to be said the NIC that leads there.
public struct MetadataEndpoint: Sendable {
  /// The numeric address as a URL has it, IPv6 in brackets and without a zone.
  let host: String
  /// The address with port and scope.
  let address: SocketAddress
  /// The TCP port.
  let port: Int
  /// The NIC that connections are bound to, so that routes of other NICs do not count; nil: the kernel chooses.
  let nic: String?
  /// The path that the versions are below, without a slash at its end: `/openstack`.
  let path: String

  /// A numeric address; nil where the text is none.
  ///
  /// - Parameter scope: The index of the NIC, which an IPv6 address that is valid on one link only needs.
  init?(_ text: String, port: Int = 80, scope: UInt32 = 0, nic: String? = nil, path: String = "/openstack") {
    guard let plain = try? SocketAddress(ipAddress: text, port: port) else { return nil }
    if case .v6(let address) = plain {
      var scoped = address.address
      scoped.sin6_scope_id = scope
      self.address = SocketAddress(scoped, host: "")
      host = "[\(text)]"
    } else {
      address = plain
      host = text
    }
    self.port = port
    self.nic = nic
    self.path = path
  }

  /// What the header `Host` says: without the zone, which means nothing to others (RFC 6874 section 1).
  var authority: String { port == 80 ? host : "\(host):\(port)" }

  /// The URL of a path, for people: with the zone.
  func url(_ path: String) -> String {
    let zone = nic.map { "%\($0)" } ?? ""
    let shown = host.hasSuffix("]") ? "\(host.dropLast())\(zone)]" : host
    return "http://\(shown)\(port == 80 ? "" : ":\(port)")\(path)"
  }
}

extension MetadataEndpoint: CustomStringConvertible {
  /// The URL, and the NIC where the URL does not tell it.
  public var description: String {
    let route = nic.flatMap { host.hasSuffix("]") ? nil : " over \($0)" } ?? ""
    return url("\(path)/") + route
  }
}

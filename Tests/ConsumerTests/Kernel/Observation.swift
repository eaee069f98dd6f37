// SPDX-License-Identifier: Apache-2.0

import Foundation
import NetModel

/// What `Tests/kernel/run` leaves of a run.
struct Observation: Sendable {
  /// The interfaces by name.
  let interfaces: [String: ObservedInterface]
  /// The routes of the main table, both families.
  let routes: [ObservedRoute]
  /// What was asked of the servers on the wire, by interface: the names of messages.
  let requests: [String: Set<String>]
  /// The interfaces on which a router could be heard.
  let hearing: Set<String>
  /// resolv.conf.
  let resolver: String
  /// systemd-networkd's words on its links, by interface: `DNS=…`.
  let linkStates: [String: [String: String]]
  /// The consumer's log.
  let log: String
  /// What did not come in time.
  let delays: String
  /// What `swinit-net verify` said, with its status.
  let verification: Consumers.Outcome

  /// Reads the directory.
  init(_ directory: URL) throws {
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: directory.appending(path: name)), as: UTF8.self)
    }
    let list = try JSONDecoder().decode([ObservedInterface].self, from: Data(text("addr.json").utf8))
    interfaces = Dictionary(uniqueKeysWithValues: list.map { ($0.ifname, $0) })
    routes = try [IPFamily.v4, .v6].flatMap { family in
      let file = family == .v4 ? "route4.json" : "route6.json"
      return try JSONDecoder().decode([ObservedRoute.Entry].self, from: Data(text(file).utf8)).flatMap {
        try ObservedRoute.routes(of: $0, family)
      }
    }
    requests = Self.requests(in: try text("wire.log"))
    hearing = Set(try text("advertised").textLines)
    resolver = try text("resolv.conf")
    linkStates = Dictionary(
      uniqueKeysWithValues: list.map { interface in
        let lines = (try? text("links/\(interface.ifindex)"))?.textLines ?? []
        let pairs = lines.compactMap { line in
          line.firstIndex(of: "=").map { (String(line[..<$0]), String(line[$0...].dropFirst())) }
        }
        return (interface.ifname, Dictionary(pairs, uniquingKeysWith: { $1 }))
      })
    log = try text("log")
    delays = try text("late")
    verification = Consumers.Outcome(
      status: Int32(try text("status").textLines.first ?? "") ?? -1, output: try text("said"))
  }

  /// dnsmasq writes `DHCPDISCOVER(eth0) fa:16:3e:00:00:01`.
  private static func requests(in log: String) -> [String: Set<String>] {
    var requests: [String: Set<String>] = [:]
    for line in log.textLines {
      for word in line.words where word.hasSuffix(")") {
        let parts = word.dropLast().split(separator: "(")
        if parts.count == 2 { requests[String(parts[1]), default: []].insert(String(parts[0])) }
      }
    }
    return requests
  }

  /// The lines of resolv.conf that begin with a word.
  func resolverWords(_ keyword: String) -> [String] {
    resolver.textLines.map(\.words).filter { $0.first == keyword }.flatMap { $0.dropFirst() }
  }
}

/// An interface as `ip -j -d addr` tells it.
struct ObservedInterface: Decodable, Sendable {
  struct Address: Decodable, Sendable {
    let family: String
    let local: String
    let prefixlen: Int
    let scope: String
    let dynamic: Bool?
    let tentative: Bool?
    let dadfailed: Bool?

    /// The address with its length.
    var prefix: IPPrefix? { IPAddress(local).flatMap { IPPrefix($0, length: prefixlen) } }
  }

  let ifindex: Int
  let ifname: String
  let flags: [String]
  let mtu: Int
  private let addr_info: [Address?]

  /// Its addresses in the kernel's order, but for link-local ones; the interface's own.
  var addresses: [Address] { addr_info.compactMap(\.self).filter { $0.scope == "global" } }

  /// Whether it has a link-local IPv6 address.
  var hasLinkLocal: Bool { addr_info.contains { $0?.family == "inet6" && $0?.scope == "link" } }
}

/// A route as `ip -j route` tells it.
struct ObservedRoute: Hashable, Sendable, CustomStringConvertible {
  /// What JSON says.
  struct Entry: Decodable {
    struct Hop: Decodable {
      let gateway: String?
      let dev: String?
    }

    let type: String?
    let dst: String
    let gateway: String?
    let dev: String?
    let metric: Int?
    let nexthops: [Hop]?
  }

  let destination: IPPrefix
  let gateway: IPAddress?
  let device: String
  /// No word of a metric is 0.
  let metric: Int

  /// The routes of an entry, one for each next hop.
  static func routes(of entry: Entry, _ family: IPFamily) throws -> [ObservedRoute] {
    let destination =
      entry.dst == "default" ? .everything(family) : IPPrefix(entry.dst) ?? IPAddress(entry.dst).map { .host($0) }
    guard let destination, entry.type == nil || entry.type == "unicast" || entry.type == "multicast" else {
      throw ConsumerError("no route that we know: \(entry)")
    }
    let hops = entry.nexthops ?? [Entry.Hop(gateway: entry.gateway, dev: entry.dev)]
    return hops.map { hop in
      ObservedRoute(
        destination: destination, gateway: hop.gateway.flatMap { IPAddress($0) }, device: hop.dev ?? "?",
        metric: entry.metric ?? 0)
    }
  }

  var description: String {
    "\(destination)" + (gateway.map { " via \($0)" } ?? "") + " dev \(device) metric \(metric)"
  }
}

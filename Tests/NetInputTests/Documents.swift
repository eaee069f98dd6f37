// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

/// The text of a document from the texts of its parts.
func document(_ links: [String], _ networks: [String] = [], services: [String] = []) -> String {
  let (links, networks) = (links.joined(separator: ","), networks.joined(separator: ","))
  return #"{"links":[\#(links)],"networks":[\#(networks)],"services":[\#(services.joined(separator: ","))]}"#
}

/// The link `port<N>` of the NIC `ens<N>`, with more members of the object.
func phy(_ number: Int = 1, _ more: String = "", type: String = #""phy""#) -> String {
  object(#""id":"port\#(number)","type":\#(type),"ethernet_mac_address":"52:54:00:00:00:0\#(number)""#, more)
}

/// A bond of the links `port<N>`.
func bond(_ id: String = "team", of members: [Int] = [1, 2], _ more: String = #""bond_mode":"active-backup""#) -> String
{
  let links = members.map { #""port\#($0)""# }.joined(separator: ",")
  return object(#""id":"\#(id)","type":"bond","bond_links":[\#(links)]"#, more)
}

/// A VLAN of a link; `tag` is JSON.
func vlan(_ id: String = "tagged", on parent: String = "port1", tag: String = "100", _ more: String = "") -> String {
  object(#""id":"\#(id)","type":"vlan","vlan_link":"\#(parent)","vlan_id":\#(tag)"#, more)
}

/// A network of a link.
func network(_ type: String, on link: String = "port1", _ more: String = "") -> String {
  object(#""id":"network0","type":"\#(type)","link":"\#(link)""#, more)
}

/// A static network 192.0.2.10/24 or 2001:db8::10/64.
func static4(on link: String = "port1", host: Int = 10, _ more: String = "") -> String {
  network("ipv4", on: link, object(#""ip_address":"192.0.2.\#(host)","netmask":"255.255.255.0""#, more).inner)
}

func static6(on link: String = "port1", host: String = "10", _ more: String = "") -> String {
  network("ipv6", on: link, object(#""ip_address":"2001:db8::\#(host)","netmask":"ffff:ffff:ffff:ffff::""#, more).inner)
}

/// A member `routes` of one route.
func routes(_ network: String, _ netmask: String?, via gateway: String?) -> String {
  let netmask = netmask.map { #","netmask":"\#($0)""# } ?? ""
  let gateway = gateway.map { #","gateway":"\#($0)""# } ?? ""
  return #""routes":[{"network":"\#(network)"\#(netmask)\#(gateway)}]"#
}

func dns(_ address: String) -> String { #"{"type":"dns","address":"\#(address)"}"# }

private func object(_ members: String, _ more: String) -> String {
  "{" + members + (more.isEmpty ? "" : ",") + more + "}"
}

extension String {
  /// An object's text without its braces.
  fileprivate var inner: String { String(dropFirst().dropLast()) }
}

/// The NICs ens1, ens2, … with the addresses 52:54:00:00:00:01, ….
func nics(_ numbers: some Sequence<Int>) -> [NIC] {
  numbers.compactMap { number in
    InterfaceName("ens\(number)").map {
      NIC(name: $0, macAddress: MACAddress(bytes: [0x52, 0x54, 0, 0, 0, UInt8(number)]))
    }
  }
}

/// Reads a document on a host with the NICs ens1 to ens4.
func read(_ text: String, nics known: [NIC]? = nics(1...4)) -> NetworkData.Reading {
  NetworkData.read(Array(text.utf8), nics: known)
}

extension NetworkData.Reading {
  /// The plan; fails the test where there is none.
  func plan(at place: SourceLocation = #_sourceLocation) throws -> NetworkPlan {
    guard case .plan(let plan) = outcome else {
      let lines = findings.map { $0.line(file: "-") }.joined(separator: "\n")
      return try #require(nil as NetworkPlan?, "\(outcome)\n\(lines)", sourceLocation: place)
    }
    return plan
  }

  /// A link of the plan by name.
  func link(_ name: String = "ens1", at place: SourceLocation = #_sourceLocation) throws -> Link {
    let links = try plan(at: place).links
    return try #require(
      links.first { $0.name.text == name }, "among \(links.map(\.name.text))", sourceLocation: place)
  }

  /// The names of the plan's links, in its order.
  func names(at place: SourceLocation = #_sourceLocation) throws -> [String] {
    try plan(at: place).links.map(\.name.text)
  }

  /// The kinds of findings, in their order.
  var codes: [Finding.Code] { findings.map(\.code) }

  /// The paths of the findings of one kind.
  func paths(_ code: Finding.Code) -> [String] { findings.filter { $0.code == code }.map(\.path.description) }

  /// The kinds of findings that are errors, and that are no mere notes.
  var errors: [Finding.Code] { findings.filter { $0.severity == .error }.map(\.code) }
  var doubts: [Finding.Code] { findings.filter { $0.severity != .note }.map(\.code) }
}

extension Link {
  var addressTexts: [String] { addresses.map(\.description) }
  var nameServerTexts: [String] { nameServers.map(\.description) }
  /// Routes as `DESTINATION via GATEWAY`, with `onlink` where it is marked.
  var routeTexts: [String] {
    routes.map { "\($0.destination)" + ($0.gateway.map { " via \($0)" } ?? "") + ($0.isOnLink ? " onlink" : "") }
  }
  var metrics: [UInt32?] { routes.map { $0.metric?.number } }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoldenCases
import NetModel
import Renderers
import Testing

/// A golden case whose links are all Ethernet NICs: veths can stand for them on any kernel.
struct KernelCase: Sendable, CustomTestStringConvertible {
  let name: String
  let plan: NetworkPlan
  /// The document.
  let document: String
  /// The NICs that the document finds, by the names that they have before.
  let nics: [NIC]

  var testDescription: String { name }

  init?(_ golden: GoldenCase) {
    guard let plan = golden.plan, !plan.links.isEmpty,
      plan.links.allSatisfy({ $0.nic.map { !$0.isInfiniBand } ?? false })
    else { return nil }
    self.plan = plan
    name = golden.name
    document = golden.directory.appending(path: "network_data.json").path
    nics = golden.nics ?? plan.links.compactMap(\.nic)
  }

  /// All of them.
  static let all = GoldenCase.all.compactMap(KernelCase.init)

  /// resolv.conf as the local stage writes it where nobody else would.
  var resolver: RenderedFile {
    let servers = plan.links.flatMap(\.nameServers).map { "nameserver \($0)\n" }
    let domains = plan.links.flatMap(\.searchDomains).map(\.text)
    let search = domains.isEmpty ? "" : "search \(domains.joined(separator: " "))\n"
    return RenderedFile(path: "etc/resolv.conf", mode: 0o644, contents: servers.joined() + search)
  }

  /// What each NIC has to do with the wire that it is on.
  var wires: [Wire] { plan.links.enumerated().map { Wire(number: $0 + 1, link: $1) } }

  /// The arguments with which `swinit-net verify` is asked about the case.
  var verification: [String] {
    ["verify", document] + nics.flatMap { ["--nic", "\($0.name)=\($0.macAddress?.description ?? "")"] }
  }
}

/// A NIC's wire, on which a DHCP server and a router are, as `Tests/kernel/inside` numbers them.
struct Wire: Sendable {
  /// Its number, from 1.
  let number: Int
  /// The link whose NIC is on it.
  let link: Link

  /// Whether the link takes what the router says.
  var isAdvertised: Bool { link.ipv6Mode.acceptsRouterAdvertisements }

  /// The prefix from which DHCP gives addresses.
  var ipv4Prefix: IPPrefix? { IPPrefix("10.77.\(number).0/24") }
  /// The prefix that the router tells.
  var ipv6Prefix: IPPrefix? { IPPrefix("fd77:0:0:\(number)::/64") }
  /// The router that DHCP tells.
  var ipv4Router: IPAddress? { IPAddress("10.77.\(number).1") }
  /// The router that advertises itself.
  var ipv6Router: IPAddress? { IPAddress("fe80::77:\(number)") }

  /// The NIC as an argument of `Tests/kernel/run`: under the name that udev would have given it.
  var argument: String {
    let address = link.nic?.macAddress?.description ?? "02:00:00:00:00:0\(number)"
    let awaited = (link.usesDHCPv4 ? "4" : "") + (isAdvertised ? "6" : "")
    return "\(link.name),\(address),\(advertised),\(awaited)"
  }

  /// What the router tells; also to those who are not to listen.
  private var advertised: String {
    switch link.ipv6Mode {
    case .none, .slaac: "slaac"
    case .stateless: "stateless"
    case .stateful: "stateful"
    }
  }
}

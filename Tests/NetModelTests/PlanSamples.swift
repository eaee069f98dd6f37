// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

/// Values for plans, written short; a text that is none fails the test where it stands.
func name(_ text: String, at place: SourceLocation = #_sourceLocation) throws -> InterfaceName {
  try #require(InterfaceName(text), sourceLocation: place)
}

func address(_ text: String, at place: SourceLocation = #_sourceLocation) throws -> IPAddress {
  try #require(IPAddress(text), sourceLocation: place)
}

func prefix(_ text: String, at place: SourceLocation = #_sourceLocation) throws -> IPPrefix {
  try #require(IPPrefix(text), sourceLocation: place)
}

func route(_ destination: String, via gateway: String?, metric: Int? = nil) throws -> Route {
  let gateway = try gateway.map { try address($0) }
  return try #require(Route(to: try prefix(destination), via: gateway, metric: metric.flatMap { RouteMetric($0) }))
}

/// A physical link with its NIC under the same name.
func physical(_ text: String, mtu: Int? = nil, addresses: [String] = [], routes: [Route] = []) throws -> Link {
  let nic = NIC(name: try name(text), macAddress: nil)
  var link = Link(name: nic.name, kind: .physical(nic), path: .root["links"][0])
  link.mtu = mtu.flatMap { MTU($0) }
  link.addresses = try addresses.map { try prefix($0) }
  link.routes = routes
  return link
}

func vlan(_ text: String, of parent: String, id: Int, mtu: Int? = nil, addresses: [String] = []) throws -> Link {
  let kind = Link.Kind.vlan(VLAN(parent: try name(parent), id: try #require(VLANID(id))))
  var link = Link(name: try name(text), kind: kind, path: .root["links"][1])
  link.mtu = mtu.flatMap { MTU($0) }
  link.addresses = try addresses.map { try prefix($0) }
  return link
}

func bond(_ text: String, of members: [String], mtu: Int? = nil) throws -> Link {
  let bond = Bond(mode: .activeBackup, options: [:], members: try members.map { try name($0) })
  var link = Link(name: try name(text), kind: .bond(bond), path: .root["links"][2])
  link.mtu = mtu.flatMap { MTU($0) }
  return link
}

func member(_ text: String, of bond: String, mtu: Int? = nil) throws -> Link {
  var link = try physical(text, mtu: mtu)
  link.bond = try name(bond)
  return link
}

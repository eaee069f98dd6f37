// SPDX-License-Identifier: Apache-2.0

import NetModel

/// A [Route] section, or [Network] Gateway=, which is short for one (systemd.network(5)).
struct NetworkdRoute {
  /// The static addresses of the link.
  let addresses: [IPPrefix]

  /// The route of a section.
  func meaning(of section: UnitFile.Section) throws -> RouteMeaning {
    let gateway = try section.one("Gateway").map { try self.gateway($0, section) }
    guard let destination = try destination(section) ?? gateway.map({ .everything($0.family) }) else {
      throw section.error("neither Destination= nor Gateway=: the section is ignored")
    }
    guard gateway == nil || gateway?.family == destination.family else { throw section.error("two families") }
    let scope = try section.one("Scope")
    // Scope= does not count for IPv6; for IPv4 without a gateway 247 has "global", 252 "link", and both lead there.
    guard scope == nil || (scope == "link" && gateway == nil) || (scope == "global" && gateway != nil) else {
      throw section.error("Scope=\(scope ?? "")")
    }
    let metric = try section.number("Metric").flatMap { RouteMetric($0) }
    let isOnLink = try section.flag("GatewayOnLink")
    if isOnLink != nil, gateway == nil { throw section.error("GatewayOnLink without Gateway") }
    return meaning(to: destination, via: gateway, metric: metric, isOnLink: isOnLink)
  }

  /// The default route of [Network] Gateway=.
  func meaning(ofGateway text: String, _ section: UnitFile.Section) throws -> RouteMeaning {
    let gateway = try gateway(text, section)
    return meaning(to: .everything(gateway.family), via: gateway, metric: nil, isOnLink: nil)
  }

  private func meaning(
    to destination: IPPrefix, via gateway: IPAddress?, metric: RouteMetric?, isOnLink: Bool?
  ) -> RouteMeaning {
    // Without any static address networkd turns GatewayOnLink= on, with a word in the journal.
    let isFar = gateway.map { !Reachability(prefixes: addresses).isNear($0) } ?? false
    return RouteMeaning(
      to: destination, via: gateway, metric: metric, isOnLink: isOnLink ?? (addresses.isEmpty && isFar))
  }

  private func destination(_ section: UnitFile.Section) throws -> IPPrefix? {
    guard let text = try section.one("Destination") else { return nil }
    guard let prefix = IPPrefix(text) ?? IPAddress(text).map({ .host($0) }), prefix.masked == prefix else {
      throw section.error("Destination=\(text)")
    }
    return prefix
  }

  private func gateway(_ text: String, _ section: UnitFile.Section) throws -> IPAddress {
    guard let address = IPAddress(text), !address.isUnspecified else {
      throw section.error("Gateway=\(text) is no address that a plan gives")
    }
    return address
  }
}

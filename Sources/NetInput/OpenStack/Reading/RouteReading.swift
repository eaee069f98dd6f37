// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Static routes.
extension FindingLog {
  /// The routes of a network, with the default route that its `gateway` stands for; doubles are there as they stand.
  ///
  /// - Parameter own: All addresses of the link.
  mutating func readRoutes(of network: WireNetwork, own: Set<IPAddress>, at path: DocumentPath) -> [Route] {
    var routes: [Route] = []
    for (path, wire) in elements(of: network.routes, at: path["routes"], expected: "an object that describes a route") {
      if let route = readRoute(wire, own: own, at: path) { routes.append(route) }
    }
    if let gateway = readGateway(network.gateway, own: own, at: path["gateway"]),
      let route = Route(to: .everything(gateway.family), via: gateway)
    {
      routes.append(route)
    }
    return routes
  }

  private mutating func readRoute(_ wire: WireRoute, own: Set<IPAddress>, at path: DocumentPath) -> Route? {
    guard let destination = readDestination(wire, at: path) else { return nil }
    let errors = findings.count
    let gateway = readGateway(wire.gateway, own: own, at: path["gateway"])
    guard findings.count == errors else { return nil }
    if gateway == nil {
      add(
        .routeGatewayMissing, at: path,
        "the route to \(destination) has no gateway; its addresses are taken to be on the link",
        hint: "add gateway")
    }
    guard let route = Route(to: destination, via: gateway, metric: readMetric(wire.metric, at: path["metric"])) else {
      add(
        .routeGatewayInvalid, at: path["gateway"],
        "the gateway is \(gateway?.family.rawValue ?? "") and the destination \(destination.family.rawValue); "
          + "this route is left out"
      )
      return nil
    }
    return route
  }

  private mutating func readDestination(_ wire: WireRoute, at path: DocumentPath) -> IPPrefix? {
    guard let text = text(wire.network, at: path["network"], expected: "an address") else {
      if wire.network?.isEmpty ?? true {
        add(.missingKey, at: path["network"], "the route leads nowhere: it has no network; it is left out")
      }
      return nil
    }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = IPAddress(String(parts[0])) else {
      add(.routeInvalid, at: path["network"], "\"\(text.printable)\" is no address; this route is left out")
      return nil
    }
    var length: Int?
    if parts.count == 2 {
      length = Int(decimal: parts[1].utf8)
    } else if let mask = wire.netmask, !mask.isEmpty {
      length = readMask(mask, family: address.family, at: path["netmask"])
      if length == nil { return nil }
    } else {
      // Spellings of the default route leave the mask out; of anything else that would be a host.
      length = address.isUnspecified ? 0 : address.family.bits
      if !address.isUnspecified {
        add(
          .netmaskMissing, at: path["netmask"], "nothing gives the length of the route; /\(address.family.bits) is used"
        )
      }
    }
    guard let prefix = length.flatMap({ IPPrefix(address, length: $0) }) else {
      add(.routeInvalid, at: path["network"], "\"\(text.printable)\" has no length that fits; this route is left out")
      return nil
    }
    if parts.count == 2 { compareMask(wire.netmask, with: prefix, at: path["netmask"]) }
    if prefix.masked != prefix {
      add(.routeHostBits, at: path["network"], "\(prefix) has host bits; the route leads to \(prefix.masked)")
    }
    return prefix.masked
  }

  private mutating func readMask(_ scalar: WireScalar, family: IPFamily, at path: @autoclosure () -> DocumentPath)
    -> Int?
  {
    guard let text = text(scalar, at: path(), expected: "a netmask") else { return nil }
    do throws(Netmask.Failure) {
      return try Netmask(text, family: family).bits
    } catch {
      add(.routeInvalid, at: path(), "\"\(text.printable)\" \(error.explanation(for: family)); this route is left out")
      return nil
    }
  }

  private mutating func compareMask(
    _ scalar: WireScalar?, with prefix: IPPrefix, at path: @autoclosure () -> DocumentPath
  ) {
    guard let text = scalar?.text, !text.isEmpty, let bits = try? Netmask(text, family: prefix.family).bits,
      bits != prefix.length
    else { return }
    add(
      .netmaskConflict, at: path(),
      "\"\(text.printable)\" means /\(bits), but the network says /\(prefix.length), which is used")
  }

  /// A next hop; nil where there is none ("" and 0.0.0.0 count as none), and, with an error, where it is unusable.
  private mutating func readGateway(
    _ scalar: WireScalar?, own: Set<IPAddress>, at path: @autoclosure () -> DocumentPath
  ) -> IPAddress? {
    guard let text = text(scalar, at: path(), expected: "an IP address") else { return nil }
    guard let gateway = IPAddress(text), gateway.isUnspecified || gateway.isAssignable else {
      add(.routeGatewayInvalid, at: path(), "\"\(text.printable)\" is no address of a gateway; this route is left out")
      return nil
    }
    if own.contains(gateway) {
      add(.routeGatewayInvalid, at: path(), "\(gateway) is an address of this link itself; this route is left out")
      return nil
    }
    return gateway.isUnspecified ? nil : gateway
  }

  private mutating func readMetric(_ scalar: WireScalar?, at path: @autoclosure () -> DocumentPath) -> RouteMetric? {
    guard let text = text(scalar, at: path(), expected: "a number") else { return nil }
    if let metric = Int(decimal: text.utf8).flatMap({ RouteMetric($0) }) { return metric }
    add(
      .routeMetricInvalid, at: path(), "\"\(text.printable)\" is no metric; it is ignored",
      hint: "0 to 4294967295 is expected")
    return nil
  }
}

// SPDX-License-Identifier: Apache-2.0

extension Link {
  /// The link with every route marked whose gateway lies outside its static prefixes.
  ///
  /// Such a gateway (a /32 address, or a DHCP link whose lease is not known yet) answers neighbour discovery on the
  /// link all the same; without the mark the kernel refuses the route ("Nexthop has invalid gateway"). Link-local IPv6
  /// gateways are always reachable on their link.
  public func markingOnLinkGateways() -> Link {
    var link = self
    let prefixes = PrefixSet(addresses)
    for index in link.routes.indices {
      guard let gateway = link.routes[index].gateway else { continue }
      let isReachable = gateway.family == .v6 && gateway.isLinkLocal || prefixes.contains(gateway)
      link.routes[index].isOnLink = !isReachable
    }
    return link
  }
}

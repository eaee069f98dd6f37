// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// An element of `networks`.
struct WireNetwork: WireRecord {
  var type: WireScalar?
  var link: WireScalar?
  var ipAddress: WireScalar?
  var netmask: WireScalar?
  var gateway: WireScalar?
  var ipAddresses: WireList<WireAddress>?
  var routes: WireList<WireRoute>?
  var services: WireList<WireService>?
  var dnsNameServers: WireList<WireScalar>?
  var dnsSearch: WireList<WireScalar>?

  init(_ object: WireObject) throws {
    type = object.scalar("type")
    link = object.scalar("link")
    ipAddress = object.scalar("ip_address")
    netmask = object.scalar("netmask")
    gateway = object.scalar("gateway")
    ipAddresses = try object.list("ip_addresses")
    routes = try object.list("routes")
    services = try object.list("services")
    dnsNameServers = try object.list("dns_nameservers")
    dnsSearch = try object.list("dns_search")
  }
}

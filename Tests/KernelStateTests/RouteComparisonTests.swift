// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

@testable import KernelState

@Suite struct RouteComparisonTests {
  @Test func `a route that is missing is told`() throws {
    var host = try Host()
    host.removeRoutes(to: "0.0.0.0/0", over: 2)
    #expect(host.texts == ["eth0: route: 0.0.0.0/0 via 192.0.2.1 metric 100 planned, nothing found"])
  }

  @Test func `a route over another link is told as such`() throws {
    var host = try Host()
    host.routes[0].link = 1
    host["lo"].name = "wg0"
    #expect(
      host.texts == [
        "eth0: route: 0.0.0.0/0 via 192.0.2.1 metric 100 planned, nothing found; there is one over wg0"
      ])
  }

  @Test func `another gateway is told once`() throws {
    var host = try Host()
    host.routes[0].gateway = try address("192.0.2.2")
    #expect(host.texts == ["eth0: route: 0.0.0.0/0 via 192.0.2.1 planned, 0.0.0.0/0 via 192.0.2.2 found"])
    host.routes[0].gateway = nil
    #expect(host.texts == ["eth0: route: 0.0.0.0/0 via 192.0.2.1 planned, 0.0.0.0/0 on the link found"])
  }

  @Test func `another metric is told, and any will do where none is planned`() throws {
    var host = try Host()
    host.routes[0].metric = 0
    host.routes[1].metric = 77
    #expect(
      host.texts == [
        "eth0: metric: 0.0.0.0/0 via 192.0.2.1 metric 100 planned, 0.0.0.0/0 via 192.0.2.1 metric 0 found"
      ])
  }

  @Test func `of two routes to one place each is found by its metric`() throws {
    var host = try Host()
    host.links[0].routes = [
      try route("0.0.0.0/0", via: "192.0.2.1"), try route("0.0.0.0/0", via: "192.0.2.1", metric: 100),
    ]
    host.removeRoutes(to: "198.51.100.0/24", over: 2)
    host.removeRoutes(to: "::/0", over: 2)
    try host.addRoute(2, to: "0.0.0.0/0", via: "192.0.2.1", metric: 7)
    #expect(host.texts.isEmpty, "\(host.texts)")
  }

  @Test(arguments: [KernelRoute.Origin.configuration, .boot, .dhcp])
  func `a route that is not planned is told`(origin: KernelRoute.Origin) throws {
    var host = try Host()
    try host.addRoute(2, to: "10.0.0.0/8", via: "192.0.2.9", metric: 5, origin)
    #expect(host.texts == ["eth0: route: nothing planned, 10.0.0.0/8 via 192.0.2.9 metric 5 found"])
  }

  @Test func `what the kernel and the consumers make for themselves is no difference`() throws {
    var host = try Host()
    for origin in [KernelRoute.Origin.kernel, .configuration, .boot] {
      try host.addRoute(2, to: "192.0.2.0/24", metric: 100, origin)
      try host.addRoute(2, to: "2001:db8:1::/64", metric: 256, origin)
      try host.addRoute(2, to: "192.0.2.1/32", origin)
      try host.addRoute(2, to: "fe80::1/128", origin)
      try host.addRoute(2, to: "169.254.0.0/16", metric: 1002, origin)
      try host.addRoute(2, to: "fe80::/64", metric: 256, origin)
      try host.addRoute(2, to: "224.0.0.0/4", origin)
      try host.addRoute(2, to: "ff00::/8", metric: 256, origin)
    }
    try host.addRoute(2, to: "10.0.0.0/8", via: "192.0.2.9", .daemon)
    try host.addRoute(2, to: "10.0.0.1/32", via: "192.0.2.9", .kernel)
    #expect(host.texts.isEmpty, "\(host.texts)")
    try host.addRoute(2, to: "192.0.2.77/32")
    #expect(host.texts == ["eth0: route: nothing planned, 192.0.2.77/32 on the link metric 0 found"])
  }

  @Test func `routes of DHCP are fine where there is DHCP`() throws {
    var host = try Host()
    try host.addRoute(3, to: "169.254.169.254/32", via: "203.0.113.2", metric: 200, .dhcp)
    try host.addRoute(3, to: "10.0.0.0/8", via: "203.0.113.2", metric: 200, .dhcp)
    #expect(host.texts.isEmpty)
    try host.addRoute(3, to: "10.1.0.0/16", via: "203.0.113.2", .boot)
    #expect(host.texts == ["eth1: route: nothing planned, 10.1.0.0/16 via 203.0.113.2 metric 0 found"])
  }

  @Test func `dhclient's script does not say that its routes are DHCP's`() throws {
    var host = try Host()
    host.removeRoutes(to: "0.0.0.0/0", over: 3)
    try host.addRoute(3, to: "0.0.0.0/0", via: "203.0.113.1", metric: 200, .boot)
    try host.addRoute(3, to: "10.0.0.0/8", via: "203.0.113.2", .boot)
    #expect(host.texts.isEmpty)
    try host.addRoute(3, to: "10.1.0.0/16", via: "203.0.113.2", .configuration)
    #expect(host.texts == ["eth1: route: nothing planned, 10.1.0.0/16 via 203.0.113.2 metric 0 found"])
  }

  @Test func `metrics of default routes that come by themselves are compared`() throws {
    var host = try Host()
    host.routes[5].metric = 1024
    host.routes[6].metric = 1024
    #expect(
      host.texts == [
        "eth1: metric: 0.0.0.0/0 by DHCP metric 200 planned, 0.0.0.0/0 via 203.0.113.1 metric 1024 found",
        "eth1: metric: ::/0 by router advertisement metric 200 planned, ::/0 via fe80::2 metric 1024 found",
      ])
    (host.links[1].dhcpMetric, host.links[1].advertisedMetric) = (nil, nil)
    #expect(host.texts.isEmpty)
  }

  @Test func `a server that gives no default route leaves no metric to compare`() throws {
    var host = try Host()
    host.removeRoutes(to: "0.0.0.0/0", over: 3)
    host.removeRoutes(to: "::/0", over: 3)
    #expect(host.texts.isEmpty)
  }

  @Test func `a static route beside DHCP's own is found among them`() throws {
    var host = try Host()
    host.links[1].routes = [try route("0.0.0.0/0", via: "203.0.113.9", metric: 50)]
    #expect(host.texts == ["eth1: route: 0.0.0.0/0 via 203.0.113.9 metric 50 planned, nothing found"])
    try host.addRoute(3, to: "0.0.0.0/0", via: "203.0.113.9", metric: 50)
    #expect(host.texts.isEmpty)
  }
}

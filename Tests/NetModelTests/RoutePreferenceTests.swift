// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

@Suite("Rule 10: preference among equals")
struct RoutePreferenceTests {
  private let everything4 = IPPrefix.everything(.v4)
  private let everything6 = IPPrefix.everything(.v6)

  @Test func `a destination that is claimed once gets no metric`() throws {
    var preference = RoutePreference()
    preference.claim(everything4, link: 0, by: .route(0))
    preference.claim(everything6, link: 1, by: .advertisement)
    let links = try [physical("eth0", routes: [route("0.0.0.0/0", via: "192.0.2.1")]), physical("eth1")]
    #expect(preference.applied(to: links) == links)
  }

  @Test func `links rank in the order of their claims, whatever brings the route`() throws {
    var preference = RoutePreference()
    preference.claim(everything4, link: 2, by: .dhcp)
    preference.claim(everything4, link: 0, by: .route(0))
    preference.claim(everything4, link: 1, by: .dhcp)
    let links = preference.applied(
      to: try [physical("eth0", routes: [route("0.0.0.0/0", via: "192.0.2.1")]), physical("eth1"), physical("eth2")])
    #expect(links[2].dhcpMetric?.number == 100)
    #expect(links[0].routes[0].metric?.number == 200)
    #expect(links[1].dhcpMetric?.number == 300)
    #expect(links.allSatisfy { $0.advertisedMetric == nil })
  }

  @Test func `families do not compete`() throws {
    var preference = RoutePreference()
    preference.claim(everything4, link: 0, by: .dhcp)
    preference.claim(everything6, link: 1, by: .advertisement)
    preference.claim(everything6, link: 0, by: .advertisement)
    let links = preference.applied(to: try [physical("eth0"), physical("eth1")])
    #expect(links[0].dhcpMetric == nil)
    #expect(links[1].advertisedMetric?.number == 100)
    #expect(links[0].advertisedMetric?.number == 200)
  }

  @Test func `two defaults of one link rank too`() throws {
    var preference = RoutePreference()
    preference.claim(everything4, link: 0, by: .route(0))
    preference.claim(everything4, link: 0, by: .route(1))
    let routes = try [route("0.0.0.0/0", via: "192.0.2.1"), route("0.0.0.0/0", via: "192.0.2.2")]
    let links = preference.applied(to: [try physical("eth0", routes: routes)])
    #expect(links[0].routes.map { $0.metric?.number } == [100, 200])
  }

  @Test func `an explicit metric stays and is not given twice`() throws {
    var preference = RoutePreference()
    preference.claim(everything4, link: 0, by: .dhcp)
    preference.claim(everything4, link: 1, by: .route(0))
    preference.claim(everything4, link: 2, by: .dhcp)
    let links = preference.applied(
      to: try [
        physical("eth0"), physical("eth1", routes: [route("0.0.0.0/0", via: "192.0.2.1", metric: 100)]),
        physical("eth2"),
      ])
    #expect(links[1].routes[0].metric?.number == 100)
    let given = [links[0].dhcpMetric, links[2].dhcpMetric].compactMap { $0?.number }
    #expect(given == [200, 300])
  }

  @Test func `no claims change nothing`() throws {
    let links = [try physical("eth0")]
    #expect(RoutePreference().applied(to: links) == links)
  }
}

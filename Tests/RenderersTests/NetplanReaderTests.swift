// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers
import Testing

/// The reader of netplan's YAML falls into every trap that netplan 0.106 and networkd 252 do.
@Suite("Reader of netplan") struct NetplanReaderTests {
  private func eth0(_ text: String) throws -> LinkMeaning {
    try link("eth0", of: Texts.netplan("  ethernets:\n    eth0: {\(text)}"), "netplan")
  }

  @Test(
    "what makes netplan refuse the file",
    arguments: [
      ("  ethernets: {eth0: {ra-overrides: {}}}", "unknown key 'ra-overrides'"),
      ("  ethernets: {eth0: {addresses: [10.0.0.300/24]}}", "malformed address"),
      ("  ethernets: {eth0: {addresses: [10.0.0.3]}}", "malformed address"),
      ("  ethernets: {eth0: {optional: 1}}", "invalid boolean"),
      ("  ethernets: {eth0: {set-name: lan0}}", "set-name requires match"),
      ("  ethernets: {eth0: {dhcp4: true, dhcp4: false}}", "dhcp4 twice"),
      ("  ethernets: {eth0: {routes: [{to: default, via: fe80::1, metric: -1}]}}", "invalid unsigned int"),
      ("  ethernets: {eth0: {routes: [{to: 10.0.0.0/8, via: 'fe80::1'}]}}", "different IP families"),
      ("  bonds: {bond0: {interfaces: [eth9]}}", "'eth9' is not defined"),
      ("  bonds: {bond0: {parameters: {mode: 4}}}", "unknown bond mode"),
      ("  bonds: {bond0: {parameters: {mode: 802.3ad, use-carrier: true}}}", "unknown key 'use-carrier'"),
      ("  bonds: {bond0: {parameters: {arp-ip-targets: 10.0.0.1}}}", "a sequence was expected"),
      ("  vlans: {v: {id: 5}}", "missing 'link'"),
      ("  vlans: {v: {id: 4095, link: eth0}}", "invalid id"),
      ("  vlans: {v: {id: 5, link: eth0}}", "'eth0' is not defined"),
      ("  ethernets: {eth0: {match: {macaddress: 'FA:00:00:00:00:01'}}}", "lower case"),
      ("  ethernets: {eth0: {dhcp4: true, dhcp6: true, dhcp4-overrides: {route-metric: 5}}}", "same in both"),
      ("  ethernets: {eth0: {}}\n  vlans: {interface-of-sixteen: {id: 5, link: eth0}}", "too long"),
      ("  ethernets: {eth0: {}}\n  vlans: {v: {id: 5, link: eth0, mtu: 9000}}", "above that of eth0"),
      ("  ethernets: {eth0: &a {}}", "anchor"),
    ])
  func trap(text: String, message: String) {
    #expect(refusal(of: Texts.netplan(text), "netplan").contains(message))
  }

  @Test func theFileMustBePrivate() {
    let file = RenderedFile(path: "etc/netplan/50-swinit.yaml", mode: 0o644, contents: "network: {version: 2}\n")
    #expect(refusal(of: [file], "netplan").contains("too open"))
  }

  @Test func routerAdvertisementsAreTakenUnlessTurnedOff() throws {
    #expect(try eth0("").ipv6 == .asAdvertised)
    #expect(try eth0("accept-ra: true").ipv6 == .asAdvertised)
    #expect(try eth0("dhcp6: true").ipv6 == .asAdvertised)
    #expect(try eth0("accept-ra: false").ipv6 == .none)
    #expect(try eth0("dhcp6: true, accept-ra: false").ipv6 == .none, "no DHCPv6 client starts without an advertisement")
    #expect(try eth0("accept-ra: true, link-local: []").ipv6 == .none, "no link-local address, no advertisements")
  }

  @Test func oneMetricIsForAllThatIsDynamic() throws {
    let both = try eth0("dhcp4: true, accept-ra: true, dhcp4-overrides: {route-metric: 300}")
    #expect(both.dhcpMetric == RouteMetric(300))
    #expect(both.advertisedMetric == RouteMetric(300))
    #expect(both.sharesDHCPMetric)
    let lost = try eth0("accept-ra: true, dhcp6-overrides: {route-metric: 300}")
    #expect(lost.advertisedMetric == nil, "overrides without dhcp6 are dropped")
  }

  @Test func metricsAboveAnIntAreLost() throws {
    let route = { (metric: String) in "routes: [{to: default, via: 10.0.0.1, metric: \(metric)}]" }
    #expect(try eth0(route("2147483647")).routes.map(\.metric) == [RouteMetric(2_147_483_647)])
    #expect(try eth0(route("2147483648")).routes.map(\.metric) == [nil])
  }

  @Test func namesAreGivenByMatchAndSetName() throws {
    let text = "  ethernets: {nic0: {match: {macaddress: 'fa:00:00:00:00:01'}, set-name: lan0}}"
    let renamed = try link("lan0", of: Texts.netplan(text), "netplan")
    #expect(renamed.nic == NICMatch(macAddress: "fa:00:00:00:00:01", isRenamed: true))
    let kept = "  ethernets: {lan0: {match: {macaddress: 'fa:00:00:00:00:01'}}}"
    #expect(try !link("lan0", of: Texts.netplan(kept), "netplan").nic.isRenamed)
  }

  @Test func bondsLoseWhatNetworkdDoesNotRead() throws {
    let text = """
        ethernets: {eth0: {}, eth1: {}}
        bonds:
          bond0:
            interfaces: [eth0]
            mtu: 9000
            parameters:
              mode: active-backup
              mii-monitor-interval: 1s
              primary: eth1
              gratuitous-arp: 0
              fail-over-mac-policy: 1
              arp-validate: filter
              all-slaves-active: true
              lacp-rate: fast
      """
    let bond = try link("bond0", of: Texts.netplan(text), "netplan")
    let options = ["miimon": "1000", "all_slaves_active": "1"]
    #expect(bond.kind == .bond(BondMeaning(mode: "active-backup", options: options, members: ["eth0"])))
    let member = try link("eth0", of: Texts.netplan(text), "netplan")
    #expect(member.controller == "bond0")
    #expect(member.mtu == 9000)
    #expect(member.ipv6 == .none)
  }

  @Test func aMembersOwnAddressesAreRefused() {
    let text = "  ethernets: {eth0: {addresses: [10.0.0.1/8]}}\n  bonds: {bond0: {interfaces: [eth0]}}"
    #expect(refusal(of: Texts.netplan(text), "netplan").contains("has addresses"))
  }
}

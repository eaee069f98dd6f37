// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoldenCases
import NetModel
import Testing

/// Plans of golden cases set up with ip(8) on this machine's kernel, in a namespace of their own: `verify` has nothing to
/// say, and exactly what is broken, once something is.
@Suite(.enabled(if: Namespace.isAvailable, "tests on the running kernel need root, or a kernel that lends it"))
struct RealKernelTests {
  /// Those that veths can stand for, with nobody there who would answer DHCP or advertise.
  static let cases = GoldenCase.all.filter { golden in
    guard let plan = golden.plan, golden.nics != nil, !plan.links.isEmpty, plan.isComplete else { return false }
    return plan.links.allSatisfy { link in
      !link.usesDHCPv4 && !link.ipv6Mode.acceptsRouterAdvertisements && (link.mtu?.bytes ?? 1500) >= 1280
        && link.nic.map { $0.macAddress?.isInfiniBand != true } ?? false
    }
  }

  private func verify(_ golden: GoldenCase, after script: String = "", _ more: String = "") throws -> Namespace.Outcome
  {
    let plan = try #require(golden.plan)
    let nics = (golden.nics ?? []).map { nic in "--nic \(nic.name)=\(nic.macAddress?.description ?? "")" }
    let document = golden.directory.appending(path: "network_data.json").path
    return try Namespace.run(
      Namespace.setUp(plan) + script + "\nexec '\(Namespace.program)' verify \(more) "
        + nics.joined(separator: " ") + " '\(document)'")
  }

  @Test(arguments: cases)
  func `a plan that is set up has no difference`(of golden: GoldenCase) throws {
    let outcome = try verify(golden)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.complaints)")
    #expect(outcome.output.hasSuffix(" as planned\n"))
    #expect(outcome.lines.count == 1)
  }

  @Test func `many golden cases are set up`() {
    #expect(Self.cases.count >= 15)
  }

  /// What is broken on eth0 of two-nics-with-default-routes-get-metrics, and what is then told.
  static let breakages: [(script: String, told: [String])] = [
    (
      "ip address del 192.0.2.10/24 dev eth0; ip route replace default via 192.0.2.1 dev eth0 onlink metric 100",
      ["eth0: address: 192.0.2.10/24 planned, nothing found"]
    ),
    (
      "ip address del 2001:db8:1::10/64 dev eth0; ip route replace default via 2001:db8:1::1 dev eth0 onlink metric 100",
      ["eth0: address: 2001:db8:1::10/64 planned, nothing found"]
    ),
    ("ip address add 192.0.2.99/24 dev eth0", ["eth0: address: nothing planned, 192.0.2.99/24 found"]),
    (
      "ip address add 192.0.2.99/24 dev eth0 valid_lft 999 preferred_lft 99",
      ["eth0: address: nothing planned, 192.0.2.99/24 found; it has a lifetime: a DHCP client brought it"]
    ),
    ("ip link set eth0 mtu 1400", []),
    (
      "ip route del default dev eth0; ip route add default via 192.0.2.1 dev eth0 metric 300",
      ["eth0: metric: 0.0.0.0/0 via 192.0.2.1 metric 100 planned, 0.0.0.0/0 via 192.0.2.1 metric 300 found"]
    ),
    (
      "ip route replace default via 192.0.2.7 dev eth0 metric 100",
      ["eth0: route: 0.0.0.0/0 via 192.0.2.1 planned, 0.0.0.0/0 via 192.0.2.7 found"]
    ),
    (
      "ip -6 route del default dev eth0",
      ["eth0: route: ::/0 via 2001:db8:1::1 metric 100 planned, nothing found"]
    ),
    (
      "ip route add 10.0.0.0/8 via 192.0.2.9 dev eth0",
      ["eth0: route: nothing planned, 10.0.0.0/8 via 192.0.2.9 metric 0 found"]
    ),
    ("ip route add blackhole 10.0.0.0/8; ip route add 10.0.0.0/8 via 192.0.2.9 dev eth0 table 77", []),
    ("ip route add 10.0.0.0/8 via 192.0.2.9 dev eth0 proto bird", []),
    (
      "ip -6 route add default via fe80::9 dev eth0 metric 1024 proto ra",
      ["eth0: ra: ignored planned, taken found; there is a route of one: ::/0 via fe80::9"]
    ),
    ("echo 1 >/proc/sys/net/ipv6/conf/eth0/accept_ra", ["eth0: ra: ignored planned, taken found; accept_ra is 1"]),
    ("ip link set eth0 down", ["eth0: link: up planned, down found"]),
    (
      "ip link set eth0 down; ip link set eth0 name wan0; ip link set wan0 up",
      ["eth0: link: NIC fa:16:3e:00:00:01 planned, nothing found; the NIC fa:16:3e:00:00:01 is called wan0"]
    ),
    (
      "ip link set eth0 address fa:16:3e:00:00:09",
      ["eth0: mac: NIC fa:16:3e:00:00:01 planned, fa:16:3e:00:00:09 found"]
    ),
    (
      "ip link add br9 type bridge; ip link set eth0 master br9",
      ["eth0: member: nothing planned, member of br9 found"]
    ),
    ("ip link add br9 type bridge; ip address add 10.9.0.1/24 dev br9; ip link set br9 up", []),
  ]

  @Test(arguments: breakages.indices)
  func `one thing that is broken is told, and nothing else`(at index: Int) throws {
    let (script, told) = Self.breakages[index]
    let golden = try #require(GoldenCase.all.first { $0.name == "two-nics-with-default-routes-get-metrics" })
    let outcome = try verify(golden, after: script)
    #expect(outcome.lines == (told.isEmpty ? ["2 links are as planned"] : told), "\(script)\n\(outcome.complaints)")
    #expect(outcome.status == (told.isEmpty ? 0 : 2))
  }

  static let documents: [(name: String, script: String, told: String)] = [
    ("static-dual-stack-on-one-nic", "ip link set eth0 mtu 1500", "eth0: mtu: 1450 planned, 1500 found"),
    (
      "static-dual-stack-on-one-nic", "echo nameserver 10.0.0.53 >>/etc/resolv.conf",
      "host: dns: nothing planned, 10.0.0.53 found; /etc/resolv.conf names it"
    ),
    (
      "static-dual-stack-on-one-nic", "echo >/etc/resolv.conf",
      "eth0: dns: 192.0.2.53 planned, nothing found; /etc/resolv.conf does not name it"
    ),
    (
      "static-dual-stack-on-one-nic",
      """
      ip address del 2001:db8:1::10/64 dev eth0; ip link set peer0 down; ip address add 2001:db8:1::10/64 dev eth0
      ip route replace default via 2001:db8:1::1 dev eth0
      """, "eth0: address: 2001:db8:1::10/64 planned, a tentative one found; the link has no carrier"
    ),
  ]

  @Test(arguments: documents.indices)
  func `what is broken in other documents is told first`(at index: Int) throws {
    let (name, script, told) = Self.documents[index]
    let golden = try #require(GoldenCase.all.first { $0.name == name })
    let outcome = try verify(golden, after: script)
    #expect(outcome.lines.first == told, "\(outcome.output)\(outcome.complaints)")
    #expect(outcome.status == 2)
  }

  @Test func `an address that another host has is told as a duplicate`() throws {
    let golden = try #require(GoldenCase.all.first { $0.name == "static-ipv6-alone-ignores-router-advertisements" })
    let prefix = try #require(golden.plan?.links.first?.addresses(.v6).first)
    let outcome = try verify(
      golden,
      after: """
        ip address del \(prefix) dev eth0; unshare -n sleep 20 & other=$!; sleep 0.3; ip link set peer0 netns $other
        nsenter -t $other -n bash -c 'ip address add \(prefix) dev peer0 nodad; ip link set peer0 up'; sleep 0.5
        ip address add \(prefix) dev eth0; sleep 2.5; kill $other
        """)
    #expect(outcome.output.contains("\(prefix) planned, a duplicate found; another host"), "\(outcome)")
  }

  @Test func `JSON has every key and the same text`() throws {
    let golden = try #require(GoldenCase.all.first { $0.name == "static-dual-stack-on-one-nic" })
    let good = try verify(golden, "--format json")
    #expect(good.status == 0)
    let bad = try verify(golden, after: "ip address add 192.0.2.99/24 dev eth0", "--format json")
    #expect(bad.status == 2)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(bad.output.utf8)) as? [String: Any])
    #expect(Set(report.keys) == ["complete", "differences", "findings", "links", "notes"])
    #expect(report["links"] as? Int == 1)
    let difference = try #require((report["differences"] as? [[String: Any]])?.first)
    #expect(Set(difference.keys) == ["link", "facet", "planned", "found", "text"])
    #expect(difference["link"] as? String == "eth0")
    #expect(difference["facet"] as? String == "address")
    #expect(difference["planned"] is NSNull)
    #expect(difference["found"] as? String == "192.0.2.99/24")
    #expect(difference["text"] as? String == "eth0: address: nothing planned, 192.0.2.99/24 found")
  }
}

// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers
import Testing

/// The reader of keyfiles falls into every trap that NetworkManager 1.30 and 1.42 do.
@Suite struct KeyfileReaderTests {
  // MARK: The format

  @Test(arguments: [
    ("id=eth0\nid=eth0", "id is given twice"),
    ("id=eth0 # c\nautoconnect=false # c", "cannot be interpreted"),
    ("id=eth0\n  autoconnect=true", "blanks at an end"),
    ("id=eth0\n; comment", "neither a group nor key=value"),
    ("id=eth0\\x", "is no text"),
    ("id=", "an empty value"),
    ("id=eth0\nautoconnect=yes", "cannot be interpreted"),
    ("id=eth0\nautoconnect=false", "it stays down"),
    ("id=eth0\ncontroller=bond0", "nobody knows the key controller"),
    ("id=eth0\nmaster=bond0", "belong together"),
    ("id=eth0\nmaster=bond0\nslave-type=bridge", "belong together"),
    ("id=eth0\nmaster=bond0\nslave-type=bond", "no profile of bond bond0"),
    ("id=eth0\n\n[connection]", "[connection] is given twice"),
    ("id=eth0\n\n[802-1x]", "invalid setting name"),
    ("id=eth0\n\n[ethernet]\nmtu=1400\n\n[802-3-ethernet]\nmtu=1400", "one group under two names"),
    ("id=eth0\n\n[ethernet]\nmac-address=02:00", "invalid MAC address"),
    ("id=eth0\n\n[ethernet]\ncloned-mac-address=random", "cloned-mac-address=random"),
    ("id=eth0\n\n[ethernet]\nmtu=67", "mtu=67"),
    ("id=eth0\n\n[ethernet]\nmtu=-1", "no number"),
    ("id=eth0\n\n[bond]\nmode=802.3ad", "in a profile of type ethernet"),
  ])
  func `what NetworkManager ignores, or nobody means, is refused`(text: String, message: String) {
    let head = "[connection]\nuuid=00000000-0000-4000-8000-000000000001\ntype=ethernet\ninterface-name=eth0\n"
    let said = refusal(of: [KeyfileTexts.file("swinit-eth0.nmconnection", head + text + "\n")], "keyfile")
    #expect(said.contains(message), "\(said)")
  }

  @Test(arguments: [
    ("uuid=00000000-0000-4000-8000-000000000001\ntype=ethernet\ninterface-name=eth0", "no id"),
    ("id=a\ntype=ethernet\ninterface-name=eth0", "no valid uuid"),
    ("id=a\nuuid=eth0\ntype=ethernet\ninterface-name=eth0", "no valid uuid"),
    ("id=a\nuuid=00000000-0000-4000-8000-000000000001\ninterface-name=eth0", "type="),
    ("id=a\nuuid=00000000-0000-4000-8000-000000000001\ntype=bridge\ninterface-name=br0", "type=bridge"),
    ("id=a\nuuid=00000000-0000-4000-8000-000000000001\ntype=ethernet", "fits every device"),
    ("id=a\nuuid=00000000-0000-4000-8000-000000000001\ntype=bond\n[bond]\nmode=0", "no interface-name"),
    ("id=a\nuuid=00000000-0000-4000-8000-000000000001\ntype=bond\ninterface-name=b", "no [bond]"),
    ("id=a\nuuid=00000000-0000-4000-8000-000000000001\ntype=ethernet\ninterface-name=all", "no name"),
    ("id=a\nuuid=00000000-0000-4000-8000-000000000001\ntype=infiniband\ninterface-name=ib0", "transport-mode"),
  ])
  func `a profile without what it needs is refused`(text: String, message: String) {
    let said = refusal(of: [KeyfileTexts.file("swinit-eth0.nmconnection", "[connection]\n\(text)\n")], "keyfile")
    #expect(said.contains(message), "\(said)")
  }

  @Test func `files must be where NetworkManager reads them, and private`() {
    let text = KeyfileTexts.profile("eth0").contents
    #expect(refusal(of: [KeyfileTexts.file("eth0.nmconnection", text, mode: 0o644)], "keyfile").contains("insecure"))
    #expect(refusal(of: [KeyfileTexts.file("eth0", text)], "keyfile").contains("does not read this file"))
    #expect(refusal(of: [KeyfileTexts.file(".eth0.nmconnection", text)], "keyfile").contains("does not read this file"))
  }

  @Test func `uuids and interfaces are given once`() {
    let same = [KeyfileTexts.profile("eth0", 1), KeyfileTexts.profile("eth1", 1)]
    #expect(refusal(of: same, "keyfile").contains("uuid given twice"))
    let text = KeyfileTexts.profile("eth0", 2).contents
    #expect(
      refusal(of: [KeyfileTexts.profile("eth0", 1), KeyfileTexts.file("b.nmconnection", text)], "keyfile").contains(
        "a second"))
  }

  // MARK: IP

  @Test func `a group that is missing means auto`() throws {
    let meaning = try KeyfileTexts.readNIC(ipv4: nil, ipv6: nil)
    #expect(meaning.usesDHCPv4)
    #expect(meaning.ipv6 == .asAdvertised)
  }

  @Test(arguments: [
    ("may-fail=true", "method is missing"),
    ("method=shared", "method is missing or invalid"),
    ("method=ignore", "method is missing or invalid"),
    ("method=link-local", "IPv4 link-local"),
    ("method=manual", "method=manual without addresses"),
    ("method=disabled\naddress1=192.0.2.1/24", "addresses with method=disabled"),
    ("method=disabled\ndns=192.0.2.53", "DNS is not allowed"),
    ("method=disabled\nroute1=10.0.0.0/8", "routes with method=disabled"),
    ("method=auto\ngateway=192.0.2.1", "a gateway without addresses"),
    ("method=auto\nignore-auto-dns=true", "refuses what is offered"),
    ("method=auto\nnever-default=true", "never-default"),
    ("method=auto\nmay-fail=yes", "cannot be interpreted"),
    ("method=auto\nroute-metric=-2", "no number"),
    ("method=auto\ndns=2001:db8::53", "invalid DNS server"),
    ("method=auto\ndns=192.0.2.53,192.0.2.54", "invalid DNS server"),
    ("method=auto\ndns-search=~example.com", "no domain to search"),
    ("method=auto\naddress=192.0.2.1/24", "nobody knows the key address"),
    ("method=auto\naddress0=192.0.2.1/24", "nobody knows the key address0"),
    ("method=manual\naddress1=192.0.2.1", "no address with its length"),
    ("method=manual\naddress1=2001:db8::1/64", "no address with its length"),
    ("method=manual\naddress1=192.0.2.1/24;", "no address with its length"),
    ("method=manual\naddress1=192.0.2.1/24\naddress2=192.0.2.1/24", "given twice"),
    ("method=manual\naddress1=192.0.2.1/24,192.0.2.254\ngateway=192.0.2.254", "more than one gateway"),
    ("method=manual\naddress1=192.0.2.1/24\nroute1=10.0.0.0", "no destination"),
    ("method=manual\naddress1=192.0.2.1/24\nroute1=10.0.0.1/8", "no destination"),
    ("method=manual\naddress1=192.0.2.1/24\nroute1=10.0.0.0/8,192.0.2.2,5,6", "no destination"),
    ("method=manual\naddress1=192.0.2.1/24\nroute1=10.0.0.0/8,fe80::1", "gateway fe80::1"),
    ("method=manual\naddress1=192.0.2.1/24\nroute1=10.0.0.0/8,192.0.2.2,x", "metric x"),
    ("method=manual\naddress1=192.0.2.1/24\nroute1=10.0.0.0/8\nroute1_options=onlink=yes", "passed over"),
    ("method=manual\naddress1=192.0.2.1/24\nroute2_options=onlink=true", "without its route"),
    ("method=manual\naddress1=192.0.2.1/24\nroute1=0.0.0.0/0,192.0.2.2\nnever-default=true", "never-default"),
    ("method=auto\nra-timeout=5", "nobody knows the key ra-timeout"),
  ])
  func `IP settings that are refused, dropped or guessed are errors`(text: String, message: String) {
    let said = refusal(of: [KeyfileTexts.profile("eth0", ipv4: text)], "keyfile")
    #expect(said.contains(message), "\(said)")
  }

  @Test(arguments: [
    ("method=auto", IPv6Meaning.asAdvertised), ("method=disabled", .none), ("method=link-local", .none),
    ("method=ignore", .kernelDefault),
    ("method=manual\naddress1=2001:db8::1/64", .none),
    ("method=dhcp", IPv6Meaning(acceptsRA: false, formsAddresses: false, asksDHCPv6: .stateful)),
  ])
  func `modes of IPv6 are told apart`(text: String, meaning: IPv6Meaning) throws {
    #expect(try KeyfileTexts.readNIC(ipv6: text).ipv6 == meaning)
  }

  @Test func `metrics are inherited by routes that name none`() throws {
    let meaning = try KeyfileTexts.readNIC(
      ipv4: "method=auto\nroute-metric=300\naddress1=192.0.2.1/24\nroute1=10.0.0.0/8,192.0.2.2\n"
        + "route2=10.0.0.0/9,0.0.0.0,5", ipv6: "method=auto\nroute-metric=200")
    #expect(meaning.dhcpMetric == RouteMetric(300))
    #expect(meaning.advertisedMetric == RouteMetric(200))
    #expect(!meaning.sharesDHCPMetric)
    #expect(meaning.inheritedMetrics == [.v4: RouteMetric(rank: 2), .v6: RouteMetric(rank: 1)])
    #expect(Set(meaning.routes.map(\.description)) == ["10.0.0.0/8 via 192.0.2.2 metric 300", "10.0.0.0/9 metric 5"])
    #expect(try KeyfileTexts.readNIC(ipv4: "method=auto\nroute-metric=-1").dhcpMetric == nil)
  }

  @Test func `gateways outside the prefixes are reached by routes of NetworkManager's own`() throws {
    let address = "method=manual\naddress1=192.0.2.10/24"
    #expect(try KeyfileTexts.readNIC(ipv4: address + "\ngateway=192.0.2.1").routes.map(\.isOnLink) == [false])
    #expect(try KeyfileTexts.readNIC(ipv4: address + ",192.0.2.1").routes.map(\.isOnLink) == [false])
    #expect(try KeyfileTexts.readNIC(ipv4: address + "\ngateway=198.51.100.1").routes.map(\.isOnLink) == [true])
    #expect(
      try KeyfileTexts.readNIC(ipv4: address + "\nroute1=10.0.0.0/8,198.51.100.1").routes.map(\.isOnLink) == [true])
    let told = address + "\nroute1=10.0.0.0/8,192.0.2.1\nroute1_options=onlink=true"
    #expect(try KeyfileTexts.readNIC(ipv4: told).routes.map(\.isOnLink) == [true])
    let local = "method=manual\naddress1=2001:db8::10/64\ngateway=fe80::1"
    #expect(try KeyfileTexts.readNIC(ipv6: local).routes.map(\.isOnLink) == [false])
  }

  @Test func `addresses are in the order of their numbers, and lists end with semicolons or not`() throws {
    let meaning = try KeyfileTexts.readNIC(
      ipv4: "method=manual\naddress10=192.0.2.10/24\naddress2=192.0.2.2/24\naddress1=192.0.2.1/24\n"
        + "dns=192.0.2.53;192.0.2.54;\ndns-search=example.com;example.org",
      ipv6: "method=auto\ndns=2001:db8::53\ndns-search=example.org;example.net;")
    #expect(meaning.addresses.map(\.description) == ["192.0.2.1/24", "192.0.2.2/24", "192.0.2.10/24"])
    #expect(meaning.nameServers.map(\.description) == ["192.0.2.53", "192.0.2.54", "2001:db8::53"])
    #expect(meaning.searchDomains == ["example.com", "example.org", "example.net"])
  }

  @Test func `1.30 has the kernel prefer the last IPv6 address, 1.42 the first`() throws {
    let files = [KeyfileTexts.profile("eth0", ipv6: "method=manual\naddress1=2001:db8::1/64\naddress2=2001:db8::2/64")]
    let all = try readings(of: files, renderer: "keyfile")
    #expect(all.map(\.reader) == ["NetworkManager 1.30", "NetworkManager 1.42"])
    let orders = all.map { $0["eth0"]?.addresses.map(\.description) ?? [] }
    #expect(orders == [["2001:db8::2/64", "2001:db8::1/64"], ["2001:db8::1/64", "2001:db8::2/64"]])
  }

  @Test func `an MTU is raised where IPv6 is used at all`() throws {
    #expect(try KeyfileTexts.readNIC("[ethernet]\nmtu=1000", ipv6: "method=link-local").mtu == 1280)
    #expect(try KeyfileTexts.readNIC("[ethernet]\nmtu=1000").mtu == 1000)
  }
}

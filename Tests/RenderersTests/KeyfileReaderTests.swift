// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers
import Testing

/// The reader of keyfiles falls into every trap that NetworkManager 1.30 and 1.42 do.
@Suite struct KeyfileReaderTests {
  /// A profile of an interface in its file; what is not told is off.
  private static func profile(
    _ name: String, _ number: Int = 1, type: String = "ethernet", connection: String = "", groups: String = "",
    ipv4: String? = "method=disabled", ipv6: String? = "method=disabled"
  ) -> RenderedFile {
    var text = """
      # A comment.
      [connection]
      id=\(name)
      uuid=00000000-0000-4000-8000-00000000000\(number)
      type=\(type)
      interface-name=\(name)
      \(connection)

      \(groups)

      """
    if let ipv4 { text += "\n[ipv4]\n\(ipv4)\n" }
    if let ipv6 { text += "\n[ipv6]\n\(ipv6)\n" }
    return file("swinit-\(name).nmconnection", text)
  }

  private static func file(_ name: String, _ text: String, mode: UInt16 = 0o600) -> RenderedFile {
    RenderedFile(path: "etc/NetworkManager/system-connections/\(name)", mode: mode, contents: text)
  }

  private func eth0(_ groups: String = "", ipv4: String? = "method=disabled", ipv6: String? = "method=disabled") throws
    -> LinkMeaning
  {
    try link("eth0", of: [Self.profile("eth0", groups: groups, ipv4: ipv4, ipv6: ipv6)], "keyfile")
  }

  private static func bond(_ options: String, member: String = "master=bond0\nslave-type=bond") -> [RenderedFile] {
    [
      profile("bond0", 1, type: "bond", groups: "[bond]\n\(options)"),
      profile("eth0", 2, connection: member, ipv4: nil, ipv6: nil),
    ]
  }

  private static func vlan(_ vlan: String, ethernet: String = "") -> [RenderedFile] {
    [profile("eth0", 1), profile("data", 2, type: "vlan", groups: "[vlan]\n\(vlan)\n\n\(ethernet)")]
  }

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
    let said = refusal(of: [Self.file("swinit-eth0.nmconnection", head + text + "\n")], "keyfile")
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
    let said = refusal(of: [Self.file("swinit-eth0.nmconnection", "[connection]\n\(text)\n")], "keyfile")
    #expect(said.contains(message), "\(said)")
  }

  @Test func `files must be where NetworkManager reads them, and private`() {
    let text = Self.profile("eth0").contents
    #expect(refusal(of: [Self.file("eth0.nmconnection", text, mode: 0o644)], "keyfile").contains("insecure"))
    #expect(refusal(of: [Self.file("eth0", text)], "keyfile").contains("does not read this file"))
    #expect(refusal(of: [Self.file(".eth0.nmconnection", text)], "keyfile").contains("does not read this file"))
  }

  @Test func `uuids and interfaces are given once`() {
    let same = [Self.profile("eth0", 1), Self.profile("eth1", 1)]
    #expect(refusal(of: same, "keyfile").contains("uuid given twice"))
    let text = Self.profile("eth0", 2).contents
    #expect(refusal(of: [Self.profile("eth0", 1), Self.file("b.nmconnection", text)], "keyfile").contains("a second"))
  }

  // MARK: IP

  @Test func `a group that is missing means auto`() throws {
    let meaning = try eth0(ipv4: nil, ipv6: nil)
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
    let said = refusal(of: [Self.profile("eth0", ipv4: text)], "keyfile")
    #expect(said.contains(message), "\(said)")
  }

  @Test(arguments: [
    ("method=auto", IPv6Meaning.asAdvertised), ("method=disabled", .none), ("method=link-local", .none),
    ("method=ignore", .kernelDefault),
    ("method=manual\naddress1=2001:db8::1/64", .none),
    ("method=dhcp", IPv6Meaning(acceptsRA: false, formsAddresses: false, asksDHCPv6: .stateful)),
  ])
  func `modes of IPv6 are told apart`(text: String, meaning: IPv6Meaning) throws {
    #expect(try eth0(ipv6: text).ipv6 == meaning)
  }

  @Test func `metrics are inherited by routes that name none`() throws {
    let meaning = try eth0(
      ipv4: "method=auto\nroute-metric=300\naddress1=192.0.2.1/24\nroute1=10.0.0.0/8,192.0.2.2\n"
        + "route2=10.0.0.0/9,0.0.0.0,5", ipv6: "method=auto\nroute-metric=200")
    #expect(meaning.dhcpMetric == RouteMetric(300))
    #expect(meaning.advertisedMetric == RouteMetric(200))
    #expect(!meaning.sharesDHCPMetric)
    #expect(meaning.inheritedMetrics == [.v4: RouteMetric(rank: 2), .v6: RouteMetric(rank: 1)])
    #expect(Set(meaning.routes.map(\.description)) == ["10.0.0.0/8 via 192.0.2.2 metric 300", "10.0.0.0/9 metric 5"])
    #expect(try eth0(ipv4: "method=auto\nroute-metric=-1").dhcpMetric == nil)
  }

  @Test func `gateways outside the prefixes are reached by routes of NetworkManager's own`() throws {
    let address = "method=manual\naddress1=192.0.2.10/24"
    #expect(try eth0(ipv4: address + "\ngateway=192.0.2.1").routes.map(\.isOnLink) == [false])
    #expect(try eth0(ipv4: address + ",192.0.2.1").routes.map(\.isOnLink) == [false])
    #expect(try eth0(ipv4: address + "\ngateway=198.51.100.1").routes.map(\.isOnLink) == [true])
    #expect(try eth0(ipv4: address + "\nroute1=10.0.0.0/8,198.51.100.1").routes.map(\.isOnLink) == [true])
    let told = address + "\nroute1=10.0.0.0/8,192.0.2.1\nroute1_options=onlink=true"
    #expect(try eth0(ipv4: told).routes.map(\.isOnLink) == [true])
    let local = "method=manual\naddress1=2001:db8::10/64\ngateway=fe80::1"
    #expect(try eth0(ipv6: local).routes.map(\.isOnLink) == [false])
  }

  @Test func `addresses are in the order of their numbers, and lists end with semicolons or not`() throws {
    let meaning = try eth0(
      ipv4: "method=manual\naddress10=192.0.2.10/24\naddress2=192.0.2.2/24\naddress1=192.0.2.1/24\n"
        + "dns=192.0.2.53;192.0.2.54;\ndns-search=example.com;example.org",
      ipv6: "method=auto\ndns=2001:db8::53\ndns-search=example.org;example.net;")
    #expect(meaning.addresses.map(\.description) == ["192.0.2.1/24", "192.0.2.2/24", "192.0.2.10/24"])
    #expect(meaning.nameServers.map(\.description) == ["192.0.2.53", "192.0.2.54", "2001:db8::53"])
    #expect(meaning.searchDomains == ["example.com", "example.org", "example.net"])
  }

  @Test func `1.30 has the kernel prefer the last IPv6 address, 1.42 the first`() throws {
    let files = [Self.profile("eth0", ipv6: "method=manual\naddress1=2001:db8::1/64\naddress2=2001:db8::2/64")]
    let all = try readings(of: files, renderer: "keyfile")
    #expect(all.map(\.reader) == ["NetworkManager 1.30", "NetworkManager 1.42"])
    let orders = all.map { $0["eth0"]?.addresses.map(\.description) ?? [] }
    #expect(orders == [["2001:db8::2/64", "2001:db8::1/64"], ["2001:db8::1/64", "2001:db8::2/64"]])
  }

  @Test func `an MTU is raised where IPv6 is used at all`() throws {
    #expect(try eth0("[ethernet]\nmtu=1000", ipv6: "method=link-local").mtu == 1280)
    #expect(try eth0("[ethernet]\nmtu=1000").mtu == 1000)
  }

  // MARK: Bonds, VLANs, NICs

  @Test(arguments: [
    ("miimon=100", "'mode' is missing"),
    ("mode=802.1ad", "'mode' is missing or invalid"),
    ("mode=802.3ad\nprimary=eth0", "not valid with mode"),
    ("mode=802.3ad\narp_missed_max=3", "nobody knows the key arp_missed_max"),
    ("mode=802.3ad\nlacp_active=off", "nobody knows the key lacp_active"),
    ("mode=802.3ad\nmiimon=often", "invalid bond option"),
    ("mode=802.3ad\nuse_carrier=on", "invalid bond option"),
    ("mode=active-backup\nlacp_rate=fast", "not valid with mode"),
    ("mode=active-backup\nprimary=eth9", "is no member"),
    ("mode=active-backup\narp_interval=100", "alone"),
    ("mode=active-backup\narp_ip_target=192.0.2.1", "alone"),
    ("mode=active-backup\nmiimon=100\narp_interval=100\narp_ip_target=192.0.2.1", "turns arp_interval off"),
    ("mode=balance-tlb\narp_interval=100\narp_ip_target=192.0.2.1", "not valid with mode"),
    ("mode=active-backup\nmiimon=0\nupdelay=100", "requires miimon"),
    ("mode=active-backup\nmiimon=100\npeer_notif_delay=150", "multiple of miimon"),
    ("mode=active-backup\nnum_grat_arp=2\nnum_unsol_na=3", "cannot have different values"),
  ])
  func `options of a bond that are refused or dropped are errors`(text: String, message: String) {
    let said = refusal(of: Self.bond(text), "keyfile")
    #expect(said.contains(message), "\(said)")
  }

  @Test(arguments: ["master=bond0\nslave-type=bond", "master=00000000-0000-4000-8000-000000000001\nslave-type=bond"])
  func `members name their bond or its uuid`(member: String) throws {
    let files = Self.bond("mode=4\nlacp_rate=1\nxmit_hash_policy=layer3+4", member: member)
    // miimon is NetworkManager's default.
    let options = ["lacp_rate": "fast", "xmit_hash_policy": "layer3+4", "miimon": "100"]
    var bond = BondMeaning(mode: "802.3ad", options: options, members: ["eth0"])
    bond.isOrdered = false
    #expect(try link("bond0", of: files, "keyfile").kind == .bond(bond))
    let port = try link("eth0", of: files, "keyfile")
    #expect(port.controller == "bond0")
    #expect(!port.usesDHCPv4 && port.ipv6 == .none)
  }

  @Test func `ARP monitoring leaves the link check off`() throws {
    let files = Self.bond("mode=1\narp_interval=100\narp_ip_target=192.0.2.1,192.0.2.2")
    guard case .bond(let bond) = try link("bond0", of: files, "keyfile").kind else { throw MeaningError("", "no bond") }
    #expect(bond.options == ["arp_interval": "100", "arp_ip_target": "192.0.2.1,192.0.2.2"])
  }

  @Test func `a member has no IP settings`() {
    let member = Self.profile(
      "eth0", 2, connection: "master=bond0\nslave-type=bond", ipv4: "method=manual\naddress1=192.0.2.1/24", ipv6: nil)
    let files = [Self.profile("bond0", 1, type: "bond", groups: "[bond]\nmode=1"), member]
    #expect(refusal(of: files, "keyfile").contains("are dropped"))
  }

  @Test(arguments: [
    ("parent=eth0", "without id or parent"), ("id=5", "without id or parent"),
    ("id=4095\nparent=eth0", "without id or parent"), ("id=5\nparent=eth1", "no profile of its parent"),
    ("id=5\nparent=eth0\nflags=0", "flags other"), ("id=5\nparent=eth0\nprotocol=802.1ad", "nobody knows"),
  ])
  func `VLANs that cannot be made are refused`(text: String, message: String) {
    #expect(refusal(of: Self.vlan(text), "keyfile").contains(message))
  }

  @Test func `the MAC of what is made is set by cloned-mac-address alone`() throws {
    let set = Self.vlan("id=5\nparent=eth0", ethernet: "[ethernet]\ncloned-mac-address=02:00:00:00:00:05")
    #expect(try link("data", of: set, "keyfile").macAddress == "02:00:00:00:00:05")
    let matched = Self.vlan("id=5\nparent=eth0", ethernet: "[ethernet]\nmac-address=02:00:00:00:00:05")
    #expect(refusal(of: matched, "keyfile").contains("matched and not set"))
    let large = Self.vlan("id=5\nparent=eth0", ethernet: "[ethernet]\nmtu=9000")
    #expect(refusal(of: large, "keyfile").contains("above that of eth0"))
  }

  @Test func `VLANs name their parent or its uuid`() throws {
    for parent in ["eth0", "00000000-0000-4000-8000-000000000001"] {
      let data = try link("data", of: Self.vlan("id=5\nparent=\(parent)"), "keyfile")
      #expect(data.kind == .vlan(VLANMeaning(parent: "eth0", id: 5)))
    }
  }

  @Test func `NICs are found by name or permanent address, and renamed by their .link file`() throws {
    #expect(try eth0().nic == NICMatch(originalName: "eth0"))
    let byBoth = try eth0("[ethernet]\nmac-address=02:00:00:00:00:0A")
    #expect(byBoth.nic == NICMatch(macAddress: "02:00:00:00:00:0a", originalName: "eth0"))
    let byMAC = RenderedFile(
      path: "etc/NetworkManager/system-connections/swinit-eth0.nmconnection", mode: 0o600,
      contents: Self.profile("eth0", groups: "[ethernet]\nmac-address=02:00:00:00:00:0a").contents
        .replacing("interface-name=eth0\n", with: ""))
    #expect(try link("eth0", of: [byMAC], "keyfile").nic == NICMatch(macAddress: "02:00:00:00:00:0a"))
    let rename = RenderedFile(
      path: "etc/systemd/network/10-swinit-lan0.link", mode: 0o644,
      contents: "[Match]\nPermanentMACAddress=02:00:00:00:00:0a\n\n[Link]\nName=lan0\n")
    let renamed = NICMatch(macAddress: "02:00:00:00:00:0a", isRenamed: true)
    #expect(try link("lan0", of: [rename, byMAC], "keyfile").nic == renamed)
    #expect(try link("lan0", of: [rename, Self.profile("lan0")], "keyfile").nic == renamed)
    #expect(refusal(of: [rename, Self.profile("eth0")], "keyfile").contains("renamed, and nothing else"))
  }
}

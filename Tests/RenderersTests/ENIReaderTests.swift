// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers
import Testing

/// The reader of /etc/network/interfaces falls into every trap that ifupdown 0.8.41 does.
@Suite("Reader of ENI") struct ENIReaderTests {
  private func eth0(_ text: String) throws -> LinkMeaning { try link("eth0", of: Texts.eni(text), "eni") }

  @Test(
    "what spoils a file or an interface",
    arguments: [
      ("auto eth0 # c\niface eth0 inet manual", "trailing comment"),
      ("auto eth0\niface eth0 inet static\n address 10.0.0.1/24 # c", "trailing comment"),
      ("auto eth0\niface eth0 inet manual\n mtu 1400\n mtu 1300", "mtu twice"),
      ("auto eth0\niface eth0 inet manual\n mtu", "empty value"),
      ("auto eth0\niface eth0 inet manual\n mtu 1400 \\", "next line"),
      ("auto eth0\niface eth0 inet wibble", "unknown family or method"),
      ("auto eth0\niface eth0 inet", "whole file is unread"),
      ("auto eth0\niface eth0 inet6 static\n address 2001:db8::1/64\n accept-ra 0", "accept-ra"),
      ("auto eth0\niface eth0 inet manual\n bond-min-links 1", "bond-min-links"),
      ("auto eth0\niface eth0 inet manual\n mtu 1400; touch X", "plain text to a shell"),
      ("auto eth0 eth1\niface eth0 inet manual", "unknown interface eth1"),
      ("iface eth0 inet manual", "never comes up"),
      ("auto eth0\niface eth0 inet static", "missing required variable"),
      ("auto bond0\niface bond0 inet manual\n bond-mode 4\n bond-slaves eth0", "has no stanza"),
      ("auto storage\niface storage inet manual\n vlan-raw-device eth0\n vlan-id 5", "vlan-id"),
      ("allow-hotplug bond0\niface bond0 inet manual\n bond-mode 4", "nobody creates"),
      ("auto eth0\niface eth0 inet manual\n up ip route replace 10.9.0.0/16 via 10.0.0.1 dev eth0", "invalid gateway"),
      ("auto eth0\niface eth0 inet manual\n up ip route replace 10.9.0.1/16 dev eth0", "host bits"),
      ("auto eth0\niface eth0 inet manual\n up wget x", "no command"),
      ("auto eth0\niface eth0 inet manual\n pre-up ip link set dev eth0 up; reboot", "more shell"),
    ])
  func trap(text: String, message: String) {
    #expect(refusal(of: Texts.eni(text), "eni").contains(message))
  }

  @Test func mtuAndMACAreIgnoredByDynamicMethods() throws {
    let meaning = try eth0(
      "auto eth0\niface eth0 inet dhcp\n mtu 1400\n metric 7\n"
        + "iface eth0 inet6 auto\n mtu 1400\n hwaddress 02:00:00:00:00:01"
    )
    #expect(meaning.mtu == nil)
    #expect(meaning.macAddress == nil)
    #expect(meaning.usesDHCPv4)
    #expect(meaning.dhcpMetric == RouteMetric(7))
  }

  @Test func anIPv6StanzaDoesNotLowerTheMTU() throws {
    #expect(try eth0("auto eth0\niface eth0 inet6 static\n address 2001:db8::1/64\n mtu 1400").mtu == nil)
    #expect(try eth0("auto eth0\niface eth0 inet6 static\n address 2001:db8::1/64\n mtu 9000").mtu == 9000)
  }

  @Test func theLastMTUWins() throws {
    #expect(try eth0("auto eth0\niface eth0 inet manual\n mtu 9000\niface eth0 inet manual\n mtu 1400").mtu == 1400)
  }

  @Test func routerAdvertisementsAreTakenUnlessTurnedOff() throws {
    #expect(try eth0("auto eth0\niface eth0 inet static\n address 10.0.0.1/24").ipv6 == .kernelDefault)
    let static6 = "auto eth0\niface eth0 inet6 static\n address 2001:db8::1/64\n"
    #expect(try eth0(static6).ipv6.acceptsRA)
    #expect(try !eth0(static6 + " accept_ra 0").ipv6.acceptsRA)
    #expect(try !eth0(static6 + " gateway fe80::1").ipv6.acceptsRA, "a gateway implies accept_ra 0")
    let off = "auto eth0\niface eth0 inet manual\n pre-up echo 0 > /proc/sys/net/ipv6/conf/$IFACE/accept_ra || true"
    #expect(try eth0(off).ipv6 == .none)
  }

  @Test func aStaticStanzaAfterAnAutoOneEndsSLAAC() throws {
    let both = "auto eth0\niface eth0 inet6 auto\niface eth0 inet6 static\n address 2001:db8::1/64\n"
    #expect(try !eth0(both).ipv6.formsAddresses)
    #expect(try eth0(both + " autoconf 1").ipv6.formsAddresses)
  }

  @Test func modesOfDHCPv6AreToldApart() throws {
    #expect(try eth0("auto eth0\niface eth0 inet6 auto").ipv6.asksDHCPv6 == .none)
    #expect(try eth0("auto eth0\niface eth0 inet6 auto\n dhcp 1").ipv6.asksDHCPv6 == .stateless)
    #expect(try eth0("auto eth0\niface eth0 inet6 dhcp").ipv6.asksDHCPv6 == .stateful)
  }

  @Test func gatewaysAreOnLinkWhereTheyNeedToBe() throws {
    let near = try eth0("auto eth0\niface eth0 inet static\n address 10.0.0.5/24\n gateway 10.0.0.1")
    #expect(near.routes.map(\.isOnLink) == [false])
    let far = try eth0("auto eth0\niface eth0 inet static\n address 10.0.0.5/32\n gateway 10.0.0.1")
    #expect(far.routes.map(\.isOnLink) == [true])
  }

  @Test func secondDefaultRoutesCollide() throws {
    let one = "auto eth0\niface eth0 inet static\n address 10.0.0.5/24\n gateway 10.0.0.1\n"
    let two = "auto eth1\niface eth1 inet static\n address 10.1.0.5/24\n gateway 10.1.0.1\n"
    #expect(refusal(of: Texts.eni(one + two), "eni").contains("File exists"))
    let six = "auto eth0\niface eth0 inet6 static\n address 2001:db8::5/64\n gateway 2001:db8::1\n"
    let six1 = "auto eth1\niface eth1 inet6 static\n address 2001:db8:1::5/64\n gateway 2001:db8:1::1\n"
    #expect(try eth0(six + six1).routes.isEmpty, "the second replaces the first")
    #expect(try eth0(six + six1 + " metric 2000").routes.count == 1)
  }

  @Test func bondsAreReadAsIfenslaveSetsThem() throws {
    let text = """
      auto bond0
      iface bond0 inet manual
        bond-slaves eth0 eth1
        bond_mode 1
        bond-miimon 100
        bond-lacp-rate fast
        bond-primary eth9 eth1
        bond-arp-validate often
        mtu 9000
        up echo 2 > /sys/class/net/$IFACE/bonding/min_links
        up echo 5 > /sys/class/net/$IFACE/bonding/ad_select || true
      auto eth0
      iface eth0 inet manual
      auto eth1
      iface eth1 inet manual
      """
    let bond = try link("bond0", of: Texts.eni(text), "eni")
    let options = ["miimon": "100", "primary": "eth1", "min_links": "2"]
    #expect(bond.kind == .bond(BondMeaning(mode: "active-backup", options: options, members: ["eth0", "eth1"])))
    let member = try eth0(text)
    #expect(member.controller == "bond0")
    #expect(member.mtu == 9000)
    #expect(member.ipv6 == .none)
  }

  @Test func optionsOfALivingBondAreRefused() {
    let text =
      "auto eth0\niface eth0 inet manual\nauto bond0\niface bond0 inet manual\n bond-mode 802.3ad\n bond-slaves eth0\n"
    let echo = " up echo fast > /sys/class/net/bond0/bonding/lacp_rate"
    #expect(refusal(of: Texts.eni(text + echo), "eni").contains("has members"))
    let early = " pre-up echo 2 > /sys/class/net/bond0/bonding/min_links"
    #expect(refusal(of: Texts.eni(text + early), "eni").contains("not there yet"))
  }

  @Test func vlansFollowTheirNames() throws {
    let eth0 = "auto eth0\niface eth0 inet manual\n"
    let plain = try link("eth0.0200", of: Texts.eni(eth0 + "auto eth0.0200\niface eth0.0200 inet manual"), "eni")
    #expect(plain.kind == .vlan(VLANMeaning(parent: "eth0", id: 200)))
    // Made as VLAN 10 of eth0 before pre-up, whatever the file wants.
    let stacked = eth0 + "auto eth0.10.20\niface eth0.10.20 inet manual\n"
    #expect(try link("eth0.10.20", of: Texts.eni(stacked), "eni").kind == .vlan(VLANMeaning(parent: "eth0", id: 10)))
    let odd = "auto storage\niface storage inet manual\n pre-up ip link add link eth0 name storage type vlan id 7\n"
    #expect(try link("storage", of: Texts.eni(eth0 + odd), "eni").kind == .vlan(VLANMeaning(parent: "eth0", id: 7)))
    #expect(refusal(of: Texts.eni(odd + eth0), "eni").contains("not up yet"))
    let wrong = "auto stor.200\niface stor.200 inet manual\n vlan-raw-device eth0\n"
    #expect(refusal(of: Texts.eni(eth0 + wrong), "eni").contains("another VLAN"))
  }

  @Test func aVLANCannotPassItsParentsMTU() {
    let text = "auto eth0\niface eth0 inet manual\nauto eth0.5\niface eth0.5 inet manual\n mtu 9000"
    #expect(refusal(of: Texts.eni(text), "eni").contains("out of range"))
  }

  @Test func guardsOfCommandsAreEvaluated() throws {
    let metric = "echo 77 > /proc/sys/net/ipv6/conf/eth0/ra_defrtr_metric"
    let path = "/proc/sys/net/ipv6/conf/eth0/ra_defrtr_metric"
    let head = "auto eth0\niface eth0 inet6 auto\n pre-up "
    #expect(try eth0(head + "[ ! -e \(path) ] || \(metric)").advertisedMetric == RouteMetric(77))
    #expect(try eth0(head + "[ -e \(path) ] || \(metric)").advertisedMetric == nil)
  }

  @Test func laterStanzasReplaceTheDNSOfTheirFamily() throws {
    let text = """
      auto eth0
      iface eth0 inet static
        address 10.0.0.1/24
        dns-nameservers 192.0.2.1
      iface eth0 inet static
        address 10.0.0.2/24
        dns-nameservers 192.0.2.2
      iface eth0 inet6 auto
        dns-nameservers 2001:db8::53
      """
    #expect(try eth0(text).nameServers.map(\.description) == ["192.0.2.2", "2001:db8::53"])
  }

  @Test func linkFilesRename() throws {
    func file(_ match: String) -> RenderedFile {
      RenderedFile(
        path: "etc/systemd/network/10-swinit-eth0.link", mode: 0o644,
        contents: "[Match]\n\(match)\n\n[Link]\nName=eth0\n")
    }
    let eth0 = Texts.eni("auto eth0\niface eth0 inet manual")
    let renamed = try link("eth0", of: eth0 + [file("PermanentMACAddress=02:00:00:00:00:01")], "eni")
    #expect(renamed.nic == NICMatch(macAddress: "02:00:00:00:00:01", isRenamed: true))
    #expect(refusal(of: eth0 + [file("MACAddress=02:00:00:00:00:01")], "eni").contains("bonds and VLANs"))
    #expect(refusal(of: eth0 + [file("")], "eni").contains("every device"))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers
import Testing

/// The reader of keyfiles makes the devices that NetworkManager 1.30 and 1.42 do.
@Suite struct KeyfileDeviceTests {
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
    let said = refusal(of: KeyfileTexts.bond(text), "keyfile")
    #expect(said.contains(message), "\(said)")
  }

  @Test(arguments: ["master=bond0\nslave-type=bond", "master=00000000-0000-4000-8000-000000000001\nslave-type=bond"])
  func `members name their bond or its uuid`(member: String) throws {
    let files = KeyfileTexts.bond("mode=4\nlacp_rate=1\nxmit_hash_policy=layer3+4", member: member)
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
    let files = KeyfileTexts.bond("mode=1\narp_interval=100\narp_ip_target=192.0.2.1,192.0.2.2")
    guard case .bond(let bond) = try link("bond0", of: files, "keyfile").kind else { throw MeaningError("", "no bond") }
    #expect(bond.options == ["arp_interval": "100", "arp_ip_target": "192.0.2.1,192.0.2.2"])
  }

  @Test func `a member has no IP settings`() {
    let member = KeyfileTexts.profile(
      "eth0", 2, connection: "master=bond0\nslave-type=bond", ipv4: "method=manual\naddress1=192.0.2.1/24", ipv6: nil)
    let files = [KeyfileTexts.profile("bond0", 1, type: "bond", groups: "[bond]\nmode=1"), member]
    #expect(refusal(of: files, "keyfile").contains("are dropped"))
  }

  @Test(arguments: [
    ("parent=eth0", "without id or parent"), ("id=5", "without id or parent"),
    ("id=4095\nparent=eth0", "without id or parent"), ("id=5\nparent=eth1", "no profile of its parent"),
    ("id=5\nparent=eth0\nflags=0", "flags other"), ("id=5\nparent=eth0\nprotocol=802.1ad", "nobody knows"),
  ])
  func `VLANs that cannot be made are refused`(text: String, message: String) {
    #expect(refusal(of: KeyfileTexts.vlan(text), "keyfile").contains(message))
  }

  @Test func `the MAC of what is made is set by cloned-mac-address alone`() throws {
    let set = KeyfileTexts.vlan("id=5\nparent=eth0", ethernet: "[ethernet]\ncloned-mac-address=02:00:00:00:00:05")
    #expect(try link("data", of: set, "keyfile").macAddress == "02:00:00:00:00:05")
    let matched = KeyfileTexts.vlan("id=5\nparent=eth0", ethernet: "[ethernet]\nmac-address=02:00:00:00:00:05")
    #expect(refusal(of: matched, "keyfile").contains("matched and not set"))
    let large = KeyfileTexts.vlan("id=5\nparent=eth0", ethernet: "[ethernet]\nmtu=9000")
    #expect(refusal(of: large, "keyfile").contains("above that of eth0"))
  }

  @Test func `VLANs name their parent or its uuid`() throws {
    for parent in ["eth0", "00000000-0000-4000-8000-000000000001"] {
      let data = try link("data", of: KeyfileTexts.vlan("id=5\nparent=\(parent)"), "keyfile")
      #expect(data.kind == .vlan(VLANMeaning(parent: "eth0", id: 5)))
    }
  }

  @Test func `NICs are found by name or permanent address, and renamed by their .link file`() throws {
    #expect(try KeyfileTexts.readNIC().nic == NICMatch(originalName: "eth0"))
    let byBoth = try KeyfileTexts.readNIC("[ethernet]\nmac-address=02:00:00:00:00:0A")
    #expect(byBoth.nic == NICMatch(macAddress: "02:00:00:00:00:0a", originalName: "eth0"))
    let byMAC = RenderedFile(
      path: "etc/NetworkManager/system-connections/swinit-eth0.nmconnection", mode: 0o600,
      contents: KeyfileTexts.profile("eth0", groups: "[ethernet]\nmac-address=02:00:00:00:00:0a").contents
        .replacing("interface-name=eth0\n", with: ""))
    #expect(try link("eth0", of: [byMAC], "keyfile").nic == NICMatch(macAddress: "02:00:00:00:00:0a"))
    let rename = RenderedFile(
      path: "etc/systemd/network/10-swinit-lan0.link", mode: 0o644,
      contents: "[Match]\nPermanentMACAddress=02:00:00:00:00:0a\n\n[Link]\nName=lan0\n")
    let renamed = NICMatch(macAddress: "02:00:00:00:00:0a", isRenamed: true)
    #expect(try link("lan0", of: [rename, byMAC], "keyfile").nic == renamed)
    #expect(try link("lan0", of: [rename, KeyfileTexts.profile("lan0")], "keyfile").nic == renamed)
    #expect(refusal(of: [rename, KeyfileTexts.profile("eth0")], "keyfile").contains("renamed, and nothing else"))
  }
}

// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers
import Testing

/// The reader of networkd's files makes the devices that systemd 247 and 252 do.
@Suite struct NetworkdDeviceTests {
  // MARK: Bonds and VLANs

  @Test(arguments: [
    ("Mode=4", "Mode=4 is ignored"),
    ("Mode=802.3ad\nMIIMon=100", "unknown key MIIMon"),
    ("Mode=802.3ad\nLACPTransmitRate=1", "is ignored"),
    ("Mode=balance-rr\nLACPTransmitRate=fast", "in mode balance-rr"),
    ("Mode=balance-xor\nTransmitHashPolicy=vlan+srcmac", "is ignored"),
    ("Mode=active-backup\nARPValidate=filter", "is ignored"),
    ("Mode=active-backup\nAdActorSystemPriority=5", "or costs the bond"),
    ("Mode=active-backup\nMIIMonitorSec=often", "is ignored"),
    ("Mode=active-backup\nMIIMonitorSec=1\nARPIntervalSec=1\nARPIPTargets=192.0.2.1", "exclude each other"),
    ("Mode=active-backup\nMIIMonitorSec=1\nARPValidate=all", "exclude each other"),
    ("Mode=active-backup\nUpDelaySec=1", "need MIIMonitorSec"),
    ("Mode=active-backup\nARPIPTargets=192.0.2.1", "nothing without each other"),
    ("Mode=active-backup\nARPIntervalSec=1", "nothing without each other"),
    ("Mode=balance-alb\nARPIntervalSec=1\nARPIPTargets=192.0.2.1", "in mode balance-alb"),
  ])
  func `a bond that the kernel refuses, or an option that is lost, is refused`(text: String, message: String) {
    let said = refusal(of: NetworkdTexts.bond(text), "networkd")
    #expect(said.contains(message), "\(said)")
  }

  @Test func `bonds are read as they are sent to the kernel`() throws {
    let files = NetworkdTexts.bond(
      """
      Mode=active-backup
      MIIMonitorSec=100ms
      UpDelaySec=1s
      LearnPacketIntervalSec=5
      AdSelect=count
      FailOverMACPolicy=active
      AllSlavesActive=yes
      """, bond: "[Link]\nMTUBytes=9000", member: "PrimarySlave=yes")
    let options = [
      "miimon": "100", "updelay": "1000", "fail_over_mac": "active", "all_slaves_active": "1", "primary": "eth0",
    ]
    var bond = BondMeaning(mode: "active-backup", options: options, members: ["eth0"])
    bond.isOrdered = false
    #expect(try link("bond0", of: files, "networkd").kind == .bond(bond))
    let member = try link("eth0", of: files, "networkd")
    #expect(member.controller == "bond0")
    #expect(member.mtu == 9000)
    #expect(member.ipv6 == .none)
  }

  @Test(arguments: [
    (NetworkdTexts.bond("Mode=active-backup", member: "Address=192.0.2.1/24"), "addresses beside Bond="),
    (NetworkdTexts.bond("Mode=active-backup", member: "Gateway=192.0.2.1"), "routes beside Bond="),
    (NetworkdTexts.bond("Mode=active-backup", member: "DHCP=yes"), "beside Bond= is disabled"),
    (NetworkdTexts.bond("Mode=802.3ad", member: "PrimarySlave=yes"), "in mode 802.3ad is refused"),
    (NetworkdTexts.bond("Mode=802.3ad").filter { $0.path != "etc/systemd/network/10-bond0.network" }, "brings it up"),
    (
      NetworkdTexts.bond("Mode=802.3ad", bond: "[Link]\nMACAddress=02:00:00:00:00:01\n\n[Network]\nVLAN=bond0"),
      "a bond in VLAN="
    ),
    (NetworkdTexts.vlan("Kind=vlan\n[VLAN]\nId=4095"), "no VLAN id"),
    (NetworkdTexts.vlan("Kind=vlan"), "no VLAN id"),
    (NetworkdTexts.vlan("Kind=bridge\n[VLAN]\nId=5"), "none that we make"),
    (NetworkdTexts.vlan("Kind=bond\n[VLAN]\nId=5"), "a bond has no VLAN id"),
    (NetworkdTexts.vlan("Kind=vlan\nMTUBytes=1400\n[VLAN]\nId=5", vlan: "[Link]\nMTUBytes=1300"), "MTU 1400 elsewhere"),
    (NetworkdTexts.vlan("Kind=vlan\nMTUBytes=9000\n[VLAN]\nId=5"), "above that of eth0"),
    (NetworkdTexts.vlan("Kind=vlan\n[VLAN]\nId=5", parent: "DHCP=no"), "without a parent"),
    (NetworkdTexts.vlan("Kind=vlan\n[VLAN]\nId=5", parent: "Bond=data"), "without a parent"),
    (
      NetworkdTexts.vlan("Kind=vlan\n[VLAN]\nId=5").filter { $0.path != "etc/systemd/network/10-data.network" },
      "brings it up"
    ),
  ])
  func `what several files say must fit together`(files: [RenderedFile], message: String) {
    let said = refusal(of: files, "networkd")
    #expect(said.contains(message), "\(said)")
  }

  @Test func `VLANs are found by their parents' files`() throws {
    let files = NetworkdTexts.vlan("Kind=vlan\nMACAddress=02:00:00:00:00:05\nMTUBytes=1400\n\n[VLAN]\nId=5")
    let data = try link("data", of: files, "networkd")
    #expect(data.kind == .vlan(VLANMeaning(parent: "eth0", id: 5)))
    #expect(data.macAddress == "02:00:00:00:00:05")
    #expect(data.mtu == 1400)
  }

  // MARK: NICs

  @Test func `NICs are found by name or permanent address, and renamed by their .link file`() throws {
    let mac = "PermanentMACAddress=02:00:00:00:00:01"
    let byMAC = NetworkdTexts.files(["10-swinit-eth0.network": "[Match]\n\(mac)"])
    #expect(try link("eth0", of: byMAC, "networkd").nic == NICMatch(macAddress: "02:00:00:00:00:01"))
    #expect(try NetworkdTexts.readNIC("").nic == NICMatch(originalName: "eth0"))
    let rename = ["10-swinit-lan0.link": "[Match]\n\(mac)\n\n[Link]\nName=lan0"]
    let renamed = NICMatch(macAddress: "02:00:00:00:00:01", isRenamed: true)
    for match in ["Name=lan0", mac] {
      let files = NetworkdTexts.files(rename.merging(["10-swinit-lan0.network": "[Match]\n\(match)"]) { $1 })
      #expect(try link("lan0", of: files, "networkd").nic == renamed)
    }
    let other = "[Match]\nName=lan0\nPermanentMACAddress=02:00:00:00:00:02"
    let files = NetworkdTexts.files(rename.merging(["10-swinit-lan0.network": other]) { $1 })
    #expect(refusal(of: files, "networkd").contains("not the NIC that gets the name"))
    #expect(refusal(of: NetworkdTexts.files(rename), "networkd").contains("renamed, and nothing else"))
  }
}

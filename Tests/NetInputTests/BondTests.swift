// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 15: bonds")
struct BondTests {
  /// A bond of two NICs with these members of its object.
  private func reading(_ more: String) -> NetworkData.Reading { read(document([phy(1), phy(2), bond("team", more)])) }

  private func bond0(_ more: String) throws -> Bond { try #require(reading(more).link("bond0").asBond) }

  @Test(
    arguments: [
      (#""balance-rr""#, .balanceRR), (#""active-backup""#, .activeBackup), (#""802.3ad""#, .lacp),
      (#""balance-alb""#, .balanceALB),
      (#""0""#, .balanceRR), (#""4""#, .lacp), ("4", .lacp), ("0", .balanceRR), ("6", .balanceALB),
      (#""2""#, .balanceXOR),
    ] as [(String, BondMode)])
  func `the mode is a name or a number`(mode: String, expected: BondMode) throws {
    let reading = reading(#""bond_mode":\#(mode),"bond_miimon":100"#)
    #expect(try reading.link("bond0").asBond?.mode == expected)
    #expect(reading.findings.isEmpty)
  }

  @Test func `802.1ad is taken for 802.3ad with a warning`() throws {
    let reading = reading(#""bond_mode":"802.1ad","bond_miimon":100"#)
    #expect(try reading.link("bond0").asBond?.mode == .lacp)
    #expect(reading.codes == [.bondMode8021ad])
  }

  @Test(arguments: [
    #""bond_miimon":100"#, #""bond_mode":null,"bond_miimon":100"#, #""bond_mode":"","bond_miimon":100"#,
  ])
  func `a missing mode is active-backup with a warning`(more: String) throws {
    let reading = reading(more)
    #expect(try reading.link("bond0").asBond?.mode == .activeBackup)
    #expect(reading.codes == [.bondModeMissing])
  }

  @Test(arguments: [#""fast""#, "7", #""-1""#, #""802.3ad\n""#, "4.5"])
  func `a mode that is none is an error, and the bond lives`(mode: String) throws {
    let reading = reading(#""bond_mode":\#(mode),"bond_miimon":100"#)
    #expect(try reading.link("bond0").asBond?.mode == .activeBackup)
    #expect(reading.errors.count == 1)
    #expect(reading.findings.first { $0.severity == .error }?.path.description == "links[2].bond_mode")
  }

  @Test(
    arguments: [
      (#""bond_miimon":100"#, .miimon, "100"), (#""bond_miimon":"100""#, .miimon, "100"),
      (#""bond_lacp_rate":"fast""#, .lacpRate, "fast"), (#""bond_lacp_rate":"1""#, .lacpRate, "fast"),
      (#""bond_lacp_rate":0"#, .lacpRate, "slow"),
      (#""bond_xmit_hash_policy":"layer3+4""#, .transmitHashPolicy, "layer3+4"),
      (#""bond_xmit_hash_policy":2"#, .transmitHashPolicy, "layer2+3"), (#""bond_min_links":"1""#, .minLinks, "1"),
      (#""bond_updelay":200"#, .updelay, "200"), (#""bond_downdelay":"200""#, .downdelay, "200"),
      (#""bond_ad_select":"bandwidth""#, .aggregatorSelect, "bandwidth"), (#""bond_use_carrier":1"#, .useCarrier, "1"),
      (#""bond_ad_actor_sys_prio":65535"#, .actorSystemPriority, "65535"),
      (#""bond_fail_over_mac":"none""#, .failOverMAC, "none"),
    ] as [(String, BondOption, String)])
  func `options are strings or numbers`(more: String, option: BondOption, expected: String) throws {
    let monitor = option == .miimon ? "" : #","bond_miimon":100"#
    let reading = reading(#""bond_mode":"802.3ad",\#(more)\#(monitor)"#)
    #expect(try reading.link("bond0").asBond?.options[option] == expected)
    #expect(reading.findings.isEmpty)
  }

  @Test(arguments: ["bond_xmit_hash_policy", "bond_lacp_rate", "bond_updelay", "bond_primary"])
  func `empty and null options are absent`(key: String) throws {
    for value in [#""""#, "null"] {
      let reading = reading(#""bond_mode":"802.3ad","bond_miimon":100,"\#(key)":\#(value)"#)
      #expect(try reading.link("bond0").asBond?.options == [.miimon: "100"])
      #expect(reading.findings.isEmpty)
    }
  }

  @Test func `an unknown option is a finding and does not pass`() throws {
    let reading = reading(#""bond_mode":"4","bond_miimon":100,"bond_turbo":"11; reboot""#)
    #expect(try reading.link("bond0").asBond?.options == [.miimon: "100"])
    #expect(reading.codes == [.bondOptionUnknown])
    #expect(reading.paths(.bondOptionUnknown) == ["links[2].bond_turbo"])
  }

  @Test(arguments: [
    #""bond_lacp_rate":"warp""#, #""bond_min_links":"-1""#, #""bond_xmit_hash_policy":"layer9""#,
    #""bond_updelay":"1s""#,
    #""bond_arp_ip_target":"192.0.2.1; reboot""#, #""bond_ad_actor_system":"00:00:00:00:00:00""#,
  ])
  func `a value outside its domain is an error that costs the option`(more: String) throws {
    let reading = reading(#""bond_mode":"802.3ad","bond_miimon":100,\#(more)"#)
    #expect(try reading.link("bond0").asBond?.options == [.miimon: "100"])
    #expect(reading.errors == [.bondOptionInvalid])
  }

  @Test func `an option that the mode does not take is a finding and does not pass`() throws {
    let reading = reading(#""bond_mode":"active-backup","bond_miimon":100,"bond_lacp_rate":"fast""#)
    #expect(try reading.link("bond0").asBond?.options == [.miimon: "100"])
    #expect(reading.codes == [.bondOptionNotInMode])
  }

  @Test func `the primary given as a link id becomes the NIC's name`() throws {
    let links = [
      phy(1, #""name":"lan0""#), phy(2), bond("team", #""bond_mode":1,"bond_miimon":100,"bond_primary":"port1""#),
    ]
    let reading = read(document(links))
    #expect(try reading.link("bond0").asBond?.options[.primary] == "lan0")
    #expect(reading.findings.isEmpty)
  }

  @Test(arguments: ["port3", "nowhere", "ens9; reboot"])
  func `a primary that is no member is a finding and does not pass`(primary: String) throws {
    let more = #""bond_mode":1,"bond_miimon":100,"bond_primary":"\#(primary)""#
    let reading = read(document([phy(1), phy(2), phy(3), bond("team", more)]))
    #expect(try reading.link("bond0").asBond?.options[.primary] == nil)
    #expect(reading.doubts.count == 1)
  }

  @Test func `the bond's MAC is set, never matched`() throws {
    let more = #""bond_mode":1,"bond_miimon":100,"ethernet_mac_address":"FA:16:3E:00:00:99""#
    let reading = reading(more)
    #expect(try reading.link("bond0").macAddress?.description == "fa:16:3e:00:00:99")
    #expect(reading.findings.isEmpty)
    #expect(try reading.plan().isComplete)
  }

  @Test(arguments: ["ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01", "00:00:00:00:00:00", "junk"])
  func `a MAC that a bond cannot have is an error, and the bond has its first member's`(mac: String) throws {
    let reading = reading(#""bond_mode":1,"bond_miimon":100,"ethernet_mac_address":"\#(mac)""#)
    #expect(try reading.link("bond0").macAddress?.description == "52:54:00:00:00:01")
    #expect(reading.errors == [.macInvalid])
  }

  @Test func `a bond's MAC does not take a NIC away`() throws {
    let team = bond("team", of: [1], #""bond_mode":1,"bond_miimon":100,"ethernet_mac_address":"52:54:00:00:00:02""#)
    let reading = read(document([team, phy(1), phy(2)], [static4(on: "port2")]))
    #expect(try reading.link("ens2").addressTexts == ["192.0.2.10/24"])
    #expect(try reading.link("ens2").bond == nil)
  }

  @Test(arguments: [#","ethernet_mac_address":null"#, #","ethernet_mac_address":"""#, ""])
  func `a bond without a MAC gets that of its first member, which not every consumer gives it`(mac: String) throws {
    let reading = reading(#""bond_mode":1,"bond_miimon":100\#(mac)"#)
    #expect(try reading.link("bond0").macAddress?.description == "52:54:00:00:00:01")
    #expect(reading.findings.isEmpty)
  }

  @Test func `ARP monitoring is taken instead of MII`() throws {
    let options = try bond0(#""bond_mode":1,"bond_arp_interval":100,"bond_arp_ip_target":"192.0.2.1,192.0.2.2""#)
      .options
    #expect(options == [.arpInterval: "100", .arpIPTarget: "192.0.2.1,192.0.2.2"])
  }

  @Test func `a bond without link monitoring is noted`() {
    #expect(reading(#""bond_mode":"active-backup""#).codes == [.bondMonitorMissing])
  }

  @Test(arguments: [0, "\"0\""] as [any CustomStringConvertible & Sendable])
  func `to watch by miimon 0 is to name no way to watch`(value: any CustomStringConvertible & Sendable) throws {
    let reading = reading(#""bond_mode":"active-backup","bond_miimon":\#(value)"#)
    #expect(reading.codes == [.bondMonitorMissing])
    #expect(try reading.link("bond0").asBond?.options == [.miimon: "100"])
  }

  @Test func `two names of one option that differ are a warning, and the first is used`() throws {
    let more = #""bond_mode":1,"bond_miimon":100,"bond_num_unsol_na":5,"bond_num_grat_arp":3"#
    let differing = reading(more)
    #expect(try differing.link("bond0").asBond?.options[.gratuitousARPs] == "3")
    #expect(differing.codes.map(\.rawValue) == ["bond-option-conflict"])
    #expect(differing.findings.first?.path.description == "links[2].bond_num_unsol_na")
    #expect(differing.findings.first?.severity == .warning)
    #expect(reading(more.replacing("5", with: "3")).findings.isEmpty)
  }

  @Test func `members keep the order of the document`() throws {
    let reading = read(document([phy(1), phy(2), phy(3), bond("team", of: [3, 1, 2])]))
    #expect(try reading.link("bond0").asBond?.members.map(\.text) == ["ens3", "ens1", "ens2"])
    #expect(try reading.link("ens3").bond?.text == "bond0")
  }

  @Test func `a bond may come before its members`() throws {
    #expect(try read(document([bond(), phy(2), phy(1)])).link("bond0").asBond?.members.count == 2)
  }
}

@Suite("Rule 16: members and links without networks")
struct BondMemberTests {
  @Test func `a network on a member is an error, and the member has no addresses`() throws {
    let more = #""services":[\#(dns("192.0.2.53"))],"# + routes("0.0.0.0", "0", via: "192.0.2.1")
    let reading = read(
      document([phy(1), phy(2), bond()], [static4(on: "port1", more), static4(on: "team", host: 11)]))
    let member = try reading.link("ens1")
    #expect(member.bond?.text == "bond0")
    #expect(member.addresses.isEmpty && member.routes.isEmpty && member.nameServers.isEmpty && !member.isConfigured)
    #expect(try reading.link("bond0").addressTexts == ["192.0.2.11/24"])
    #expect(reading.errors == [.networkOnMember])
    #expect(reading.paths(.networkOnMember).allSatisfy { $0.hasPrefix("networks[0]") })
  }

  @Test func `a member runs no DHCP`() throws {
    let reading = read(document([phy(1), phy(2), bond()], [network("ipv4_dhcp"), network("ipv6_slaac", on: "port2")]))
    #expect(try !reading.link("ens1").usesDHCPv4)
    #expect(try reading.link("ens2").ipv6Mode == .none)
    #expect(reading.errors == [.networkOnMember, .networkOnMember])
  }

  @Test func `a link with no network is there without addresses, and no DHCP runs on it`() throws {
    let reading = read(document([phy(1), phy(2)], [static4(on: "port2")]))
    let link = try reading.link("ens1")
    #expect(!link.isConfigured && link.routes.isEmpty)
    #expect(reading.findings.isEmpty)
    #expect(try reading.plan().isComplete)
  }

  @Test func `a member belongs to one bond`() throws {
    let links = [phy(1), phy(2), phy(3), bond("a", of: [1, 2]), bond("b", of: [2, 3])]
    let reading = read(document(links))
    #expect(try reading.link("bond0").asBond?.members.map(\.text) == ["ens1", "ens2"])
    #expect(try reading.link("bond1").asBond?.members.map(\.text) == ["ens3"])
    #expect(reading.errors == [.bondMemberTaken])
  }

  @Test func `a member that is listed twice is one`() throws {
    #expect(try read(document([phy(1), phy(2), bond("a", of: [1, 2, 1])])).link("bond0").asBond?.members.count == 2)
  }

  @Test func `a bond is no member of a bond`() throws {
    let outer = #"{"id":"outer","type":"bond","bond_mode":1,"bond_links":["team","port3"]}"#
    let reading = read(document([phy(1), phy(2), phy(3), bond(), outer]))
    #expect(try reading.link("bond0").asBond?.members.map(\.text) == ["ens1", "ens2"])
    #expect(try reading.link("bond1").asBond?.members.map(\.text) == ["ens3"])
    #expect(reading.errors == [.bondMemberInvalid])
  }

  @Test(arguments: [#","bond_links":[]"#, #","bond_links":null"#, ""])
  func `a bond without members is dropped, and what it had is reported`(members: String) throws {
    let empty = #"{"id":"team","type":"bond","bond_mode":1\#(members)}"#
    let reading = read(document([phy(1), empty], [static4(on: "team"), static4(host: 11)]))
    #expect(try reading.names() == ["ens1"])
    #expect(!reading.doubts.isEmpty)
    expectSound(reading)
  }
}

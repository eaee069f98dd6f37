// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

struct BondModeTests {
  @Test(
    arguments: [
      (0, "balance-rr", .balanceRR), (1, "active-backup", .activeBackup), (2, "balance-xor", .balanceXOR),
      (3, "broadcast", .broadcast), (4, "802.3ad", .lacp), (5, "balance-tlb", .balanceTLB),
      (6, "balance-alb", .balanceALB),
    ] as [(Int, String, BondMode)])
  func `a mode is read by the kernel's name and number`(number: Int, name: String, mode: BondMode) {
    #expect(BondMode(name) == mode)
    #expect(BondMode("\(number)") == mode)
    #expect(mode.name == name)
    #expect(mode.rawValue == number)
    #expect(BondMode.allNames[number] == name)
  }

  @Test(arguments: ["", "7", "-1", "802.1ad", "lacp", "balance_rr", "balance-rr ", "802.3AD\n"])
  func `other words are no mode`(text: String) {
    #expect(BondMode(text) == nil)
  }
}

/// The table of bond_opts in the kernel's drivers/net/bonding/bond_options.c.
struct BondOptionTests {
  @Test(
    arguments: [
      (.miimon, "100", "100"), (.miimon, "0", "0"), (.miimon, "2147483647", "2147483647"), (.updelay, "0200", "200"),
      (.lacpRate, "fast", "fast"), (.lacpRate, "slow", "slow"), (.lacpRate, "1", "fast"), (.lacpRate, "0", "slow"),
      (.transmitHashPolicy, "layer3+4", "layer3+4"), (.transmitHashPolicy, "1", "layer3+4"),
      (.transmitHashPolicy, "2", "layer2+3"), (.transmitHashPolicy, "vlan+srcmac", "vlan+srcmac"),
      (.failOverMAC, "2", "follow"), (.primaryReselect, "better", "better"), (.aggregatorSelect, "1", "bandwidth"),
      (.arpValidate, "3", "all"), (.arpValidate, "filter_backup", "filter_backup"), (.arpAllTargets, "1", "all"),
      (.lacpActive, "on", "on"), (.lacpActive, "0", "off"), (.arpIPTarget, "192.0.2.1", "192.0.2.1"),
      (.arpIPTarget, "192.0.2.1,192.0.2.2", "192.0.2.1,192.0.2.2"),
      (.actorSystem, "02-AA-BB-CC-DD-EE", "02:aa:bb:cc:dd:ee"),
      (.gratuitousARPs, "255", "255"), (.packetsPerMember, "65535", "65535"), (.userPortKey, "1023", "1023"),
      (.actorSystemPriority, "1", "1"), (.learningPacketInterval, "1", "1"), (.useCarrier, "1", "1"),
      (.primary, "eth0", "eth0"),
    ] as [(BondOption, String, String)])
  func `a value is written as the kernel does`(option: BondOption, text: String, expected: String) {
    #expect(option.canonicalValue(of: text) == expected)
  }

  @Test(
    arguments: [
      (.miimon, "-1"), (.miimon, "2147483648"), (.miimon, "1.5"), (.miimon, ""), (.miimon, "100ms"),
      (.miimon, "99999999999999999999"),
      (.lacpRate, "2"), (.lacpRate, "FAST;"), (.lacpRate, ""), (.transmitHashPolicy, "6"),
      (.transmitHashPolicy, "layer9"),
      (.failOverMAC, "3"), (.arpIPTarget, ""), (.arpIPTarget, "2001:db8::1"), (.arpIPTarget, "192.0.2.1;reboot"),
      (.actorSystem, "00:00:00:00:00:00"), (.actorSystem, "ff:ff:ff:ff:ff:ff"),
      (.actorSystem, "80:00:02:08:fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1"), (.gratuitousARPs, "256"),
      (.packetsPerMember, "65536"), (.userPortKey, "1024"), (.actorSystemPriority, "0"),
      (.actorSystemPriority, "65536"),
      (.learningPacketInterval, "0"), (.useCarrier, "2"), (.primary, "eth0\nup reboot"), (.primary, ""),
      (.arpMissedMax, "0"),
      (.resendIGMP, "256"), (.arpAllTargets, "2"), (.primaryReselect, "always "),
    ] as [(BondOption, String)])
  func `a value outside the option's domain is refused`(option: BondOption, text: String) {
    #expect(option.canonicalValue(of: text) == nil)
  }

  @Test func `sixteen ARP targets are the most`() {
    let targets = (1...17).map { "192.0.2.\($0)" }
    #expect(BondOption.arpIPTarget.canonicalValue(of: targets.dropLast().joined(separator: ",")) != nil)
    #expect(BondOption.arpIPTarget.canonicalValue(of: targets.joined(separator: ",")) == nil)
  }

  @Test(arguments: [.useCarrier, .allMembersActive, .dynamicLoadBalancing] as [BondOption])
  func `switches take the kernel's words on and off`(option: BondOption) {
    #expect(option.canonicalValue(of: "on") == option.canonicalValue(of: "1"))
    #expect(option.canonicalValue(of: "off") == option.canonicalValue(of: "0"))
    #expect(option.canonicalValue(of: "on") != nil)
  }

  @Test(
    arguments: [
      (.lacpRate, [.lacp]), (.lacpActive, [.lacp]), (.actorSystem, [.lacp]), (.actorSystemPriority, [.lacp]),
      (.userPortKey, [.lacp]), (.packetsPerMember, [.balanceRR]),
      (.primary, [.activeBackup, .balanceTLB, .balanceALB]),
      (.arpInterval, [.balanceRR, .activeBackup, .balanceXOR, .broadcast]),
      (.arpValidate, [.balanceRR, .activeBackup, .balanceXOR, .broadcast]),
      (.arpMissedMax, [.balanceRR, .activeBackup, .balanceXOR, .broadcast]),
      (.dynamicLoadBalancing, [.balanceTLB, .balanceALB]),
      (.miimon, BondMode.allCases), (.transmitHashPolicy, BondMode.allCases), (.minLinks, BondMode.allCases),
      (.failOverMAC, BondMode.allCases), (.updelay, BondMode.allCases), (.aggregatorSelect, BondMode.allCases),
    ] as [(BondOption, [BondMode])])
  func `an option applies in the modes that the kernel takes it in`(option: BondOption, modes: [BondMode]) {
    #expect(BondMode.allCases.filter(option.applies) == modes)
  }

  @Test func `every value that a choice or a number may have is its own canonical form`() {
    for option in BondOption.allCases {
      switch option.domain {
      case .choice(let names):
        for (number, name) in names.enumerated() {
          #expect(option.canonicalValue(of: name) == name)
          #expect(option.canonicalValue(of: "\(number)") == name)
        }
      case .number(let range):
        for number in [range.lowerBound, range.upperBound] {
          #expect(option.canonicalValue(of: "\(number)") == "\(number)")
        }
        for number in [range.lowerBound - 1, range.upperBound + 1] {
          #expect(option.canonicalValue(of: "\(number)") == nil)
        }
      case .flag:
        for (text, value) in [("0", "0"), ("1", "1"), ("off", "0"), ("on", "1")] {
          #expect(option.canonicalValue(of: text) == value)
        }
      case .ipv4Addresses, .macAddress, .member: break
      }
      #expect(!option.expectation.isEmpty)
    }
  }

  @Test func `options come in the kernel's order whatever the dictionary's`() {
    let bond = Bond(
      mode: .lacp, options: [.lacpRate: "fast", .minLinks: "1", .miimon: "100", .updelay: "200"], members: [])
    #expect(bond.orderedOptions.map(\.option) == [.miimon, .updelay, .lacpRate, .minLinks])
  }
}

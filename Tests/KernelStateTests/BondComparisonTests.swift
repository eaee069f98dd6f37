// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

@testable import KernelState

@Suite struct BondComparisonTests {
  /// bond0 of eth2 and eth3, planned and running.
  private func host(
    _ mode: BondMode = .activeBackup, _ options: [BondOption: String] = [.miimon: "100"]
  ) throws -> Host {
    var host = try Host()
    let (eth2, eth3, bond0) = (try name("eth2"), try name("eth3"), try name("bond0"))
    for (member, number) in [(eth2, 3), (eth3, 4)] as [(InterfaceName, UInt8)] {
      var link = try Host.nic(member.text, number)
      link.bond = bond0
      host.links.append(link)
      // A member takes no advertisements, whatever its settings are, and has its bond's address.
      var interface = try Host.interface(Int(number) + 7, member.text, number, acceptRA: 1)
      interface.macAddress = Host.mac(3)
      interface.master = 20
      host.interfaces.append(interface)
    }
    let bond = Bond(mode: mode, options: options, members: [eth2, eth3])
    var link = Link(name: bond0, kind: .bond(bond), path: .root)
    link.macAddress = Host.mac(3)
    host.links.append(link)
    var interface = try Host.interface(20, "bond0", 3, kind: "bond")
    interface.bond = KernelBond(mode: mode, options: options)
    host.interfaces.append(interface)
    return host
  }

  @Test func `a bond that is as planned has no difference`() throws {
    #expect(try host().texts.isEmpty)
  }

  @Test func `another mode is told, and options that it lacks are not`() throws {
    var host = try host(.lacp, [.miimon: "100", .lacpRate: "fast"])
    host["bond0"].bond = KernelBond(mode: .activeBackup, options: [.miimon: "100", .lacpRate: "slow"])
    #expect(host.texts == ["bond0: bond-mode: 802.3ad planned, active-backup found"])
  }

  @Test func `another value of an option is told`() throws {
    var host = try host()
    host["bond0"].bond?.options[.miimon] = "0"
    #expect(host.texts == ["bond0: bond-option: miimon=100 planned, miimon=0 found"])
    host["bond0"].bond?.options[.miimon] = nil
    #expect(host.texts == ["bond0: bond-option: miimon=100 planned, unknown found; this kernel does not tell it"])
  }

  @Test func `the driver counts delays in steps of miimon`() throws {
    var host = try host(.activeBackup, [.miimon: "100", .updelay: "250"])
    host["bond0"].bond?.options[.updelay] = "200"
    #expect(host.texts.isEmpty)
    host["bond0"].bond?.options[.updelay] = "100"
    #expect(host.texts == ["bond0: bond-option: updelay=250 planned, updelay=100 found"])
  }

  @Test func `the order of addresses to ask does not matter`() throws {
    var host = try host(.activeBackup, [.arpIPTarget: "192.0.2.1,192.0.2.2"])
    host["bond0"].bond?.options[.arpIPTarget] = "192.0.2.2,192.0.2.1"
    #expect(host.texts.isEmpty)
    host["bond0"].bond?.options[.arpIPTarget] = "192.0.2.2"
    #expect(host.texts.count == 1)
  }

  @Test func `what root alone may read is told as a note`() throws {
    var host = try host(.lacp, [.actorSystemPriority: "1000"])
    host["bond0"].bond?.options[.actorSystemPriority] = nil
    #expect(host.texts.isEmpty)
    #expect(
      host.notes == ["bond0: bond-option: ad_actor_sys_prio=1000 planned, unknown found; only root may read it"])
  }

  @Test func `members that are missing, elsewhere or too many are told`() throws {
    var host = try host()
    host["eth3"].master = nil
    #expect(host.texts == ["bond0: member: eth3 planned, nothing found"])
    host.interfaces.append(try Host.interface(30, "bond1", 9, kind: "bond"))
    host["eth3"].master = 30
    #expect(host.texts == ["bond0: member: eth3 planned, eth3 in bond1 found"])
    host["eth3"].master = 20
    host.interfaces.append(try Host.interface(31, "eth9", 9))
    host["eth9"].master = 20
    #expect(host.texts == ["bond0: member: nothing planned, eth9 found"])
  }

  @Test func `a member's NIC is known by its permanent address`() throws {
    var host = try host()
    host["eth3"].permanentMACAddress = Host.mac(9)
    #expect(host.texts == ["eth3: mac: NIC fa:16:3e:00:00:04 planned, fa:16:3e:00:00:09 found"])
  }

  @Test func `a bond's own address is told, unless it follows its members`() throws {
    var host = try host()
    host["bond0"].macAddress = Host.mac(4)
    #expect(host.texts == ["bond0: mac: fa:16:3e:00:00:03 planned, fa:16:3e:00:00:04 found"])
    var follower = try self.host(.activeBackup, [.failOverMAC: "active"])
    follower["bond0"].macAddress = Host.mac(4)
    #expect(follower.texts.isEmpty)
  }

  @Test func `a bond whose settings cannot be read is told`() throws {
    var host = try host()
    host["bond0"].bond = nil
    #expect(
      host.texts == [
        "bond0: bond-mode: active-backup planned, unknown found; /sys/class/net/bond0/bonding cannot be read"
      ])
  }
}

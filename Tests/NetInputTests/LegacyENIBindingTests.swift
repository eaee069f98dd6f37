// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Legacy network_config: which NIC an interface is")
struct LegacyENIBindingTests {
  private func nic(_ name: String, _ mac: String? = nil) throws -> NIC {
    NIC(name: try #require(InterfaceName(name)), macAddress: mac.flatMap { MACAddress($0) })
  }

  private func stanza(_ name: String, _ options: String...) -> String {
    "auto \(name)\niface \(name) inet dhcp\n" + options.map { "  \($0)\n" }.joined()
  }

  @Test func `hwaddress counts more than the name`() throws {
    let known = [try nic("eth0", "52:54:00:00:00:01"), try nic("eth1", "52:54:00:00:00:02")]
    let second = stanza("eth1", "hwaddress 52:54:00:00:00:01", "mtu 1400")
    let reading = readENI(stanza("eth0", "hwaddress ether 52:54:00:00:00:02") + second, nics: known)
    #expect(reading.findings.isEmpty)
    #expect(try reading.link("eth0").mtu?.bytes == 1400)
    #expect(try reading.link("eth1").mtu == nil)
    #expect(try reading.plan().links.allSatisfy { !$0.isRenamed })
  }

  @Test func `an address that no NIC has costs that link, and the plan is not complete`() throws {
    let reading = readENI(stanza("eth0", "hwaddress ether 52:54:00:00:00:09") + stanza("eth1"))
    #expect(reading.codes == [.nicMissing, .nicByOrder])
    #expect(try reading.names() == ["ens2"])
    #expect(try !reading.plan().isComplete)
  }

  @Test func `a name of the host's own needs no number`() throws {
    let reading = readENI(stanza("ens3"))
    #expect(reading.findings.isEmpty)
    #expect(try reading.names() == ["ens3"])
  }

  @Test func `a NIC is one interface only`() throws {
    let known = [try nic("ens1"), try nic("eth0")]
    let reading = readENI(stanza("eth0") + stanza("eth1"), nics: known)
    #expect(try reading.names() == ["eth0"])
    #expect(reading.codes == [.nicMissing])
  }

  @Test(arguments: ["eth9", "wan", "eth", "eth00", "eth99999999999", "net0"])
  func `a name without a NIC is left out`(name: String) throws {
    let reading = readENI(stanza(name) + stanza("ens1"))
    #expect(reading.codes == [.nicMissing])
    #expect(try reading.names() == ["ens1"])
  }

  @Test func `of two interfaces with one address the first that gets addresses is the NIC`() throws {
    let mac = "hwaddress ether 52:54:00:00:00:01"
    let manual = "auto eth0\niface eth0 inet manual\n  \(mac)\n"
    let reading = readENI(manual + stanza("eth1", mac) + stanza("eth2", mac))
    #expect(reading.codes == [.macDuplicate, .macDuplicate])
    #expect(try reading.link("ens1").usesDHCPv4)
  }

  @Test func `an InfiniBand interface is found by its port's address`() throws {
    let address = "80:00:00:02:fe:80:00:00:00:00:00:00:fa:16:3e:03:00:00:00:01"
    let reading = readENI(stanza("eth0", "hwaddress ether fa:16:3e:00:00:01"), nics: [try nic("ib0", address)])
    #expect(try reading.names() == ["ib0"])
  }

  @Test(arguments: ["ether", "ether random", "zz", "ether 00:00:00:00:00:00", "a b c", ""])
  func `what is no address is told, and the name counts`(value: String) throws {
    let reading = readENI(stanza("ens1", "hwaddress \(value)"))
    #expect(reading.codes == [.macInvalid])
    #expect(try reading.names() == ["ens1"])
  }

  @Test func `an interface that is not to come up at boot comes up, with a note`() throws {
    let reading = readENI("iface ens1 inet dhcp\nallow-hotplug ens2\niface ens2 inet dhcp\n")
    #expect(reading.codes == [.eniNotAuto])
    #expect(try reading.names() == ["ens1", "ens2"])
    #expect(readENI("auto /ens*\niface ens1 inet dhcp\n").findings.isEmpty)
  }
}

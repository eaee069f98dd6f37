// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetInput
import NetModel
import Renderers
import Testing

/// Names that a document gives to NICs hold at every boot, under every udev.
@Suite struct NICNameTests {
  private static let infiniBand = "80:00:02:08:fe:80:00:00:00:00:00:00:00:02:c9:03:00:00:10:39"

  /// Four NICs of which two swap their names and all get one, a bond, a VLAN and InfiniBand.
  private static let document = Array(
    """
    {"links": [
      {"id": "a", "type": "phy", "name": "eth1", "ethernet_mac_address": "fa:16:3e:00:00:01"},
      {"id": "b", "type": "phy", "name": "eth0", "ethernet_mac_address": "fa:16:3e:00:00:02"},
      {"id": "c", "type": "phy", "name": "storage", "ethernet_mac_address": "\(infiniBand)", "mtu": 65520},
      {"id": "d", "type": "phy", "name": "lan0", "ethernet_mac_address": "fa:16:3e:00:00:04"},
      {"id": "bond0", "type": "bond", "bond_mode": "active-backup", "bond_links": ["a", "b"]},
      {"id": "v", "type": "vlan", "vlan_link": "d", "vlan_id": 5, "vlan_mac_address": "fa:16:3e:00:00:04"}
     ], "networks": [
      {"id": "n0", "link": "c", "type": "ipv4", "ip_address": "192.0.2.1", "netmask": "255.255.255.0"},
      {"id": "n1", "link": "v", "type": "ipv4_dhcp"}
     ], "services": []}
    """.utf8)

  private static func plan(_ names: [String]) throws -> NetworkPlan {
    let addresses = ["fa:16:3e:00:00:01", "fa:16:3e:00:00:02", infiniBand, "fa:16:3e:00:00:04"]
    let nics = try zip(names, addresses).map { name, address in
      NIC(name: try #require(InterfaceName(name)), macAddress: MACAddress(address))
    }
    guard case .plan(let plan) = NetworkData.read(document, nics: nics).outcome else {
      throw MeaningError("document", "no plan")
    }
    return plan
  }

  @Test(arguments: RendererTable.names)
  func `files are the same whether NICs have the kernel's names or those of the document`(name: String) throws {
    let renderer = try #require(RendererTable.renderer(named: name)).init()
    let (before, after) = (
      try Self.plan(["eth0", "eth1", "ib0", "eth2"]), try Self.plan(["eth1", "eth0", "storage", "lan0"])
    )
    #expect(before.links.filter(\.isRenamed).count == 4)
    #expect(after.links.allSatisfy { !$0.isRenamed })
    #expect(renderer.render(before) == renderer.render(after))
    #expect(renderer.unsupported(before) == renderer.unsupported(after))
  }

  @Test(arguments: RendererTable.names) func `every reader gives the names, and connected mode`(name: String) throws {
    let renderer = try #require(RendererTable.renderer(named: name)).init()
    let plan = try Self.plan(["eth1", "eth0", "storage", "lan0"])
    for reading in try readings(of: renderer.render(plan), renderer: name) {
      let lost = reading.differences(from: plan, unsupported: renderer.unsupported(plan))
      #expect(lost.isEmpty, "\(lost)")
      #expect(reading["storage"]?.nic.guid == "00:02:c9:03:00:00:10:39")
      for nic in ["eth0", "eth1", "storage", "lan0"] { #expect(reading[nic]?.nic.isRenamed == true, "\(nic)") }
    }
  }

  @Test func `a NIC to which no document gives a name has no file that names it`() {
    let nic = InterfaceName("eth0").map { NIC(name: $0, macAddress: MACAddress("fa:16:3e:00:00:01")) }
    for type in RendererTable.all {
      let files = type.init().render(.fallback(nics: [nic].compactMap(\.self)))
      #expect(!files.contains { $0.path.hasSuffix(".link") || $0.path.hasSuffix(".rules") })
    }
  }

  // MARK: Readers

  private static func rename(_ match: String) -> [RenderedFile] {
    Texts.ifcfg(["ifcfg-lan0": "DEVICE=lan0\nHWADDR=02:00:00:00:00:01\nONBOOT=yes\nBOOTPROTO=none\nNOZEROCONF=yes"]) + [
      RenderedFile(
        path: "etc/systemd/network/10-swinit-lan0.link", mode: 0o644, contents: "[Match]\n\(match)\n[Link]\nName=lan0\n"
      )
    ]
  }

  @Test func `udev before 245 takes a match by the permanent address for one of every NIC`() throws {
    let (old, new) = ("MACAddress=02:00:00:00:00:01\n", "PermanentMACAddress=02:00:00:00:00:01\n")
    #expect(refusal(of: Self.rename(new), "ifcfg").contains("matches every device"))
    #expect(refusal(of: Self.rename(old), "ifcfg").contains("bonds and VLANs"))
    #expect(refusal(of: Self.rename("MACAddress=02:00:00:00:00:02\n" + new), "ifcfg").contains("bonds and VLANs"))
    let expected = NICMatch(macAddress: "02:00:00:00:00:01", isRenamed: true)
    for reader in 0...1 {
      #expect(try link("lan0", of: Self.rename(old + new), "ifcfg", reader: reader).nic == expected)
    }
  }

  private static let rule =
    #"SUBSYSTEM=="net", ACTION=="add", DRIVERS=="?*", ATTR{type}=="32", ATTR{address}=="*:00:02:c9:03:00:00:10:39", "#
    + #"NAME="storage""#

  @Test(arguments: [
    (rule, "nothing"), (rule.replacing(#"ACTION=="add""#, with: #"ACTION=="move""#), "other conditions"),
    (rule.replacing(#"ATTR{type}=="32", "#, with: ""), "other conditions"),
    (rule.replacing("*:00:02", with: "80:00:02"), "left open"), (rule.replacing("NAME=", with: "NAME=="), "no NAME"),
    (rule.replacing("storage", with: "a b"), "no NAME"), (rule + "\n" + rule, "one rule"),
  ])
  func `a rule that looks at less than InfiniBand with a GUID, or at the whole address, is refused`(
    rule: String, message: String
  ) {
    let files = [
      RenderedFile(path: "etc/udev/rules.d/70-swinit-storage.rules", mode: 0o644, contents: rule + "\n"),
      RenderedFile(
        path: "etc/systemd/network/10-storage.network", mode: 0o644, contents: "[Match]\nName=storage\n"),
    ]
    #expect(refusal(of: files, "networkd").contains(message))
  }
}

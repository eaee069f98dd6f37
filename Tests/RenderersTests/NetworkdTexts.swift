// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers

/// Files for networkd.
enum NetworkdTexts {
  /// Files of etc/systemd/network by name.
  static func files(_ texts: [String: String]) -> [RenderedFile] {
    texts.sorted { $0.key < $1.key }.map { name, text in
      RenderedFile(path: "etc/systemd/network/\(name)", mode: 0o644, contents: text + "\n")
    }
  }

  /// One NIC called eth0 with these lines after its [Match].
  static func eth0(_ text: String) -> [RenderedFile] {
    files(["10-eth0.network": "[Match]\nName=eth0\n\n\(text)"])
  }

  static func readNIC(_ text: String, systemd version: Int = 252) throws -> LinkMeaning {
    try link("eth0", of: eth0(text), "networkd", reader: version == 247 ? 0 : 1)
  }

  /// A bond of eth0 with these lines in its [Bond].
  static func bond(_ text: String, bond: String = "", member: String = "", eth0: String = "") -> [RenderedFile] {
    files([
      "10-bond0.netdev": "[NetDev]\nName=bond0\nKind=bond\n\n[Bond]\n\(text)",
      "10-bond0.network": "[Match]\nName=bond0\n\n\(bond)",
      "10-eth0.network": "[Match]\nName=eth0\n\n\(eth0)\n\n[Network]\nBond=bond0\n\(member)",
    ])
  }

  /// VLAN 5 of eth0.
  static func vlan(_ netdev: String, vlan: String = "", parent: String = "VLAN=data") -> [RenderedFile] {
    files([
      "10-data.netdev": "[NetDev]\nName=data\n\(netdev)",
      "10-data.network": "[Match]\nName=data\n\n\(vlan)",
      "10-eth0.network": "[Match]\nName=eth0\n\n[Network]\n\(parent)",
    ])
  }
}

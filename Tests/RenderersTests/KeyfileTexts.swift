// SPDX-License-Identifier: Apache-2.0

import Meaning
import NetModel
import Renderers

/// Profiles for NetworkManager.
enum KeyfileTexts {
  /// A profile of an interface in its file; what is not told is off.
  static func profile(
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

  static func file(_ name: String, _ text: String, mode: UInt16 = 0o600) -> RenderedFile {
    RenderedFile(path: "etc/NetworkManager/system-connections/\(name)", mode: mode, contents: text)
  }

  static func readNIC(_ groups: String = "", ipv4: String? = "method=disabled", ipv6: String? = "method=disabled")
    throws
    -> LinkMeaning
  {
    try link("eth0", of: [profile("eth0", groups: groups, ipv4: ipv4, ipv6: ipv6)], "keyfile")
  }

  static func bond(_ options: String, member: String = "master=bond0\nslave-type=bond") -> [RenderedFile] {
    [
      profile("bond0", 1, type: "bond", groups: "[bond]\n\(options)"),
      profile("eth0", 2, connection: member, ipv4: nil, ipv6: nil),
    ]
  }

  static func vlan(_ vlan: String, ethernet: String = "") -> [RenderedFile] {
    [profile("eth0", 1), profile("data", 2, type: "vlan", groups: "[vlan]\n\(vlan)\n\n\(ethernet)")]
  }
}

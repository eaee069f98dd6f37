// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Unit files of systemd-networkd, read by systemd 247 and later (systemd.network(5), systemd.netdev(5)).
public struct Networkd: Renderer {
  /// The name on the command line.
  public static let name = "networkd"
  /// Who reads the files.
  public static let consumer = "systemd-networkd: Arch, Photon, Azure Linux, Amazon Linux from 2022"

  /// The renderer; it has no settings.
  public init() {}

  /// A .network file for each link, a .netdev file for each that is to be made, and a .link file for each NIC that gets
  /// another name.
  public func render(_ plan: NetworkPlan) -> [RenderedFile] {
    let vlans = Dictionary(grouping: plan.links) { $0.asVLAN?.parent }
    let files = plan.links.flatMap { link -> [RenderedFile] in
      let network = NetworkdNetwork(link, vlans: vlans[link.name] ?? [], in: plan)
      return [
        Self.file("netdev", link, NetworkdNetdev(link)?.text, in: plan),
        Self.file("network", link, network.text, in: plan),
      ].compactMap(\.self)
    }
    return (files + LinkFile.files(of: plan) + InfiniBandRule.files(of: plan)).sorted { $0.path < $1.path }
  }

  private static func file(_ kind: String, _ link: Link, _ text: String?, in plan: NetworkPlan) -> RenderedFile? {
    text.map {
      RenderedFile(
        path: "etc/systemd/network/10-swinit-\(link.name).\(kind)", mode: 0o644, contents: plan.header + $0)
    }
  }

  /// The bond options that networkd has no key for, and what only later versions do.
  public func unsupported(_ plan: NetworkPlan) -> [Finding] {
    plan.links.flatMap { link -> [Finding] in
      guard let bond = link.asBond else { return link.connectedModeFindings(renderer: Self.name) }
      return bond.orderedOptions.filter { !NetworkdBondOptions.canSay($0.option, $0.value, in: bond) }.map {
        Finding(
          .unsupportedBondOption, at: link.path["bond_\($0.option.rawValue)"],
          "networkd: there is no way to say \($0.option.rawValue)=\($0.value); the kernel's default holds")
      }
    }
  }
}

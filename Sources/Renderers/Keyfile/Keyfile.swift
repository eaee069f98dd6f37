// SPDX-License-Identifier: Apache-2.0

import NetModel

/// NetworkManager's connection profiles as key files, read by version 1.30 and later (nm-settings-keyfile(5)).
public struct Keyfile: Renderer {
  /// The name on the command line.
  public static let name = "keyfile"
  /// Who reads the files.
  public static let consumer = "NetworkManager: RHEL 10 and its kin, Fedora, openSUSE Tumbleweed"

  /// The renderer; it has no settings.
  public init() {}

  /// A profile of each link, readable by root alone, or NetworkManager passes it over; and a .link file for each NIC
  /// that gets another name.
  public func render(_ plan: NetworkPlan) -> [RenderedFile] {
    let resolver = KeyfileResolver(plan)
    let files = plan.links.map { link in
      RenderedFile(
        path: "etc/NetworkManager/system-connections/swinit-\(link.name).nmconnection", mode: 0o600,
        contents: plan.header + KeyfileProfile(link, in: plan, resolver: resolver).text)
    }
    return (files + LinkFile.renames(in: plan)).sorted { $0.path < $1.path }
  }

  /// The bond options that NetworkManager refuses, with the whole bond, and servers that it would drop.
  public func unsupported(_ plan: NetworkPlan) -> [Finding] {
    plan.links.flatMap { link -> [Finding] in
      guard let bond = link.asBond else { return [] }
      return bond.orderedOptions.filter { !KeyfileBondOptions.canSay($0.option, $0.value, in: bond) }.map {
        Finding(
          .unsupportedBondOption, at: link.path["bond_\($0.option.rawValue)"],
          "keyfile: NetworkManager does not take \($0.option.rawValue)=\($0.value); the kernel's default holds")
      }
    } + KeyfileResolver(plan).findings
  }
}

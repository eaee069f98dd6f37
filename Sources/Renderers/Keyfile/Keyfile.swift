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

  /// A profile of each link, readable by root alone, or NetworkManager passes it over; a setting that keeps it from
  /// making profiles of its own; and a .link file for each NIC that gets another name.
  public func render(_ plan: NetworkPlan) -> [RenderedFile] {
    let resolver = KeyfileResolver(plan)
    let files = plan.links.map { link in
      RenderedFile(
        path: "etc/NetworkManager/system-connections/swinit-\(link.name).nmconnection", mode: 0o600,
        contents: plan.header + KeyfileProfile(link, in: plan, resolver: resolver).text)
    }
    let others = Self.setting(of: plan) + LinkFile.files(of: plan) + InfiniBandRule.files(of: plan)
    return (files + others).sorted { $0.path < $1.path }
  }

  /// A NIC that is not in the plan is left alone, as others leave it; by itself NetworkManager runs DHCP on it, and waits
  /// for the answer at boot (NetworkManager.conf(5), no-auto-default). The fallback has a profile for every NIC.
  private static func setting(of plan: NetworkPlan) -> [RenderedFile] {
    guard !plan.isFallback else { return [] }
    return [
      RenderedFile(
        path: "etc/NetworkManager/conf.d/50-swinit.conf", mode: 0o644,
        contents: plan.header + "[main]\nno-auto-default=*\n")
    ]
  }

  /// The bond options that NetworkManager refuses, with the whole bond, servers that it would drop, and what versions do
  /// differently.
  public func unsupported(_ plan: NetworkPlan) -> [Finding] {
    plan.links.flatMap { link in Self.unsupportedBondOptions(link) + Self.unsupportedAddresses(link) }
      + KeyfileResolver(plan).findings
  }

  private static func unsupportedAddresses(_ link: Link) -> [Finding] {
    guard let (first, last) = link.rivalIPv6Addresses else { return [] }
    return [
      Finding(
        .unsupportedAddress, at: link.path,
        "keyfile: of the IPv6 addresses of \(link.name) only NetworkManager 1.42 and later are known to prefer "
          + "\(first) as the source of connections; with 1.30 it is \(last)")
    ]
  }

  private static func unsupportedBondOptions(_ link: Link) -> [Finding] {
    guard let bond = link.asBond else { return [] }
    return bond.orderedOptions.filter { !KeyfileBondOptions.canSay($0.option, $0.value, in: bond) }.map {
      Finding(
        .unsupportedBondOption, at: link.path["bond_\($0.option.rawValue)"],
        "keyfile: NetworkManager does not take \($0.option.rawValue)=\($0.value); the kernel's default holds")
    }
  }
}

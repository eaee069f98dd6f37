// SPDX-License-Identifier: Apache-2.0

import NetModel

/// netplan YAML, with no key that netplan.io 0.106 does not know: it refuses a whole file for one.
public struct Netplan: Renderer {
  /// The name on the command line.
  public static let name = "netplan"
  /// Who reads the files.
  public static let consumer = "netplan.io: Ubuntu"

  /// The renderer; it has no settings.
  public init() {}

  /// One /etc/netplan/50-swinit.yaml, readable by root alone, as netplan wants it, a drop-in for each link that takes
  /// DHCP or router advertisements, and a udev rule for each InfiniBand NIC to which the document gives a name.
  public func render(_ plan: NetworkPlan) -> [RenderedFile] {
    var ethernets = YAMLMapping()
    var bonds = YAMLMapping()
    var vlans = YAMLMapping()
    for link in plan.links {
      let value = NetplanLink(link, in: plan).value
      switch link.kind {
      case .physical: ethernets.add(link.name.text, value)
      case .bond: bonds.add(link.name.text, value)
      case .vlan: vlans.add(link.name.text, value)
      }
    }
    var network = YAMLMapping()
    network.set("version", .number(2))
    network.set("ethernets", ethernets.value)
    network.set("bonds", bonds.value)
    network.set("vlans", vlans.value)
    let text = YAMLWriter.text(of: ["network": network.value])
    return [RenderedFile(path: "etc/netplan/50-swinit.yaml", mode: 0o600, contents: plan.header + text)]
      + NetplanDropIn.files(of: plan) + InfiniBandRule.files(of: plan)
  }

  /// What netplan 0.106 has no key for.
  public func unsupported(_ plan: NetworkPlan) -> [Finding] { plan.links.flatMap(Self.unsupported) }

  private static func unsupported(_ link: Link) -> [Finding] {
    var findings = link.connectedModeFindings(renderer: name)
    if let bond = link.asBond {
      for (option, value) in bond.orderedOptions where !NetplanBondParameters.canSay(option, value, in: bond) {
        findings.append(
          Finding(
            .unsupportedBondOption, at: link.path["bond_\(option.rawValue)"],
            "netplan: there is no way to say \(option.rawValue)=\(value); the kernel's default holds"))
      }
    }
    for route in link.routes where route.metric.map({ $0 > NetplanLink.largestMetric }) ?? false {
      findings.append(
        Finding(
          .unsupportedMetric, at: link.path,
          "netplan: metrics above \(NetplanLink.largestMetric) turn negative in version 0.106; the route to "
            + "\(route.destination) gets \(NetplanLink.largestMetric)"))
    }
    return findings
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Debian's /etc/network/interfaces, read by ifupdown 0.8.41 (interfaces(5)) with the hooks of ifenslave for bonds.
public struct ENI: Renderer {
  /// The name on the command line.
  public static let name = "eni"
  /// Who reads the files.
  public static let consumer = "ifupdown: Debian, Devuan, Alpine"

  /// The renderer; it has no settings.
  public init() {}

  /// One /etc/network/interfaces, and a .link file for each NIC that gets another name.
  public func render(_ plan: NetworkPlan) -> [RenderedFile] {
    let vlans = Dictionary(grouping: plan.links) { $0.asVLAN?.parent }
    let links = Self.silentLast(plan).flatMap { link in
      [link.activation(in: plan)] + ENILink(link, vlans: vlans[link.name] ?? []).stanzas
    }
    let contents =
      plan.header
        + """
        auto lo
        iface lo inet loopback

        source /etc/network/interfaces.d/*

        """
    return [
      RenderedFile(
        path: "etc/network/interfaces", mode: 0o644, contents: contents + links.map { $0.text }.joined())
    ] + LinkFile.files(of: plan) + InfiniBandRule.files(of: plan)
  }

  /// What ifupdown and dhclient cannot promise.
  public func unsupported(_ plan: NetworkPlan) -> [Finding] {
    plan.links.compactMap { link in
      guard link.usesDHCPv4, let metric = link.dhcpMetric, !plan.isFallback else { return nil }
      // dhclient's hook for option 121, which neutron's DHCP sends, sets routes without looking at IF_METRIC.
      return Finding(
        .unsupportedMetric, at: link.path,
        "eni: metric \(metric) of the DHCP routes of \(link.name) holds only where the server sends no classless "
          + "routes",
        hint: "make one of the links static, or take its router away in neutron")
    }
  }

  /// The links in the order of bringing up: those that may wait for a DHCP server come after those that do not.
  ///
  /// `ifup -a` takes one after another, and a silent DHCP server costs a minute.
  private static func silentLast(_ plan: NetworkPlan) -> [Link] {
    var waiting: Set<InterfaceName> = []
    for link in plan.links where link.mayWait || link.asVLAN.map({ waiting.contains($0.parent) }) ?? false {
      waiting.insert(link.name)
    }
    return plan.links.filter { !waiting.contains($0.name) } + plan.links.filter { waiting.contains($0.name) }
  }
}

extension Link {
  /// Whether bringing the link up may take as long as a DHCP client is patient.
  fileprivate var mayWait: Bool { usesDHCPv4 || ipv6Mode >= .stateless }

  /// The line that has the link brought up at boot.
  ///
  /// In the fallback each NIC comes up by itself, so that a silent one does not hold up the others.
  fileprivate func activation(in plan: NetworkPlan) -> ENIStanza {
    ENIStanza(header: (plan.isFallback ? "allow-hotplug " : "auto ") + name.text, isFirst: true)
  }
}

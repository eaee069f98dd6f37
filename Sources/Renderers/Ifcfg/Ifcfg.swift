// SPDX-License-Identifier: Apache-2.0

import NetModel

/// /etc/sysconfig/network-scripts, read by initscripts (RHEL 6-8) and by NetworkManager's ifcfg-rh plugin (RHEL 7-9).
///
/// The two read many constructs differently; what is written here means the same to both.
public struct Ifcfg: Renderer {
  /// The name on the command line.
  public static let name = "ifcfg"
  /// Who reads the files.
  public static let consumer = "initscripts and NetworkManager: RHEL 6-9 and its kin, Amazon Linux 2"

  /// The renderer; it has no settings.
  public init() {}

  /// ifcfg-N, route-N and route6-N of each link, and a .link file for each NIC that gets another name.
  public func render(_ plan: NetworkPlan) -> [RenderedFile] {
    let resolver = IfcfgResolver(plan)
    let files = plan.links.flatMap { link -> [RenderedFile] in
      let routes = IfcfgRoutes(link)
      let file = IfcfgLink(link, in: plan, routes: routes, resolver: resolver)
      return [
        Self.file("ifcfg", link, file.lines, in: plan), Self.file("route", link, routes.lines(.v4), in: plan),
        Self.file("route6", link, routes.lines(.v6), in: plan),
      ].compactMap(\.self)
    }
    let names = LinkFile.files(of: plan, mayBeOld: true) + InfiniBandRule.files(of: plan)
    return (files + names).sorted { $0.path < $1.path }
  }

  private static func file(_ kind: String, _ link: Link, _ lines: [String], in plan: NetworkPlan) -> RenderedFile? {
    guard !lines.isEmpty else { return nil }
    return RenderedFile(
      path: "etc/sysconfig/network-scripts/\(kind)-\(link.name)", mode: 0o644,
      contents: plan.header + lines.map { $0 + "\n" }.joined())
  }

  /// What only one of the two readers does, and what neither can.
  public func unsupported(_ plan: NetworkPlan) -> [Finding] {
    let links = Dictionary(plan.links.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return plan.links.flatMap { Self.unsupported($0, among: links) } + IfcfgResolver(plan).findings
  }

  private static func unsupported(_ link: Link, among links: [InterfaceName: Link]) -> [Finding] {
    var findings: [Finding] = []
    if let vlan = link.asVLAN, let trouble = IfcfgVLANName.trouble(with: link, vlan, among: links) {
      findings.append(
        Finding(
          .unsupportedVLANName, at: link.path, "ifcfg: " + trouble,
          hint: "set \"name\" to one that initscripts reads right, vlan\(vlan.id) for instance"))
    }
    if link.bond == nil, link.ipv6Mode == .none, IfcfgVLANName.hidesIPv6Settings(link.name) {
      findings.append(
        Finding(
          .unsupportedIPv6Mode, at: link.path,
          "ifcfg: initscripts cannot keep \(link.name) from taking router advertisements, for the name has two dots",
          hint: "set \"name\" to one with fewer dots"))
    }
    if let metric = link.advertisedMetric {
      findings.append(
        Finding(
          .unsupportedMetric, at: link.path,
          "ifcfg: only NetworkManager gives the routes that routers advertise on \(link.name) the metric \(metric); "
            + "with initscripts the kernel gives all of them 1024"))
    }
    if let (first, last) = link.rivalIPv6Addresses {
      findings.append(
        Finding(
          .unsupportedAddress, at: link.path,
          "ifcfg: of the IPv6 addresses of \(link.name) only NetworkManager (1.42; not 1.30) prefers \(first) as the "
            + "source of connections; with initscripts it is \(last)"))
    }
    if link.usesDHCPv4, !link.addresses(.v4).isEmpty {
      findings.append(
        Finding(
          .unsupportedAddress, at: link.path,
          "ifcfg: initscripts runs DHCP alone on \(link.name); only NetworkManager adds its static IPv4 addresses"))
    }
    return findings
  }
}

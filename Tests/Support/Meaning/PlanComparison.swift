// SPDX-License-Identifier: Apache-2.0

import NetModel

extension Reading {
  /// What this reader makes of the files of a plan that the plan does not mean, save what the renderer owned up to.
  public func differences(from plan: NetworkPlan, unsupported findings: [Finding] = []) -> [String] {
    let expected = PlanMeaning.links(of: plan)
    var found: [String] = []
    for (link, meant) in zip(plan.links, expected) {
      let exemption = Exemption(for: link, reader: reader, findings)
      guard var read = self[meant.name] else {
        if !exemption.covers(Difference(.existence, link: meant.name, "")) {
          found.append("\(reader): \(meant.name): nothing makes it")
        }
        continue
      }
      var wanted = meant
      if hasHostDNS {
        wanted.nameServers = []
        wanted.searchDomains = []
        read.nameServers = []
        read.searchDomains = []
      }
      found += read.compared(to: wanted).filter { !exemption.covers($0) }.map { "\(reader): \($0)" }
    }
    let names = Set(expected.map(\.name))
    found += links.filter { !names.contains($0.name) }.map { "\(reader): \($0.name): nobody meant it" }
    // A link that nobody makes takes its DNS with it, and has been told of above, or owned up to.
    let isWhole = expected.allSatisfy { self[$0.name] != nil }
    if hasHostDNS, isWhole { found += comparedResolver(to: expected, findings).map { "\(reader): resolver: \($0)" } }
    return found
  }

  /// DNS of the whole host: all of it, that of each link in its order.
  private func comparedResolver(to expected: [LinkMeaning], _ findings: [Finding]) -> [String] {
    let wanted = HostResolver(union: expected)
    let servers = resolver.nameServers
    var found: [String] = []
    let ownedUp = findings.filter { $0.code == .unsupportedNameServers }
    let leftOut = Set(ownedUp.flatMap { Self.addresses(in: $0.message) })
    let rest = wanted.nameServers.filter { !leftOut.contains($0) }
    // Of servers in several files initscripts keeps those of the last, which the finding says.
    let isRight =
      ownedUp.isEmpty
      ? Set(servers) == Set(rest)
      : Set(servers).isSubset(of: rest) && (!servers.isEmpty || rest.isEmpty)
    if !isRight { found.append("DNS servers \(rest) were meant, \(servers) were read") }
    for family in IPFamily.allCases {
      let lists = expected.map { $0.nameServers.filter { $0.family == family } }
      found += Self.outOfOrder(servers, lists).map { "DNS servers \($0) were read in the order \(servers)" }
    }
    if Set(resolver.searchDomains) != Set(wanted.searchDomains) {
      found.append("search domains \(wanted.searchDomains) were meant, \(resolver.searchDomains) were read")
    }
    found += Self.outOfOrder(resolver.searchDomains, expected.map(\.searchDomains)).map {
      "search domains \($0) were read in the order \(resolver.searchDomains)"
    }
    return found
  }

  /// The lists of which the elements that no other list has are not in their order.
  private static func outOfOrder<Element: Hashable>(_ all: [Element], _ lists: [[Element]]) -> [[Element]] {
    lists.enumerated().compactMap { index, list in
      let others = Set(lists.enumerated().filter { $0.offset != index }.flatMap(\.element))
      let own = list.filter { !others.contains($0) && all.contains($0) }
      return all.filter(own.contains) == own ? nil : own
    }
  }

  /// The addresses that a message names.
  private static func addresses(in message: String) -> [IPAddress] {
    message.split { !($0.isHexDigit || $0 == "." || $0 == ":") }.compactMap { IPAddress(String($0)) }
  }
}

/// What a renderer said that its format, or one of its readers, cannot say of a link.
struct Exemption {
  private let findings: [Finding]

  /// The findings that concern a link and a reader: those at the link's place of the document or below, save those that
  /// say that only this reader understands.
  init(for link: Link, reader: String, _ findings: [Finding]) {
    let place = link.path.steps
    self.findings = findings.filter {
      Array($0.path.steps.prefix(place.count)) == place && !$0.message.contains("only \(reader)")
    }
  }

  /// Whether a difference was owned up to: a finding of its kind; of metrics, one that names the one meant or read.
  func covers(_ difference: Difference) -> Bool {
    findings.contains { finding in
      switch (difference.facet, finding.code) {
      case (.bondOption(let name), .unsupportedBondOption):
        if case .key(let key)? = finding.path.steps.last, key.hasPrefix("bond_") { key == "bond_" + name } else { true }
      case (.metric, .unsupportedMetric):
        difference.metrics.contains { finding.message.split { !$0.isNumber }.contains(Substring("\($0)")) }
      case (.existence, .unsupportedVLANName),
        // The sysctls of a name with two dots, which initscripts cannot spell.
        (.ipv6, .unsupportedIPv6Mode), (.connectedMode, .unsupportedMTU),
        // A reader that ignores addresses has no way to gateways beside them.
        (.addresses, .unsupportedAddress), (.routes, .unsupportedAddress),
        (.nameServers, .unsupportedNameServers):
        true
      default: false
      }
    }
  }
}

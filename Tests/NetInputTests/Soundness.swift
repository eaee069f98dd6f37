// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

/// Expects what holds for the reading of any document whatsoever.
func expectSound(_ reading: NetworkData.Reading, at place: SourceLocation = #_sourceLocation) {
  let faults = soundnessFaults(of: reading)
  #expect(faults.isEmpty, sourceLocation: place)
}

/// What is wrong with a reading, whatever the document; empty where nothing is.
func soundnessFaults(of reading: NetworkData.Reading) -> [String] {
  var faults: [String] = []
  for finding in reading.findings {
    let line = finding.line(file: "-")
    if !line.unicodeScalars.allSatisfy({ isSeen($0) }) { faults.append("a finding has characters that are not seen") }
    if line.count > 1500 { faults.append("a finding is \(line.count) characters long") }
  }
  switch reading.outcome {
  case .refused:
    if !reading.findings.contains(where: { $0.severity == .error }) { faults.append("refused without an error") }
  case .unknown:
    if !reading.codes.contains(.emptyDocument) { faults.append("unknown without a note") }
  case .plan(let plan):
    faults += plan.links.flatMap { link in linkFaults(link, in: plan).map { "\(link.name): \($0)" } }
    let names = plan.links.map(\.name)
    if Set(names).count != names.count { faults.append("names repeat: \(names)") }
    let nics = plan.links.compactMap(\.nic)
    if Set(nics).count != nics.count { faults.append("NICs repeat: \(nics.map(\.name))") }
    if NetworkPlan(links: plan.links, isComplete: plan.isComplete, source: plan.source) != plan {
      faults.append("not ordered")
    }
  }
  return faults
}

/// Whether a character shows as what it is, in a terminal or a log.
private func isSeen(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
  default: true
  }
}

private func linkFaults(_ link: Link, in plan: NetworkPlan) -> [String] {
  var faults: [String] = []
  func other(_ name: InterfaceName) -> Link? { plan.links.first { $0.name == name } }
  if let vlan = link.asVLAN {
    if other(vlan.parent) == nil { faults.append("no parent \(vlan.parent)") }
    if let own = link.mtu, let limit = other(vlan.parent)?.mtu, own > limit { faults.append("MTU above the parent's") }
  }
  if let bond = link.asBond {
    if bond.members.isEmpty { faults.append("no members") }
    if Set(bond.members).count != bond.members.count { faults.append("members repeat") }
    for member in bond.members where other(member)?.bond != link.name { faults.append("\(member) is no member") }
    for (option, value) in bond.options {
      if !option.applies(in: bond.mode) { faults.append("\(option) does not apply") }
      if option.canonicalValue(of: value) != value { faults.append("\(option) is \(value)") }
      if case .member = option.domain, !bond.members.contains(where: { $0.text == value }) {
        faults.append("\(option) is no member")
      }
    }
  }
  if let bond = link.bond {
    if other(bond)?.asBond?.members.contains(link.name) != true { faults.append("no bond \(bond)") }
    if link.isConfigured || !link.routes.isEmpty || !link.nameServers.isEmpty {
      faults.append("a member is configured")
    }
  }
  if Set(link.addresses).count != link.addresses.count { faults.append("addresses repeat") }
  if Set(link.nameServers).count != link.nameServers.count { faults.append("name servers repeat") }
  if Set(link.routes).count != link.routes.count { faults.append("routes repeat") }
  for route in link.routes where route.isOnLink {
    if route.gateway.map({ gateway in link.addresses.contains { $0.contains(gateway) } }) != false {
      faults.append("on link for nothing")
    }
  }
  return faults
}

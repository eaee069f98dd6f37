// SPDX-License-Identifier: Apache-2.0

import NetModel

/// What `show --format json` prints; a key that says nothing of a link is absent.
struct PlanReport: Encodable {
  struct Entry: Encodable {
    let name: String
    let kind: String
    /// The NIC's own address, or the one that a bond or VLAN gets.
    let mac: String?
    /// The name that the NIC has now.
    let nic: String?
    let mode: String?
    let options: [String: String]?
    let members: [String]?
    let parent: String?
    let vlan: Int?
    let bond: String?
    let mtu: Int?
    let addresses: [String]
    let dhcp4: Bool
    let ipv6: String
    let dhcpMetric: UInt32?
    let advertisedMetric: UInt32?
    let routes: [Hop]
    let dns: [String]
    let search: [String]

    init(_ link: Link) {
      name = link.name.text
      kind = link.nic != nil ? "physical" : link.asBond != nil ? "bond" : "vlan"
      mac = (link.nic?.macAddress ?? link.macAddress)?.description
      nic = link.nic?.name.text
      mode = link.asBond?.mode.name
      options = link.asBond.map { bond in
        Dictionary(uniqueKeysWithValues: bond.options.map { ($0.key.rawValue, $0.value) })
      }
      members = link.asBond?.members.map(\.text)
      parent = link.asVLAN?.parent.text
      vlan = link.asVLAN?.id.number
      bond = link.bond?.text
      mtu = link.mtu?.bytes
      addresses = link.addresses.map(\.description)
      dhcp4 = link.usesDHCPv4
      ipv6 = "\(link.ipv6Mode)"
      dhcpMetric = link.dhcpMetric?.number
      advertisedMetric = link.advertisedMetric?.number
      routes = link.routes.map(Hop.init)
      dns = link.nameServers.map(\.description)
      search = link.searchDomains.map(\.text)
    }
  }

  struct Hop: Encodable {
    let to: String
    let via: String?
    let metric: UInt32?
    let onlink: Bool

    init(_ route: Route) {
      to = route.destination.description
      via = route.gateway?.description
      metric = route.metric?.number
      onlink = route.isOnLink
    }
  }

  let source: String?
  let complete: Bool
  let links: [Entry]
  let findings: [JSONReport.Entry]

  /// - Parameter plan: The plan; nil where the document could not be read.
  init(_ plan: NetworkPlan?, findings: [Finding]) {
    source = plan?.source.rawValue
    complete = plan?.isComplete ?? false
    links = plan?.links.map(Entry.init) ?? []
    self.findings = findings.map(JSONReport.Entry.init)
  }

  /// The report as text, keys in alphabetical order.
  var text: String { jsonText }
}

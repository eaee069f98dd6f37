// SPDX-License-Identifier: Apache-2.0

/// Makes the MTUs of links that depend on each other fit.
///
/// The kernel refuses a VLAN above its parent (ERANGE) and gives every member its bond's MTU, so a parent without an
/// MTU of its own takes the largest of its VLANs where that is above Ethernet's 1500, a VLAN above its parent is
/// lowered, and members follow their bond; VLANs with small MTUs say nothing about what else their parent carries. A
/// link with IPv6 gets the 1280 that IPv6 needs at least (RFC 8200 section 5), for below it the kernel has no IPv6, and
/// most consumers raise it in silence.
enum MTUPropagation {
  /// The links with fitting MTUs, and what is doubtful about them.
  static func applied(to links: [Link]) -> (links: [Link], findings: [Finding]) {
    var links = NetworkOrder(links)
    var findings = links.childrenFirst.flatMap { links.raiseForIPv6($0) }
    for index in links.childrenFirst { links.raise(index) }
    for index in links.childrenFirst.reversed() { findings += links.lower(index) }
    return (links.values, findings)
  }
}

/// Links with their dependencies looked up once.
private struct NetworkOrder {
  var values: [Link]
  let childrenFirst: [Int]
  private let indices: [InterfaceName: Int]
  private let vlans: [Int: [Int]]
  private var carriesIPv6: Set<Int> = []

  init(_ links: [Link]) {
    values = links
    let indices = Dictionary(links.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    var vlans: [Int: [Int]] = [:]
    for (index, link) in links.enumerated() {
      if let parent = link.asVLAN.flatMap({ indices[$0.parent] }) { vlans[parent, default: []].append(index) }
    }
    let depths = VLANDepth.depths(of: links)
    // VLANs before their parents, and bonds before their members.
    let ranks = links.indices.map { (rank: links[$0].bond == nil ? depths[$0] : -1, index: $0) }
    childrenFirst = ranks.sorted { ($1.rank, $0.index) < ($0.rank, $1.index) }.map(\.index)
    self.indices = indices
    self.vlans = vlans
  }

  /// Raises the MTU of a link with IPv6, and of those that it stands on, to what IPv6 needs.
  mutating func raiseForIPv6(_ index: Int) -> [Finding] {
    let link = values[index]
    guard link.isConfigured(.v6) || vlans[index, default: []].contains(where: carriesIPv6.contains) else { return [] }
    carriesIPv6.insert(index)
    guard let mtu = link.mtu, let least = MTU(MTU.leastForIPv6), mtu < least else { return [] }
    values[index].mtu = least
    return [
      Finding(
        .mtuTooSmallForIPv6, at: link.path["mtu"],
        "the MTU of \(link.name) is \(mtu), and IPv6 needs \(least) at least; \(least) is used",
        hint: "raise the MTU, or remove the IPv6 networks of this link and its VLANs")
    ]
  }

  /// Gives a parent without an MTU the largest of its VLANs, and a bond, failing that, the largest of its members.
  mutating func raise(_ index: Int) {
    guard values[index].mtu == nil else { return }
    let largest = vlans[index, default: []].compactMap { values[$0].mtu }.max()
    let members = values[index].asBond?.members.compactMap { indices[$0] } ?? []
    values[index].mtu =
      largest.flatMap { $0.bytes > MTU.ofEthernet ? $0 : nil } ?? members.compactMap { values[$0].mtu }.max()
  }

  /// Lowers a VLAN to its parent's MTU, and gives members their bond's.
  mutating func lower(_ index: Int) -> [Finding] {
    let link = values[index]
    if let bond = link.bond.flatMap({ indices[$0] }) {
      values[index].mtu = values[bond].mtu ?? link.mtu
    } else if let parent = link.asVLAN.flatMap({ indices[$0.parent] }), let own = link.mtu,
      let limit = values[parent].mtu, own > limit
    {
      values[index].mtu = limit
      return [
        Finding(
          .vlanMTUAboveParent, at: link.path["mtu"],
          "the MTU of VLAN \(link.name) is \(own), above the \(limit) of its parent \(values[parent].name); "
            + "\(limit) is used",
          hint: "raise the parent's MTU, or lower this one")
      ]
    }
    return []
  }
}

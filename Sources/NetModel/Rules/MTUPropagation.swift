// SPDX-License-Identifier: Apache-2.0

/// Makes the MTUs of links that depend on each other fit.
///
/// The kernel refuses a VLAN above its parent (ERANGE) and gives every member its bond's MTU, so a parent without an
/// MTU of its own takes the largest of its VLANs, a VLAN above its parent is lowered, and members follow their bond.
enum MTUPropagation {
  /// The links with fitting MTUs, and what is doubtful about them.
  static func applied(to links: [Link]) -> (links: [Link], findings: [Finding]) {
    var links = NetworkOrder(links)
    for index in links.childrenFirst { links.raise(index) }
    var findings: [Finding] = []
    for index in links.childrenFirst.reversed() { findings += links.lower(index) }
    findings += links.values.compactMap(tooSmallForIPv6)
    return (links.values, findings)
  }

  private static func tooSmallForIPv6(_ link: Link) -> Finding? {
    guard let mtu = link.mtu, mtu.bytes < MTU.leastForIPv6, link.isConfigured(.v6) else { return nil }
    return Finding(
      .mtuTooSmallForIPv6, at: link.path["mtu"],
      "the MTU of \(link.name) is \(mtu), and below \(MTU.leastForIPv6) the kernel turns IPv6 off on a link",
      hint: "raise the MTU, or remove the IPv6 networks of this link")
  }
}

/// Links with their dependencies looked up once.
private struct NetworkOrder {
  var values: [Link]
  let childrenFirst: [Int]
  private let indices: [InterfaceName: Int]
  private let vlans: [Int: [Int]]

  init(_ links: [Link]) {
    values = links
    let indices = Dictionary(links.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    var vlans: [Int: [Int]] = [:]
    for (index, link) in links.enumerated() {
      if let parent = link.asVLAN.flatMap({ indices[$0.parent] }) { vlans[parent, default: []].append(index) }
    }
    func depth(_ index: Int) -> Int {
      var depth = 0
      var link = links[index]
      while let parent = link.asVLAN.flatMap({ indices[$0.parent] }), depth <= links.count {
        depth += 1
        link = links[parent]
      }
      return depth
    }
    // VLANs before their parents, and bonds before their members.
    let ranks = links.indices.map { (rank: links[$0].bond == nil ? depth($0) : -1, index: $0) }
    childrenFirst = ranks.sorted { ($1.rank, $0.index) < ($0.rank, $1.index) }.map(\.index)
    self.indices = indices
    self.vlans = vlans
  }

  /// Gives a parent without an MTU the largest of its VLANs, and a bond, failing that, the largest of its members.
  mutating func raise(_ index: Int) {
    guard values[index].mtu == nil else { return }
    let members = values[index].asBond?.members.compactMap { indices[$0] } ?? []
    values[index].mtu =
      vlans[index, default: []].compactMap { values[$0].mtu }.max() ?? members.compactMap { values[$0].mtu }.max()
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

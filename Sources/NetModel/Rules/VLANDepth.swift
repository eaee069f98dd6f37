// SPDX-License-Identifier: Apache-2.0

/// How many VLANs below each other a link is: 0 for NICs and bonds, 1 for a VLAN of one, 2 for a VLAN of that.
enum VLANDepth {
  /// The depth of each link, by its place; each link is visited once, however long the chains are.
  static func depths(of links: [Link]) -> [Int] {
    let indices = Dictionary(links.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    var depths = [Int?](repeating: nil, count: links.count)
    for start in links.indices where depths[start] == nil {
      var trail: [Int] = []
      var next: Int? = start
      while let index = next, depths[index] == nil {
        // Until it is known; so a loop, which no reader lets through, ends here.
        depths[index] = 0
        trail.append(index)
        next = links[index].asVLAN.flatMap { indices[$0.parent] }
      }
      var depth = next.flatMap { depths[$0] } ?? -1
      for index in trail.reversed() {
        depth += 1
        depths[index] = depth
      }
    }
    return depths.map { $0 ?? 0 }
  }
}

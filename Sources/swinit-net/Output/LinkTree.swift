// SPDX-License-Identifier: Apache-2.0

/// Links as an indented tree: members below their bond, VLANs below their parent.
enum LinkTree {
  static func text(of links: [LinkSummary]) -> String {
    let roots = links.filter { $0.bond == nil && ($0.kind.hasPrefix("bond") || $0.foundations.isEmpty) }
    let children = Dictionary(grouping: links) { link in
      link.bond ?? (link.kind.hasPrefix("bond") ? nil : link.foundations.first)
    }
    return roots.map { text(of: $0, children, depth: 0) }.joined()
  }

  private static func text(of link: LinkSummary, _ children: [String?: [LinkSummary]], depth: Int) -> String {
    let indentation = String(repeating: "  ", count: depth)
    let width = (link.facts.map(\.name.count).max() ?? 0) + 2
    let facts = link.facts.map { name, value in
      "\(indentation)  \(name)\(String(repeating: " ", count: width - name.count))\(value)\n"
    }
    // A VLAN of a VLAN is deeper at each step, and no plan has loops.
    let below = (children[link.name] ?? []).map { text(of: $0, children, depth: depth + 1) }
    return "\(indentation)\(link.name): \(link.kind)\n" + facts.joined() + below.joined()
  }
}

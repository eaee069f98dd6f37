// SPDX-License-Identifier: Apache-2.0

/// Links as boxes in layers, each above those that it is made of.
///
/// Names, numbers and addresses have no character that means something to Graphviz or XML.
struct LinkDrawing {
  /// A link and where it stands; sizes are in pixels.
  private struct Box {
    let link: LinkSummary
    let lines: [String]
    let layer: Int
    var x = 0
    var y = 0
    var width: Int { (lines.map(\.count).max() ?? 0) * 8 + 20 }
    var height: Int { lines.count * 16 + 14 }
    var center: Int { x + width / 2 }
  }

  private static let gap = (x: 24, y: 48)
  private var boxes: [Box] = []

  /// Takes links in an order in which each comes after those that it is made of, as a plan has them.
  init(_ links: [LinkSummary]) {
    var layers: [String: Int] = [:]
    for link in links {
      let layer = (link.foundations.compactMap { layers[$0] }.max() ?? -1) + 1
      layers[link.name] = layer
      boxes.append(
        Box(link: link, lines: ["\(link.name): \(link.kind)"] + link.facts.map { "\($0) \($1)" }, layer: layer))
    }
    var y = Self.gap.y / 2
    for layer in (0...(layers.values.max() ?? 0)).reversed() {
      var x = Self.gap.x
      for index in boxes.indices where boxes[index].layer == layer {
        (boxes[index].x, boxes[index].y) = (x, y)
        x += boxes[index].width + Self.gap.x
      }
      y += (boxes.filter { $0.layer == layer }.map(\.height).max() ?? 0) + Self.gap.y
    }
  }

  private var edges: [(from: Box, to: Box)] {
    boxes.flatMap { box in
      box.link.foundations.compactMap { name in boxes.first { $0.link.name == name }.map { (box, $0) } }
    }
  }

  /// The graph in Graphviz's language.
  var dot: String {
    let nodes = boxes.map { box in
      "  \"\(box.link.name)\" [label=\"\(box.lines.map { $0 + "\\l" }.joined())\"];\n"
    }
    let edges = edges.map { "  \"\($0.link.name)\" -> \"\($1.link.name)\";\n" }
    return "digraph network {\n  node [shape=box, fontname=monospace];\n" + nodes.joined() + edges.joined() + "}\n"
  }

  /// The drawing (SVG 1.1).
  var svg: String {
    let width = (boxes.map { $0.x + $0.width }.max() ?? 0) + Self.gap.x
    let height = (boxes.map { $0.y + $0.height }.max() ?? 0) + Self.gap.y / 2
    let lines = edges.map { from, to in
      "<path d=\"M\(from.center) \(from.y + from.height)L\(to.center) \(to.y)\" stroke=\"black\"/>\n"
    }
    let rectangles = boxes.map { box in
      "<rect x=\"\(box.x)\" y=\"\(box.y)\" width=\"\(box.width)\" height=\"\(box.height)\" fill=\"white\" "
        + "stroke=\"black\"/>\n"
        + box.lines.enumerated().map { index, line in
          "<text x=\"\(box.x + 10)\" y=\"\(box.y + 20 + index * 16)\">\(line)</text>\n"
        }.joined()
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
      + "font-family=\"monospace\" font-size=\"13\">\n" + lines.joined() + rectangles.joined() + "</svg>\n"
  }
}

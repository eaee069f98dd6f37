// SPDX-License-Identifier: Apache-2.0

/// What a subcommand takes; help and parsing are both made of it.
///
/// A library would do this with reflection, which costs 1 ms of the 2 ms that a whole run may take.
struct CommandSyntax {
  struct Option {
    let name: String
    /// What its value is called in help; nil for a flag.
    let value: String?
    var isRepeatable = false
    let help: String
  }

  enum Operands: String {
    case none = ""
    case one = " [INPUT]"
    case many = " [INPUT...]"
  }

  let name: String
  let summary: String
  let operands: Operands
  let options: [Option]

  /// The line that shows how to call it.
  var usage: String {
    let options = options.map { option in
      let text = option.value.map { "\(option.name) \($0)" } ?? option.name
      return " [\(text)]" + (option.isRepeatable ? "..." : "")
    }
    return "swinit-net \(name)\(operands.rawValue)\(options.joined())"
  }

  /// The whole help text.
  var help: String {
    var text = "\(summary)\n\nUsage: \(usage)\n"
    if operands != .none { text += "\n" + Self.inputHelp + "\n" }
    if !options.isEmpty { text += "\n" + Self.columns(options.map { ($0.label, $0.help) }) }
    return text
  }

  private static let inputHelp = """
    INPUT is a network_data.json, a directory that is a config drive (it holds openstack/), or - for standard input.
    Without it: this machine's config drive, else the document of its last boot, else DHCP for this machine's NICs.
    """

  /// Two columns, the second aligned.
  static func columns(_ rows: [(String, String)]) -> String {
    let width = (rows.map(\.0.count).max() ?? 0) + 2
    return rows.map { "  \($0)\(String(repeating: " ", count: width - $0.count))\($1)\n" }.joined()
  }
}

extension CommandSyntax.Option {
  fileprivate var label: String { value.map { "\(name) \($0)" } ?? name }

  static let nic = Self(
    name: "--nic", value: "NAME=MAC", isRepeatable: true, help: "a NIC of the host; repeat for each")
  static let distro = Self(name: "--distro", value: "D", help: "the distribution, as centos or centos:10")
  static let renderer = Self(name: "--renderer", value: "R", help: "the renderer, instead of the distribution's own")
  static let root = Self(name: "--root", value: "DIR", help: "the directory that stands for / (default: /)")
  static let output = Self(name: "--output", value: "DIR", help: "write the files below DIR instead of printing them")
  static let format = Self(name: "--format", value: "text|json", help: "how to print (default: text)")
  static let showFormat = Self(
    name: "--format", value: "text|dot|svg|json",
    help: "a tree, a graph for Graphviz, a drawing, or data (default: text)")
  static let drive = Self(name: "--drive", value: "PATH", help: "the device or directory to take for the config drive")
  static let dryRun = Self(name: "--dry-run", value: nil, help: "tell what would be done, and do nothing")
  static let strict = Self(name: "--strict", value: nil, help: "fail if there is any warning")
}

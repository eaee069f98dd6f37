// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel

/// What cloud-init's settings on this host say of the network: /etc/cloud/cloud.cfg and /etc/cloud/cloud.cfg.d/*.cfg.
///
/// The files are merged as cloud-init merges them (`read_conf_with_confd` of cloudinit/util.py); one that cannot be
/// read costs itself only.
public struct CloudConfig: Sendable {
  /// What `network` says.
  public enum Network: Hashable, Sendable {
    /// Nothing.
    case none
    /// `config: disabled`: nobody is to configure the network.
    case disabled(Origin)
    /// A network-config, merged of all files that have a part of it.
    case config(Config)
  }

  /// A network-config, and the file that has the last word on it.
  public struct Config: Hashable, Sendable {
    /// What stands below `network`.
    public let node: YAMLNode
    /// `version`, if it is a number.
    public let version: Int?
    /// Where `network` stands.
    public let origin: Origin
  }

  /// A place in one of the files.
  public struct Origin: Hashable, Sendable {
    /// The path of the file.
    public let file: String
    /// The place in it.
    public let place: Finding.Place
  }

  /// A doubt about one of the files.
  public struct FileFinding: Hashable, Sendable {
    /// The path of the file.
    public let file: String
    /// The doubt.
    public let finding: Finding

    /// One line, as for a document.
    public var line: String { finding.line(file: file) }
  }

  /// What `network` says.
  public let network: Network
  /// `system_info.network.renderers` by our names, the preferred first; nil where the files say nothing of it.
  public let renderers: [String]?
  /// The doubts, file by file.
  public let findings: [FileFinding]

  /// Our names for the renderers of cloud-init (`NAME_TO_RENDERER` of cloudinit/net/renderers.py; those of BSDs are not
  /// ours).
  public static let rendererNames = [
    "eni": "eni", "sysconfig": "ifcfg", "netplan": "netplan", "networkd": "networkd", "network-manager": "keyfile",
  ]

  /// Reads the files below a host's root.
  public init(_ host: HostFiles) {
    let files = CloudConfigFiles(host)
    var findings = files.findings
    network = Self.network(of: files, &findings)
    renderers = Self.renderers(of: files, &findings)
    self.findings = findings
  }

  private static func network(of files: CloudConfigFiles, _ findings: inout [FileFinding]) -> Network {
    guard let node = files.merged("network"), !node.isNull, let first = files.origin(of: ["network"]) else {
      return .none
    }
    guard let entries = node.entries else {
      let found = Finding(
        .wrongType, at: .root["network"], place: first.place, "network is to be a mapping; this is ignored")
      findings.append(FileFinding(file: first.file, finding: found))
      return .none
    }
    if node["config"]?.text == "disabled" {
      return .disabled(files.origin(of: ["network", "config"]) { $0.text == "disabled" } ?? first)
    }
    guard !entries.isEmpty else { return .none }
    let version = node["version"]?.text.flatMap { Int($0) }
    let origin = files.origin(of: ["network"]) { !($0.entries ?? []).isEmpty } ?? first
    return .config(Config(node: node, version: version, origin: origin))
  }

  private static func renderers(of files: CloudConfigFiles, _ findings: inout [FileFinding]) -> [String]? {
    let path = ["system_info", "network", "renderers"]
    guard let node = files.merged("system_info")?["network"]?["renderers"], !node.isNull,
      let origin = files.origin(of: path)
    else { return nil }
    let place = path.reduce(DocumentPath.root) { $0[$1] }
    func add(_ code: Finding.Code, at path: DocumentPath, _ node: YAMLNode, _ message: String) {
      let finding = Finding(code, at: path, place: node.place, message)
      findings.append(FileFinding(file: origin.file, finding: finding))
    }
    guard let elements = node.elements else {
      add(.wrongType, at: place, node, "a list of renderers is expected here; this is ignored")
      return nil
    }
    var names: [String] = []
    for (index, element) in elements.enumerated() {
      guard let text = element.text else {
        add(.wrongType, at: place[index], element, "the name of a renderer is expected here; this is ignored")
        continue
      }
      if let name = rendererNames[text] {
        if !names.contains(name) { names.append(name) }
      } else {
        add(.rendererUnknown, at: place[index], element, "there is no renderer for \"\(text.printable)\"")
      }
    }
    return names
  }
}

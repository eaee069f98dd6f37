// SPDX-License-Identifier: Apache-2.0

/// The renderers of this build, in the order in which they are listed.
public enum RendererTable {
  /// All of them.
  public static let all: [any Renderer.Type] = [
    ENI.self, Ifcfg.self, Netplan.self, Networkd.self, Keyfile.self,
  ]

  /// The one of a name.
  public static func renderer(named name: String) -> (any Renderer.Type)? { all.first { $0.name == name } }

  /// All names, for messages.
  public static var names: [String] { all.map { $0.name } }
}

// SPDX-License-Identifier: Apache-2.0

/// The distributions and what each reads.
public enum DistroTable {
  /// A distribution and the renderers of its releases.
  public struct Distro: Sendable {
    /// The `ID` of os-release(5).
    public let id: String
    /// The renderer up to a release, in ascending order; nil as release stands for all later ones.
    let renderers: [(below: Int?, renderer: String)]
  }

  /// A distribution as a person names it: `centos`, `centos:10`.
  public struct Request: Hashable, Sendable {
    /// The `ID`.
    public let id: String
    /// The first number of the release, if one is given.
    public let release: Int?
    /// Whether a release is given that begins with no number, so that it says nothing.
    public let isReleaseOdd: Bool

    /// Reads `ID` or `ID:RELEASE`; of the release only the first number counts.
    public init(_ text: String) {
      let parts = text.lowercased().split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      id = parts.first.map(String.init) ?? ""
      release = parts.count == 2 ? Int(decimal: parts[1].utf8.prefix(while: \.isDigit)) : nil
      isReleaseOdd = parts.count == 2 && release == nil
    }
  }

  /// All of them, in the order in which they are listed.
  public static let all: [Distro] =
    distros(["debian", "devuan", "alpine"], [(nil, "eni")])
    + distros(["ubuntu"], [(nil, "netplan")])
    // ifcfg files are not read any more from release 10 on.
    + distros(
      ["centos", "rhel", "rocky", "almalinux", "oracle", "ol", "cloudlinux"], [(10, "ifcfg"), (nil, "keyfile")])
    + distros(["amzn"], [(2022, "ifcfg"), (nil, "networkd")])
    + distros(["fedora", "opensuse-tumbleweed"], [(nil, "keyfile")])
    + distros(["arch", "photon", "azurelinux", "mariner"], [(nil, "networkd")])

  private static func distros(_ ids: [String], _ renderers: [(below: Int?, renderer: String)]) -> [Distro] {
    ids.map { Distro(id: $0, renderers: renderers) }
  }

  /// The name of the renderer for a distribution; without a release, that of the releases most in use; nil where the
  /// distribution is not in the table.
  public static func rendererName(for request: Request) -> String? {
    guard let distro = all.first(where: { $0.id == request.id }) else { return nil }
    guard let release = request.release else { return distro.renderers.first?.renderer }
    return distro.renderers.first { $0.below.map { release < $0 } ?? true }?.renderer
  }
}

extension DistroTable.Distro {
  /// The renderers in words: `ifcfg, from release 10 keyfile`.
  public var renderersInWords: String {
    var text = ""
    var since: Int?
    for (below, renderer) in renderers {
      text += since.map { ", from release \($0) \(renderer)" } ?? renderer
      since = below
    }
    return text
  }
}

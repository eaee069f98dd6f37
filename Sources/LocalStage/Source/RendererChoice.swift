// SPDX-License-Identifier: Apache-2.0

import Renderers

/// Which renderer writes a host's files, by what is known of the host.
public enum RendererChoice {
  /// Why there is none.
  public enum Failure: Error, Hashable, CustomStringConvertible {
    /// No renderer has this name.
    case unknownRenderer(String)
    /// No distribution of the table has this name.
    case unknownDistro(String)
    /// Neither was said, and the host has no os-release.
    case unknownHost
    /// The distribution's renderer is not part of this build.
    case notBuilt(renderer: String, distro: String)

    /// What happened and what to do.
    public var description: String {
      let distros = DistroTable.all.map(\.id).joined(separator: ", ")
      return switch self {
      case .unknownRenderer(let name):
        "\"\(name)\" is no renderer; there are \(RendererTable.names.joined(separator: ", "))"
      case .unknownDistro(let name): "\"\(name)\" is no distribution that is known; there are \(distros)"
      case .unknownHost:
        "the distribution is not known: there is no etc/os-release with an ID; "
          + "give --distro with one of \(distros), or --renderer"
      case .notBuilt(let renderer, let distro):
        "\(distro) reads \(renderer) files, and this version has no renderer for them; there are "
          + "\(RendererTable.names.joined(separator: ", "))"
      }
    }
  }

  /// The renderer: by its name, else by the distribution named, else by the host's os-release(5).
  public static func renderer(
    named name: String?, distro: String?, host: HostFiles
  ) throws(Failure) -> any Renderer.Type {
    if let name {
      guard let renderer = RendererTable.renderer(named: name) else { throw .unknownRenderer(name) }
      return renderer
    }
    guard let request = distro.map({ DistroTable.Request($0) }) ?? OSRelease(host)?.request else { throw .unknownHost }
    guard let rendererName = DistroTable.rendererName(for: request) else { throw .unknownDistro(request.id) }
    guard let renderer = RendererTable.renderer(named: rendererName) else {
      throw .notBuilt(renderer: rendererName, distro: distro ?? request.id)
    }
    return renderer
  }
}

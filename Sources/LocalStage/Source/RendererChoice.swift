// SPDX-License-Identifier: Apache-2.0

import NetModel
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
    /// Nothing that any renderer could write for is installed.
    case nothingInstalled

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
      case .nothingInstalled: "nothing is installed that reads files of \(RendererTable.names.joined(separator: ", "))"
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
    return try renderer(of: distro, host: host)
  }

  /// The renderer at boot: by its name, else the first that the host's settings prefer and that this build has, else by
  /// the distribution; where its consumer is not installed, the first whose consumer is, with a finding.
  public static func atBoot(
    named name: String?, distro: String?, preferred: [String], host: HostFiles
  ) throws(Failure) -> (renderer: any Renderer.Type, findings: [Finding]) {
    if let name { return (try renderer(named: name, distro: nil, host: host), []) }
    let programs = Programs(of: host)
    if let choice = preferred.compactMap(RendererTable.renderer).first(where: { programs.reads($0.name) ?? false }) {
      return (choice, [])
    }
    var failure: Failure?
    do throws(Failure) {
      let choice = try renderer(of: distro, host: host)
      if programs.reads(choice.name) ?? true { return (choice, []) }
    } catch {
      failure = error
    }
    // Never unreachable: whatever is installed and can be written for is better than nothing.
    guard let other = RendererTable.all.first(where: { programs.reads($0.name) ?? false }) else {
      throw failure ?? .nothingInstalled
    }
    let reason = failure?.description ?? "what reads the distribution's files is not installed"
    return (other, [Finding(.consumerMissing, at: .root, "\(reason); \(other.name) is used, whose reader is")])
  }

  private static func renderer(of distro: String?, host: HostFiles) throws(Failure) -> any Renderer.Type {
    guard let request = distro.map({ DistroTable.Request($0) }) ?? OSRelease(host)?.request else { throw .unknownHost }
    guard let rendererName = DistroTable.rendererName(for: request) else { throw .unknownDistro(request.id) }
    guard let renderer = RendererTable.renderer(named: rendererName) else {
      throw .unknownRenderer(rendererName)
    }
    return renderer
  }
}

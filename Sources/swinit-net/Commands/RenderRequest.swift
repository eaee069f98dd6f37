// SPDX-License-Identifier: Apache-2.0

import LocalStage
import Renderers

/// What `render` and `diff` are asked for: an input, a renderer, a host.
struct RenderRequest {
  let host: HostFiles
  private let source: PlanSource
  private let arguments: Arguments
  private let distro: String?
  private let syntax: CommandSyntax

  init(_ arguments: Arguments, _ syntax: CommandSyntax) throws(UsageError) {
    host = HostFiles(root: arguments[.root] ?? "/")
    source = PlanSource(host: host, nics: try arguments.nics(syntax))
    distro = try arguments.distro(syntax)
    self.arguments = arguments
    self.syntax = syntax
  }

  /// The rendering; nil, with a complaint, where no renderer fits the host.
  func rendering() throws(UsageError) -> Rendering? {
    let choice: any Renderer.Type
    do throws(RendererChoice.Failure) {
      choice = try RendererChoice.renderer(named: arguments[.renderer], distro: distro, host: host)
    } catch {
      if error.isUsage(arguments) { throw UsageError(error.description, command: syntax) }
      Console.complain(error.description)
      return nil
    }
    return Rendering(source.plan(of: arguments), by: choice)
  }
}

extension RendererChoice.Failure {
  /// Whether the caller named something that does not exist.
  fileprivate func isUsage(_ arguments: Arguments) -> Bool {
    switch self {
    case .unknownRenderer: true
    case .unknownDistro: arguments[.distro] != nil
    case .unknownHost, .nothingInstalled: false
    }
  }
}

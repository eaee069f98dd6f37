// SPDX-License-Identifier: Apache-2.0

import Renderers

/// `swinit-net renderers`: the table of formats.
enum RenderersCommand: Command {
  static let syntax = CommandSyntax(
    name: "renderers", summary: "Lists the renderers and who reads their files.", operands: .none, options: [])

  static func run(_ arguments: Arguments) throws(UsageError) -> ExitStatus {
    Console.print(CommandSyntax.columns(RendererTable.all.map { ($0.name, $0.consumer) }))
    return .done
  }
}

/// `swinit-net distros`: the table of distributions.
enum DistrosCommand: Command {
  static let syntax = CommandSyntax(
    name: "distros", summary: "Lists the distributions and the renderers of their releases.", operands: .none,
    options: [])

  static func run(_ arguments: Arguments) throws(UsageError) -> ExitStatus {
    Console.print(CommandSyntax.columns(DistroTable.all.map { ($0.id, $0.renderersInWords) }))
    return .done
  }
}

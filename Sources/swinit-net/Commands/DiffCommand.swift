// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetModel
import Renderers

/// `swinit-net diff`: what would change on a host.
enum DiffCommand: Command {
  static let syntax = CommandSyntax(
    name: "diff", summary: "Shows what would change on a host; ends with 2 if anything does.", operands: .one,
    options: [.nic, .distro, .renderer, .root])

  static func run(_ arguments: Arguments) throws(UsageError) -> ExitStatus {
    let request = try RenderRequest(arguments, syntax)
    guard let rendering = try request.rendering() else { return .failed }
    Console.tell(rendering.findings, file: rendering.file)
    guard !rendering.isEmpty else { return .failed }
    let difference = TreeDiff.between(request.host, and: rendering.files)
    Console.print(difference)
    return difference.isEmpty ? .done : .different
  }
}

// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetModel
import Renderers

/// `swinit-net render`: the files of a distribution.
enum RenderCommand: Command {
  static let syntax = CommandSyntax(
    name: "render", summary: "Prints or writes the network configuration of a distribution.", operands: .one,
    options: [.distro, .renderer, .nic, .root, .output, .format, .strict])

  static func run(_ arguments: Arguments) throws(UsageError) -> ExitStatus {
    let format: OutputFormat = try arguments.format(syntax)
    guard let rendering = try RenderRequest(arguments, syntax).rendering() else { return .failed }
    return finish(rendering, arguments, format)
  }

  private static func finish(_ rendering: Rendering, _ arguments: Arguments, _ format: OutputFormat) -> ExitStatus {
    let isRefused = rendering.isEmpty || arguments.has(.strict) && rendering.hasDoubts
    let writesTree = arguments[.output] != nil
    switch format {
    case .json: Console.print(rendering.report.text)
    case .text:
      Console.tell(rendering.findings, file: rendering.file)
      if !writesTree { Console.print(rendering.text) }
    }
    guard let directory = arguments[.output], !isRefused else { return isRefused ? .failed : .done }
    do throws(TreeWriter.Failure) {
      try TreeWriter.write(rendering.files, below: directory)
      return .done
    } catch {
      Console.complain("\(error.path) cannot be written: \(error.reason)")
      return .failed
    }
  }
}

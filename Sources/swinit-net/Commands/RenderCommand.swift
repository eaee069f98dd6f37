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
    let host = HostFiles(root: arguments[.root] ?? "/")
    let format = try arguments.format(syntax)
    let source = PlanSource(host: host, nics: try arguments.nics(syntax))
    let choice: any Renderer.Type
    do throws(RendererChoice.Failure) {
      choice = try RendererChoice.renderer(named: arguments[.renderer], distro: arguments[.distro], host: host)
    } catch {
      if error.isUsage(arguments) { throw UsageError(error.description, command: syntax) }
      Console.complain(error.description)
      return .failed
    }
    let rendering = Rendering(arguments.operands.first.map(source.plan(input:)) ?? source.planOfHost(), by: choice)
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

/// A plan and the files that a renderer makes of it.
private struct Rendering {
  let renderer: String
  let file: String
  let isComplete: Bool
  let files: [RenderedFile]
  let findings: [Finding]

  init(_ result: PlanSource.Result, by type: any Renderer.Type) {
    renderer = type.name
    file = result.file
    isComplete = result.plan?.isComplete ?? false
    guard let plan = result.plan else {
      (files, findings) = ([], result.findings)
      return
    }
    guard !plan.links.isEmpty else {
      let finding = Finding(.nothingLeft, at: .root, "no link is left to configure, so nothing is written")
      (files, findings) = ([], result.findings(with: [finding]))
      return
    }
    files = type.init().render(plan)
    findings = result.findings(with: type.init().unsupported(plan))
  }

  var isEmpty: Bool { files.isEmpty }

  var hasDoubts: Bool { findings.contains { $0.severity != .note } }

  var text: String { files.map { "# FILE /\($0.path) \($0.modeText)\n\($0.contents)" }.joined() }

  var report: JSONReport {
    JSONReport(
      renderer: renderer, complete: isComplete, files: files.map(JSONReport.File.init),
      findings: findings.map { JSONReport.Entry(file: nil, finding: $0) })
  }
}

extension RendererChoice.Failure {
  /// Whether the caller named something that does not exist.
  fileprivate func isUsage(_ arguments: Arguments) -> Bool {
    switch self {
    case .unknownRenderer: true
    case .unknownDistro: arguments[.distro] != nil
    case .unknownHost, .notBuilt: false
    }
  }
}

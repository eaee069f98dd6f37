// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetModel

/// `swinit-net show`: the plan itself, for people and for programs.
enum ShowCommand: Command {
  static let syntax = CommandSyntax(
    name: "show", summary: "Shows the links of a document with all that is configured on them.", operands: .one,
    options: [.nic, .root, .showFormat])

  /// How it prints.
  enum Format: String, Printing {
    case text, dot, svg, json
  }

  static func run(_ arguments: Arguments) throws(UsageError) -> ExitStatus {
    let format: Format = try arguments.format(syntax)
    let source = PlanSource(host: HostFiles(root: arguments[.root] ?? "/"), nics: try arguments.nics(syntax))
    let result = source.plan(of: arguments)
    let findings = result.allFindings()
    if format == .json {
      Console.print(PlanReport(result.plan, findings: findings).text)
    } else {
      Console.tell(findings, file: result.file)
    }
    guard let plan = result.plan, !result.isNothingLeft else { return .failed }
    let links = plan.links.map(LinkSummary.init)
    switch format {
    case .text: Console.print(LinkTree.text(of: links))
    case .dot: Console.print(LinkDrawing(links).dot)
    case .svg: Console.print(LinkDrawing(links).svg)
    case .json: break
    }
    return .done
  }
}

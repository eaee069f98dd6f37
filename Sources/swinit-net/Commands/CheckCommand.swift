// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetModel

/// `swinit-net check`: the doubts about documents.
enum CheckCommand: Command {
  static let syntax = CommandSyntax(
    name: "check", summary: "Prints what is doubtful about documents.", operands: .many,
    options: [.nic, .root, .format, .strict])

  static func run(_ arguments: Arguments) throws(UsageError) -> ExitStatus {
    let format: OutputFormat = try arguments.format(syntax)
    guard arguments.operands.count(where: { $0 == "-" }) < 2 else {
      throw UsageError("-: standard input can be read once", command: syntax)
    }
    let source = PlanSource(host: HostFiles(root: arguments[.root] ?? "/"), nics: try arguments.nics(syntax))
    let results = arguments.operands.isEmpty ? [source.planOfHost()] : arguments.operands.map(source.plan(input:))
    switch format {
    case .json:
      let findings = results.flatMap { result in
        result.allFindings().map { JSONReport.Entry(file: result.file, finding: $0) }
      }
      let isComplete = results.allSatisfy { $0.plan?.isComplete ?? false }
      Console.print(JSONReport(complete: isComplete, findings: findings).text)
    case .text:
      for result in results {
        let findings = result.allFindings()
        Console.tell(findings, file: result.file)
        Console.print("\(result.file): \(summary(of: findings))\n")
      }
    }
    let severities = Set(results.flatMap { $0.allFindings() }.map(\.severity))
    let isBad = severities.contains(.error) || arguments.has(.strict) && severities.contains(.warning)
    return isBad ? .failed : .done
  }

  /// `2 errors, 1 warning, 0 notes`.
  private static func summary(of findings: [Finding]) -> String {
    Finding.Severity.allCases.map { severity in
      let count = findings.count { $0.severity == severity }
      return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }.joined(separator: ", ")
  }
}

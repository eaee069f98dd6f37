// SPDX-License-Identifier: Apache-2.0

import KernelState
import LocalStage
import NetModel

/// `swinit-net verify`: what the running kernel has otherwise than planned.
enum VerifyCommand: Command {
  static let syntax = CommandSyntax(
    name: "verify", summary: "Compares the running network with the plan; ends with 2 if anything differs.",
    operands: .one, options: [.nic, .format])

  static func run(_ arguments: Arguments) throws(UsageError) -> ExitStatus {
    let format: OutputFormat = try arguments.format(syntax)
    let host = HostFiles(root: "/")
    // A document too is meant for the NICs of this host, if it has any.
    let inventory = NICInventory.read(host)
    let source = PlanSource(host: host, nics: try arguments.nics(syntax) ?? (inventory.isEmpty ? nil : inventory))
    let result = source.plan(of: arguments)
    guard let plan = result.plan, !result.isNothingLeft else {
      return refuse(result.allFindings(), result.file, format)
    }
    do throws(KernelError) {
      let kernel = try KernelState(of: plan.links.map(\.name))
      return tell(Comparison(of: plan, with: kernel), of: plan, result, format)
    } catch {
      Console.complain("the kernel cannot be asked for its network: \(error)")
      return .failed
    }
  }

  private static func refuse(_ findings: [Finding], _ file: String, _ format: OutputFormat) -> ExitStatus {
    switch format {
    case .json: Console.print(JSONReport(complete: false, findings: findings.map(JSONReport.Entry.init)).text)
    case .text: Console.tell(findings, file: file)
    }
    return .failed
  }

  private static func tell(
    _ comparison: Comparison, of plan: NetworkPlan, _ result: PlanSource.Result, _ format: OutputFormat
  ) -> ExitStatus {
    // A NIC that is missing is a difference too; the findings tell which.
    let isAsPlanned = comparison.differences.isEmpty && plan.isComplete
    switch format {
    case .json:
      let findings = result.findings.map(JSONReport.Entry.init)
      Console.print(
        JSONReport(
          complete: plan.isComplete, differences: comparison.differences.map(JSONReport.Discrepancy.init),
          notes: comparison.notes.map(JSONReport.Discrepancy.init), links: plan.links.count, findings: findings
        ).text)
    case .text:
      Console.tell(result.findings, file: result.file)
      let notes = comparison.notes.map { "note: \($0.text)\n" }
      let lines = comparison.differences.map { "\($0.text)\n" } + notes
      Console.print(lines.joined() + (isAsPlanned ? summary(of: plan) : ""))
    }
    return isAsPlanned ? .done : .different
  }

  private static func summary(of plan: NetworkPlan) -> String {
    if plan.isFallback { return "a NIC has an IPv4 address, which is all that is planned without a document\n" }
    return plan.links.count == 1 ? "1 link is as planned\n" : "\(plan.links.count) links are as planned\n"
  }
}

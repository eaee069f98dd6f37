// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetModel

extension PlanSource {
  /// The plan of the INPUT, else of the host.
  func plan(of arguments: Arguments) -> Result { arguments.operands.first.map(plan(input:)) ?? planOfHost() }
}

extension PlanSource.Result {
  /// Whether there is a document that can be read, and no link of which anything could come.
  var isNothingLeft: Bool { plan?.links.isEmpty ?? false }

  /// The findings with others that concern the plan; that nothing is left stands last, for it follows from those before.
  func allFindings(with others: [Finding] = []) -> [Finding] {
    let findings = others.isEmpty ? findings : findings(with: others)
    guard isNothingLeft else { return findings }
    let reason = "the other findings tell why; the host's NICs can be given with --nic NAME=MAC"
    return findings + [Finding(.nothingLeft, at: .root, "no link is left to configure", hint: reason)]
  }
}

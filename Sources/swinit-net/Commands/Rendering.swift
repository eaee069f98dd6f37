// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetModel
import Renderers

/// A plan and the files that a renderer makes of it.
struct Rendering {
  let renderer: String
  let file: String
  let isComplete: Bool
  let files: [RenderedFile]
  let findings: [Finding]

  init(_ result: PlanSource.Result, by type: any Renderer.Type) {
    renderer = type.name
    file = result.file
    isComplete = result.plan?.isComplete ?? false
    guard let plan = result.plan, !result.isNothingLeft else {
      (files, findings) = ([], result.allFindings())
      return
    }
    files = type.init().render(plan)
    findings = result.allFindings(with: type.init().unsupported(plan))
  }

  var isEmpty: Bool { files.isEmpty }

  var hasDoubts: Bool { findings.contains { $0.severity != .note } }

  var text: String { files.map { "# FILE /\($0.path) \($0.modeText)\n\($0.contents)" }.joined() }

  var report: JSONReport {
    JSONReport(
      renderer: renderer, complete: isComplete, files: files.map(JSONReport.File.init),
      findings: findings.map(JSONReport.Entry.init))
  }
}

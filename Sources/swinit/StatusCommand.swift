// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import LocalStage
import Stages

/// `swinit status`.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tell how far the stages have come; ends with 0 if all is well, 1 after errors, 2 after warnings.")

  @Option(help: "The directory that stands for /.") var root = "/"
  @Flag(help: "Wait until the last stage has ended, unless the stages are no part of this boot.") var wait = false
  @Option(help: "How to tell: text or json.") var format = OutputFormat.text

  func run() async throws {
    let host = HostFiles(root: root)
    var status = StageStatus(of: host)
    while wait, status.state == .notStarted || status.state == .running {
      try await Task.sleep(for: .milliseconds(250))
      status = StageStatus(of: host)
    }
    switch format {
    case .json: print(status.json, terminator: "")
    case .text: print(text(of: status))
    }
    switch status.state {
    case .error: throw ExitCode(1)
    case .degraded: throw ExitCode(2)
    case .notStarted, .disabled, .running, .done: return
    }
  }

  private func text(of status: StageStatus) -> String {
    var lines = ["status: \(status.state.rawValue)"]
    if status.state == .disabled, let reason = status.disabled { lines.append("because of \(reason)") }
    if !status.source.isEmpty { lines.append("source: \(status.source)") }
    for stage in Stage.allCases {
      guard let entry = status.stages[stage.rawValue] else { continue }
      lines.append("\(stage.rawValue): \(entry.finished == nil ? "running" : "done")")
      lines += entry.errors.map { "  error: \($0)" } + entry.warnings.map { "  warning: \($0)" }
    }
    return lines.joined(separator: "\n")
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import LocalStage
import Stages

/// `swinit clean`.
struct CleanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Forget what has run, so that the next boot is a first one; what modules made stays.")

  @Option(help: "The directory that stands for /.") var root = "/"

  func run() throws {
    for path in StageState.remove(from: HostFiles(root: root)) { print("removed \(path)") }
  }
}

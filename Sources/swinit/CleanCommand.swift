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
    let (gone, left) = StageState.remove(from: HostFiles(root: root))
    for path in gone { print("removed \(path)") }
    for path in left { print("\(path) cannot be removed") }
    if !left.isEmpty { throw ExitCode.failure }
  }
}

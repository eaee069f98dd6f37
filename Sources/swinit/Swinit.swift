// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import LocalStage

/// The later stages of a boot.
@main struct Swinit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "swinit", abstract: "The stages of an instance's boot after the network's.", version: Release.version,
    subcommands: [InitCommand.self, ConfigCommand.self, FinalCommand.self, StatusCommand.self, CleanCommand.self])
}

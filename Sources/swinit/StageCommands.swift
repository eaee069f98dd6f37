// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Stages

/// `swinit init`.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Get the instance's data; set names, users, keys, the root file system.")
  @OptionGroup var options: StageOptions
  func run() async throws { throw try await StageSession(.initial, options).run() }
}

/// `swinit config`.
struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Set what services read: locale, passwords, time zone.")
  @OptionGroup var options: StageOptions
  func run() async throws { throw try await StageSession(.config, options).run() }
}

/// `swinit final`.
struct FinalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "final", abstract: "Install packages and run the scripts of users.")
  @OptionGroup var options: StageOptions
  func run() async throws { throw try await StageSession(.final, options).run() }
}

// SPDX-License-Identifier: Apache-2.0

import LocalStage

/// A subcommand, one file each.
protocol Command: Sendable {
  static var syntax: CommandSyntax { get }

  /// Runs with arguments that follow the syntax.
  static func run(_ arguments: Arguments) throws(UsageError) -> ExitStatus
}

/// The subcommands, in the order of the help text.
enum CommandTable {
  static let all: [any Command.Type] = [
    RenderCommand.self, CheckCommand.self, ShowCommand.self, DiffCommand.self, VerifyCommand.self,
    LocalCommand.self, CleanCommand.self, RenderersCommand.self, DistrosCommand.self,
  ]

  /// Runs the command that the words name.
  static func run(_ words: ArraySlice<String>) -> ExitStatus {
    do throws(UsageError) {
      guard let name = words.first else { throw UsageError("a command is needed") }
      if ["--help", "-h", "help"].contains(name) { return printed(help) }
      if name == "--version" { return printed("swinit-net \(Release.version)\n") }
      guard let command = all.first(where: { $0.syntax.name == name }) else {
        throw UsageError("\"\(name)\" is no command")
      }
      let rest = words.dropFirst()
      if rest.contains(where: { ["--help", "-h"].contains($0) }) { return printed(command.syntax.help) }
      return try command.run(Arguments(rest, syntax: command.syntax))
    } catch {
      Console.complain("\(error.message)\nUsage: \(error.usage)")
      return .usage
    }
  }

  private static func printed(_ text: String) -> ExitStatus {
    Console.print(text)
    return .done
  }

  private static var help: String {
    """
    Turns OpenStack's network_data.json into the network configuration of a Linux distribution.

    Usage: swinit-net COMMAND [ARGUMENTS]

    \(CommandSyntax.columns(all.map { ($0.syntax.name, $0.syntax.summary) }))
    swinit-net COMMAND --help tells more.

    """
  }
}

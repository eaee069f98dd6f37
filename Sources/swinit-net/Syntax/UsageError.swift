// SPDX-License-Identifier: Apache-2.0

/// A call that does not follow the syntax.
struct UsageError: Error {
  let message: String
  /// How the command is called, where one was recognised.
  let usage: String

  init(_ message: String, command: CommandSyntax? = nil) {
    self.message = message
    usage = command?.usage ?? "swinit-net COMMAND, see swinit-net --help"
  }
}

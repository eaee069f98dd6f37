// SPDX-License-Identifier: Apache-2.0

import LocalStage

/// `swinit-net clean`: takes back what was written.
enum CleanCommand: Command {
  static let syntax = CommandSyntax(
    name: "clean", summary: "Removes what swinit-net wrote, and restores what stood there.", operands: .none,
    options: [.root])

  static func run(_ arguments: Arguments) throws(UsageError) -> ExitStatus {
    do throws(TransactionError) {
      let outcome = try Transaction.clean(below: HostFiles(root: arguments[.root] ?? "/").root)
      for entry in outcome.entries { Console.print("/\(entry.path) \(entry.result.rawValue)\n") }
      return .done
    } catch {
      Console.complain(error.description)
      return .failed
    }
  }
}

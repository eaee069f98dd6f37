// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetModel
import SystemPackage

/// A way to print, by its name on the command line; text is the one where nothing is said.
protocol Printing: RawRepresentable<String>, CaseIterable {
  static var text: Self { get }
}

/// How a command prints.
enum OutputFormat: String, Printing {
  case text, json
}

/// Standard output and standard error, one write each.
enum Console {
  /// Prints text as it is.
  static func print(_ text: String) { write(text, to: .standardOutput) }

  /// Prints a line about the run itself.
  static func complain(_ message: String) { write("swinit-net: \(message)\n", to: .standardError) }

  /// Prints findings, a line each.
  static func tell(_ findings: [Finding], file: String) {
    write(findings.map { $0.line(file: file) + "\n" }.joined(), to: .standardError)
  }

  private static func write(_ text: String, to stream: FileDescriptor) {
    var text = text
    // A reader that has gone away is no reason to complain.
    _ = text.withUTF8 { bytes in try? stream.writeAll(bytes) }
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetInput

/// Commands as `bootcmd` and `runcmd` list them: a text is a line of a shell script, a list a program with its
/// arguments (cloud-init's reference, module "Runcmd").
///
/// All of them make one script, so that what one changes, such as the directory, is so for the next.
enum ShellCommands {
  /// The script; nil where there are no commands.
  static func script(_ key: String, _ settings: YAMLNode, _ plan: inout ModulePlan) -> [UInt8]? {
    var lines: [String] = []
    // Nothing but a comment stands there as null.
    for (index, node) in plan.list(key, in: settings).enumerated() where !node.isNull {
      if let line = line(node) {
        lines.append(line)
      } else {
        plan.warn("\(key)[\(index)] is ignored: a text or a list of texts is expected; a text with \": \" needs quotes")
      }
    }
    return lines.isEmpty ? nil : Array((["#!/bin/sh"] + lines).map { $0 + "\n" }.joined().utf8)
  }

  /// The line of a script that a command is; nil where it is none.
  static func line(_ node: YAMLNode) -> String? {
    guard let elements = node.elements else { return node.text }
    let words = elements.compactMap(\.text)
    return words.isEmpty || words.count < elements.count ? nil : words.map(\.quotedForShell).joined(separator: " ")
  }
}

extension String {
  /// The text as one word of a POSIX shell (Shell Command Language, section 2.2.2).
  var quotedForShell: String {
    "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}

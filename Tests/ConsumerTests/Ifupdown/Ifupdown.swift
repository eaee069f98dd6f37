// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What ifupdown says that it would do for a file, without doing it.
struct Ifupdown {
  /// A stanza as `ifquery` reads it.
  struct Stanza {
    let interface: String
    /// `inet` or `inet6`.
    let family: String
    /// Options by name; those that hooks get as environment, too.
    let options: [String: String]
  }

  /// The lines of `ifup --no-act --verbose` for `auto` interfaces, then for those that udev brings up.
  let transcript: [String]
  /// The stanzas in the order of the file.
  let stanzas: [Stanza]

  /// Words of messages; all of them have been seen with status 0, too.
  private static let complaints = [
    "unknown", "missing", "error", "failed", "couldn't", "empty value", "no dhcp client",
  ]

  /// Has ifupdown read a file, away from the machine's own /etc/network.
  init(_ consumers: Consumers, interfaces: String) throws {
    (transcript, stanzas) = try withScratchDirectory { scratch in
      let file = scratch.appending(path: "interfaces").path
      let text = interfaces.replacing("/etc/network/", with: scratch.path + "/")
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      let common = ["--force", "--state-dir", scratch.path, "-i", file, "-a"]
      var transcript: [String] = []
      for classes in text.contains("\nallow-hotplug ") ? [[], ["--allow=hotplug"]] : [[]] {
        transcript += try Self.ask(consumers, "sbin/ifup", ["--no-act", "--verbose"] + common + classes)
        _ = try Self.ask(consumers, "sbin/ifdown", ["--no-act", "--verbose"] + common + classes)
      }
      let stanzas = try Self.paragraphs(of: text).enumerated().map { index, paragraph in
        try Self.query(consumers, paragraph, file: "\(scratch.path)/stanza\(index)", state: scratch.path)
      }
      return (transcript, stanzas)
    }
  }

  /// What a program says; throws where it complains.
  private static func ask(_ consumers: Consumers, _ program: String, _ arguments: [String]) throws -> [String] {
    let outcome = try consumers.run(program, arguments)
    guard outcome.status == 0 else { throw ConsumerError("\(program): status \(outcome.status): \(outcome.output)") }
    let lines = outcome.output.textLines
    for line in lines {
      let text = line.lowercased().replacing("--exit-on-error", with: "")
      if let word = complaints.first(where: text.contains) { throw ConsumerError("\(program) says \(word): \(line)") }
    }
    return lines
  }

  /// The text of each stanza; those of lo are not ours.
  private static func paragraphs(of text: String) -> [String] {
    var paragraphs: [String] = []
    for line in text.textLines {
      let first = line.words.first ?? ""
      if first == "iface" {
        paragraphs.append(line)
      } else if ["auto", "source", "source-directory"].contains(first) || first.hasPrefix("allow-") {
        paragraphs.append("")
      } else if let last = paragraphs.last, !last.isEmpty {
        paragraphs[paragraphs.count - 1] = last + "\n" + line
      }
    }
    return paragraphs.filter { !$0.isEmpty && !$0.hasPrefix("iface lo ") }
  }

  /// One stanza alone in a file: `ifquery` does not tell to which of several an option belongs.
  private static func query(
    _ consumers: Consumers, _ paragraph: String, file: String, state: String
  ) throws -> Stanza {
    let header = (paragraph.textLines.first ?? "").words
    guard header.count == 4 else { throw ConsumerError("no stanza: \(paragraph)") }
    var options: [String: String] = [:]
    // Only hooks need their options; the rest is in what ifup prints.
    if paragraph.contains("\nbond-") || paragraph.contains("\ndns-") {
      try Data((paragraph + "\n").utf8).write(to: URL(fileURLWithPath: file))
      let lines = try ask(consumers, "sbin/ifquery", ["--state-dir", state, "-i", file, header[1]])
      for line in lines {
        guard let colon = line.firstIndex(of: ":") else { throw ConsumerError("ifquery: no option: \(line)") }
        let value = line[colon...].dropFirst().trimmingCharacters(in: .whitespaces)
        // Empty ones come from ifupdown's own tables.
        if !value.isEmpty { options[String(line[..<colon])] = value }
      }
    }
    return Stanza(interface: header[1], family: header[2], options: options)
  }
}

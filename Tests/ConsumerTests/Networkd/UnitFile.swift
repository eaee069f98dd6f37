// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file of systemd's syntax (systemd.syntax(7)): sections of KEY=VALUE, both of which may occur again.
struct UnitFile {
  /// A section as it is written; a second one of the same name is another.
  struct Section {
    let path: String
    let name: String
    fileprivate(set) var entries: [(key: String, value: String)] = []

    /// All values of a key in their order.
    func all(_ key: String) -> [String] { entries.filter { $0.key == key }.map(\.value) }

    /// The value of a key that may occur once.
    func one(_ key: String) throws -> String? {
      let values = all(key)
      guard values.count < 2 else { throw error("\(key) is given \(values.count) times") }
      return values.first
    }

    /// A boolean as systemd's parse_boolean reads it.
    func flag(_ key: String) throws -> Bool? {
      guard let text = try one(key) else { return nil }
      switch text.lowercased() {
      case "1", "yes", "y", "true", "t", "on": return true
      case "0", "no", "n", "false", "f", "off": return false
      default: throw error("\(key)=\(text) is no boolean")
      }
    }

    /// A whole number.
    func number(_ key: String) throws -> Int? {
      guard let text = try one(key) else { return nil }
      guard let number = Int(text), number >= 0 else { throw error("\(key)=\(text) is no number") }
      return number
    }

    /// An error in this section.
    func error(_ text: String) -> ConsumerError { ConsumerError("\(path): [\(name)] \(text)") }
  }

  /// The path.
  let path: String
  private let sections: [Section]

  /// Reads a text that has no keys but these, by section: others are ignored by systemd with a word in the journal.
  init(_ text: String, path: String, known: [String: Set<String>]) throws {
    var sections: [Section] = []
    for line in text.textLines where !line.hasPrefix("#") && !line.hasPrefix(";") {
      if line.hasPrefix("["), line.hasSuffix("]") {
        sections.append(Section(path: path, name: String(line.dropFirst().dropLast())))
        continue
      }
      guard let equals = line.firstIndex(of: "="), !line.hasSuffix("\\"), !sections.isEmpty else {
        throw ConsumerError("\(path): neither a section nor KEY=VALUE: \(line)")
      }
      let key = line[..<equals].trimmingCharacters(in: .whitespaces)
      let value = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
      sections[sections.count - 1].entries.append((key, value))
    }
    for section in sections {
      guard let keys = known[section.name] else { throw ConsumerError("\(path): unknown section [\(section.name)]") }
      let odd = section.entries.first { !keys.contains($0.key) }
      if let odd { throw section.error("unknown key \(odd.key)") }
      // An empty value takes back those before it; nobody writes that to us.
      if let empty = section.entries.first(where: { $0.value.isEmpty }) { throw section.error("\(empty.key) is empty") }
    }
    self.path = path
    self.sections = sections
  }

  /// The sections of a name.
  func all(_ name: String) -> [Section] { sections.filter { $0.name == name } }

  /// The section of a name that may occur once; empty where it does not.
  func one(_ name: String) throws -> Section {
    let found = all(name)
    guard found.count < 2 else { throw ConsumerError("\(path): [\(name)] is given \(found.count) times") }
    return found.first ?? Section(path: path, name: name)
  }
}

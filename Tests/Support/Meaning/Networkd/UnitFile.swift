// SPDX-License-Identifier: Apache-2.0

import Renderers

/// A file of systemd's syntax (systemd.syntax(7)): sections of KEY=VALUE, both of which may occur again.
struct UnitFile {
  /// The keys of each section, with the version of systemd that brought them.
  typealias Keys = [String: [String: Int]]

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
      guard let flag = Self.flag(text) else { throw error("\(key)=\(text) is no boolean") }
      return flag
    }

    /// The boolean that a text is.
    static func flag(_ text: String) -> Bool? {
      switch text.lowercased() {
      case "1", "yes", "y", "true", "t", "on": true
      case "0", "no", "n", "false", "f", "off": false
      default: nil
      }
    }

    /// A whole number of 32 bits.
    func number(_ key: String) throws -> Int? {
      guard let text = try one(key) else { return nil }
      guard let number = text.decimal, UInt32(exactly: number) != nil else {
        throw error("\(key)=\(text) is no number")
      }
      return number
    }

    /// An error in this section.
    func error(_ text: String) -> MeaningError { MeaningError(path, "[\(name)] \(text)") }
  }

  /// The path.
  let path: String
  private let sections: [Section]

  /// Reads a file that has no keys but these: systemd would ignore them with a word in the journal.
  ///
  /// - Parameter version: The systemd that reads; keys that came later are not there for it.
  init(_ file: RenderedFile, known: Keys, version: Int = .max) throws {
    guard file.mode == 0o644 else {
      throw MeaningError(file.path, "mode \(file.modeText): systemd's daemons, which are not root, read 0644")
    }
    var sections: [Section] = []
    for line in try TextLine.all(of: file.contents, file: file.path) {
      let text = line.text.trimmed
      if text.isEmpty || text.hasPrefix("#") || text.hasPrefix(";") { continue }
      if text.hasPrefix("["), text.hasSuffix("]") {
        let name = String(text.dropFirst().dropLast())
        guard known[name] != nil else { throw line.error("unknown section [\(name)]") }
        sections.append(Section(path: file.path, name: name))
        continue
      }
      guard let equals = text.firstIndex(of: "="), !text.hasSuffix("\\"), let section = sections.last else {
        throw line.error("neither a section nor KEY=VALUE: \(text)")
      }
      let (key, value) = (text[..<equals].trimmed, text[text.index(after: equals)...].trimmed)
      guard let since = known[section.name]?[key] else { throw line.error("unknown key \(key) in [\(section.name)]") }
      // An empty value takes back those before it; nobody writes that to us.
      if value.isEmpty { throw line.error("\(key) is empty") }
      if since <= version { sections[sections.count - 1].entries.append((key, value)) }
    }
    path = file.path
    self.sections = sections
  }

  /// The sections of a name.
  func all(_ name: String) -> [Section] { sections.filter { $0.name == name } }

  /// The section of a name that may occur once; empty where it does not.
  func one(_ name: String) throws -> Section {
    let found = all(name)
    guard found.count < 2 else { throw MeaningError(path, "[\(name)] is given \(found.count) times") }
    return found.first ?? Section(path: path, name: name)
  }
}

extension RenderedFile {
  /// The name without its directory.
  var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }
}

// SPDX-License-Identifier: Apache-2.0

import Renderers

/// A file of GLib's key file format (GKeyFile): groups of `key=value`, comments on lines of their own.
struct KeyFile {
  /// A group with its values as they are written.
  struct Group {
    let path: String
    let name: String
    fileprivate var values: [String: String] = [:]

    /// All keys.
    var keys: [String] { values.keys.sorted() }

    /// An error in this group.
    func error(_ text: String) -> MeaningError { MeaningError(path, "[\(name)] \(text)") }

    /// A text: `\s`, `\n`, `\t`, `\r` and `\\` are a blank, a line feed, a tab, a carriage return and a backslash.
    func text(_ key: String) throws -> String? {
      guard let raw = values[key] else { return nil }
      guard let list = parts(of: raw, separated: false), list.count == 1 else {
        throw error("\(key)=\(raw) is no text")
      }
      return list[0]
    }

    /// A list: each element may end in a semicolon, and one of its own is `\;`.
    func list(_ key: String) throws -> [String] {
      guard let raw = values[key] else { return [] }
      guard var list = parts(of: raw, separated: true) else { throw error("\(key)=\(raw) is no list") }
      if list.last == "" { list.removeLast() }
      guard !list.contains("") else { throw error("\(key)=\(raw) has an empty element") }
      return list
    }

    /// A boolean: `true`, `false`, and no other word (`g_key_file_get_boolean`).
    func flag(_ key: String) throws -> Bool? {
      guard let raw = values[key] else { return nil }
      switch raw {
      case "true", "1": return true
      case "false", "0": return false
      default: throw error("\(key)=\(raw) cannot be interpreted as a boolean")
      }
    }

    /// A whole number of a range.
    func number(_ key: String, _ range: ClosedRange<Int> = 0...Int(Int32.max)) throws -> Int? {
      guard let raw = values[key] else { return nil }
      let number = raw.after("-").map { $0.decimal.map { -$0 } } ?? raw.decimal
      guard let number, range.contains(number) else { throw error("\(key)=\(raw) is no number of \(range)") }
      return number
    }

    private func parts(of raw: String, separated: Bool) -> [String]? {
      let escapes: [Character: Character] = ["s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"]
      var parts = [""]
      var rest = raw[...]
      while let character = rest.popFirst() {
        if character == "\\" {
          guard let next = rest.popFirst(), let meant = separated && next == ";" ? ";" : escapes[next] else {
            return nil
          }
          parts[parts.count - 1].append(meant)
        } else if character == ";", separated {
          parts.append("")
        } else {
          parts[parts.count - 1].append(character)
        }
      }
      return parts
    }
  }

  /// The path.
  let path: String
  private var groups: [String: Group] = [:]

  /// Reads a file; groups and keys that are given twice, which GLib joins and overwrites, are errors.
  init(_ file: RenderedFile) throws {
    path = file.path
    var group: Group?
    for line in try TextLine.all(of: file.contents, file: file.path)
    where !line.text.isEmpty && !line.text.hasPrefix("#") {
      guard line.text.trimmed == line.text else { throw line.error("blanks at an end, which may belong to a value") }
      if line.text.hasPrefix("["), line.text.hasSuffix("]") {
        if let group { groups[group.name] = group }
        let name = String(line.text.dropFirst().dropLast())
        guard groups[name] == nil else { throw line.error("[\(name)] is given twice") }
        group = Group(path: file.path, name: name)
        continue
      }
      guard let equals = line.text.firstIndex(of: "="), group != nil else {
        throw line.error("neither a group nor key=value: \(line.text)")
      }
      let key = line.text[..<equals].trimmed
      let value = line.text[line.text.index(after: equals)...].trimmed
      guard !key.isEmpty, !value.isEmpty else { throw line.error("no key, or an empty value") }
      guard group?.values.updateValue(value, forKey: key) == nil else { throw line.error("\(key) is given twice") }
    }
    if let group { groups[group.name] = group }
  }

  /// The group of a name; nil where there is none.
  subscript(name: String) -> Group? { groups[name] }

  /// The names of all groups.
  var names: [String] { groups.keys.sorted() }
}

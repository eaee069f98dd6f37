// SPDX-License-Identifier: Apache-2.0

/// Text of `[Section]` headers with `KEY=VALUE` lines below, as systemd and NetworkManager read it.
///
/// Values are those of the model and of nothing else, so none holds a line feed, a quote or a backslash.
struct SectionedText {
  /// One section; without a line it is not written.
  struct Section {
    private(set) var lines: [String] = []

    /// Adds a key, if there is a value for it.
    mutating func set(_ key: String, _ value: (some CustomStringConvertible)?) {
      if let value { lines.append("\(key)=\(value)") }
    }

    /// Adds a key for each of some values.
    mutating func set(_ key: String, each values: [some CustomStringConvertible]) {
      for value in values { set(key, value) }
    }

    /// Adds a key whose value is a list, if the list is not empty.
    mutating func set(_ key: String, list: [some CustomStringConvertible], separator: String) {
      if !list.isEmpty { set(key, list.map(\.description).joined(separator: separator)) }
    }

    /// Adds a key whose value is a list that ends in a semicolon, as in GLib's key files.
    mutating func set(_ key: String, semicolons list: [some CustomStringConvertible]) {
      if !list.isEmpty { set(key, list.map { "\($0);" }.joined()) }
    }

    /// Adds a key of systemd's `yes` or `no`.
    mutating func set(_ key: String, flag: Bool) { set(key, flag ? "yes" : "no") }
  }

  private var sections: [String] = []

  /// Adds a section with what is set in it; a second one of the same name is another.
  mutating func section(_ name: String, _ build: (inout Section) -> Void) {
    var section = Section()
    build(&section)
    add(name, section)
  }

  /// Adds a section that is made already.
  mutating func add(_ name: String, _ section: Section) {
    if !section.lines.isEmpty { sections.append("[\(name)]\n" + section.lines.map { $0 + "\n" }.joined()) }
  }

  /// The whole text, with a blank line between sections.
  var text: String { sections.joined(separator: "\n") }
}

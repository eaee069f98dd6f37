// SPDX-License-Identifier: Apache-2.0

import LocalStage

/// sshd's settings on a host (sshd_config(5)), read and changed as lines of text.
///
/// Of a keyword that stands several times sshd takes the first, and a file that is included stands where `Include` does.
struct SSHDConfig {
  /// The file for our settings, where the main file includes its directory: before 50-cloud-init.conf, which an image may
  /// have from earlier.
  static let dropIn = directory + "/40-swinit.conf"

  private static let directory = "/etc/ssh/sshd_config.d"
  private let host: HostFiles
  private let main: [String]

  /// Reads a host's main file, which on SUSE may be below /usr; nil where there is none.
  init?(_ host: HostFiles) {
    let files = ["etc/ssh/sshd_config", "usr/etc/ssh/sshd_config"].lazy
    guard let bytes = files.compactMap({ try? host.contents(of: $0) }).first else { return nil }
    self.host = host
    main = String(decoding: bytes, as: UTF8.self).lines
  }

  /// A keyword and its value.
  struct Setting: Hashable {
    let keyword: String
    let value: String
    /// Whether it may stand several times, with a value each.
    var isRepeated = false

    var line: String { "\(keyword) \(value)" }
  }

  /// Adds the file that has to be written so that settings count; nothing where they do already.
  ///
  /// Returns whether anything changes.
  @discardableResult func set(_ settings: [Setting], _ plan: inout ModulePlan) -> Bool {
    let isMain = !includesDirectory
    let before = isMain ? main : (lines(of: Self.dropIn) ?? ["# Made by swinit."])
    let after = settings.reduce(before) { Self.lines($0, with: $1) }
    for setting in settings where !setting.isRepeated && !isMain {
      if let file = fileBefore(setting) {
        plan.warn("\(file) is read first and sets \(setting.keyword) to something other than \(setting.value)")
      }
    }
    guard after != before else { return false }
    let text = after.map { $0 + "\n" }.joined()
    let path = isMain ? "/etc/ssh/sshd_config" : Self.dropIn
    plan.write(FileWrite(path, text: text, mode: host.mode(of: path) ?? 0o600))
    return true
  }

  /// Replaces the first line of a keyword outside of `Match`, or adds one before the first `Match`.
  private static func lines(_ lines: [String], with setting: Setting) -> [String] {
    var lines = lines
    let end = lines.firstIndex { words(of: $0).first == "match" } ?? lines.endIndex
    let keyword = setting.keyword.lowercased()
    let mine = lines[..<end].firstIndex { words(of: $0).first == keyword && !setting.isRepeated || $0 == setting.line }
    if let mine {
      if words(of: lines[mine]) != words(of: setting.line) { lines[mine] = setting.line }
    } else {
      lines.insert(setting.line, at: end)
    }
    return lines
  }

  private var includesDirectory: Bool {
    main.lazy.map(Self.words).prefix { $0.first != "match" }.contains { words in
      words.first == "include"
        && words.dropFirst().contains { [Self.directory + "/*.conf", "sshd_config.d/*.conf"].contains($0) }
    }
  }

  /// The file before ours that sets a keyword to another value.
  private func fileBefore(_ setting: Setting) -> String? {
    let wanted = Self.words(of: setting.line)
    func contradicts(_ lines: [String]) -> Bool {
      let first = lines.lazy.map(Self.words).prefix { $0.first != "match" }.first {
        $0.first == wanted.first || $0.first == "include"
      }
      return first?.first == wanted.first && first != wanted
    }
    let files = host.names(in: Self.directory).filter { $0.hasSuffix(".conf") }.map { "\(Self.directory)/\($0)" }
      .filter { $0 < Self.dropIn }
    return contradicts(main) ? "sshd_config" : files.first { contradicts(lines(of: $0) ?? []) }
  }

  private func lines(of path: String) -> [String]? {
    (try? host.contents(of: path)).map { String(decoding: $0, as: UTF8.self).lines }
  }

  /// The words of a line, the keyword in lower case; none of a comment.
  private static func words(of line: String) -> [String] {
    var words = line.split { " \t=\"".contains($0) }.map(String.init)
    guard let first = words.first, !first.hasPrefix("#") else { return [] }
    words[0] = first.lowercased()
    return words
  }
}

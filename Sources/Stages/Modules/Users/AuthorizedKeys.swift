// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetInput

/// A line of an authorized_keys file (sshd(8), AUTHORIZED_KEYS FILE FORMAT).
struct AuthorizedKey: Hashable {
  /// What stands before the key; empty where nothing does.
  var options: String
  /// The kind of key.
  let type: String
  /// The key itself in base64, by which two lines are the same key.
  let key: String
  /// What stands after it.
  let comment: String

  /// The line.
  var line: String { [options, type, key, comment].filter { !$0.isEmpty }.joined(separator: " ") }

  /// Reads a line; nil for one that is no key.
  init?(_ text: String) {
    let text = text.trimmed
    guard text.isOneLine, !text.hasPrefix("#") else { return nil }
    let first = text.prefix { $0 != " " && $0 != "\t" }
    options = Self.isType(first) ? "" : Self.options(of: text)
    let words = text.dropFirst(options.count).split(maxSplits: 2) { $0 == " " || $0 == "\t" }
    guard words.count >= 2, Self.isType(words[0]), Self.isBase64(words[1]) else { return nil }
    type = String(words[0])
    key = String(words[1])
    comment = words.count > 2 ? words[2].trimmed : ""
  }

  private static func isType(_ word: Substring) -> Bool {
    ["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"].contains { word.hasPrefix($0) }
  }

  private static func isBase64(_ word: Substring) -> Bool {
    word.utf8.count >= 16
      && word.utf8.allSatisfy { ($0 & 0xdf) >= 0x41 && ($0 & 0xdf) <= 0x5a || "0123456789+/=".utf8.contains($0) }
  }

  /// Up to the first blank that is not between quotes.
  private static func options(of text: String) -> String {
    var (isQuoted, isEscaped) = (false, false)
    return String(
      text.prefix { character in
        if character == "\"", !isEscaped { isQuoted.toggle() }
        isEscaped = character == "\\"
        return isQuoted || character != " " && character != "\t"
      })
  }
}

/// The file of keys that open an account.
enum AuthorizedKeys {
  /// The file of a user with some keys, each once, and what else stood there; nil where they stand there already.
  ///
  /// A key that stands there keeps its options, unless others are wanted for it.
  static func file(
    of user: String, home: String, keys: [AuthorizedKey], replacesOptions: Bool = false, _ host: HostFiles
  ) -> FileWrite? {
    let path = "\(home == "/" ? "" : home)/.ssh/authorized_keys"
    let before = String(decoding: (try? host.contents(ofUsers: path)) ?? [], as: UTF8.self)
    let after = merged(before, keys: keys, replacesOptions: replacesOptions)
    guard after != before else { return nil }
    var file = FileWrite(path, text: after, mode: 0o600, owner: user)
    file.directoryMode = 0o700
    return file
  }

  static func merged(_ text: String, keys: [AuthorizedKey], replacesOptions: Bool) -> String {
    var wanted = keys
    var seen: Set<String> = []
    var lines: [String] = []
    for line in text.split(separator: "\n").map(String.init) {
      guard let old = AuthorizedKey(line) else {
        lines.append(line)
        continue
      }
      guard seen.insert(old.key).inserted else { continue }
      let new = replacesOptions ? wanted.first { $0.key == old.key } : nil
      wanted.removeAll { $0.key == old.key }
      lines.append(new?.line ?? line)
    }
    lines += wanted.filter { seen.insert($0.key).inserted }.map(\.line)
    return lines.map { $0 + "\n" }.joined()
  }
}

extension ModuleContext {
  /// The keys for the default user: those of the instance, unless `allow_public_ssh_keys` is false, and those of the
  /// settings' own `ssh_authorized_keys`.
  func defaultKeys(_ warnings: inout [String]) -> [AuthorizedKey] {
    let isAllowed = settings[path: "allow_public_ssh_keys"]?.flag ?? true
    let given = settings[path: "ssh_authorized_keys"]?.texts ?? []
    return keys(isAllowed ? instance.publicKeys : [], of: "public_keys of the instance", &warnings)
      + keys(given, of: "ssh_authorized_keys", &warnings)
  }

  /// The keys of some texts, each of which may have several lines.
  func keys(_ texts: [String], of place: String, _ warnings: inout [String]) -> [AuthorizedKey] {
    let lines = texts.flatMap { $0.split(whereSeparator: \.isNewline) }.map(\.trimmed)
    return lines.filter { !$0.isEmpty && !$0.hasPrefix("#") }.compactMap { line in
      if let key = AuthorizedKey(line) { return key }
      warnings.append("\(place): a line is no public key of SSH (`TYPE BASE64 COMMENT`); it is left out")
      return nil
    }
  }

  /// The options of a key that opens nothing but tells whom to log in as: `disable_root_opts`, in which `$USER` and
  /// `$DISABLE_USER` stand for the names.
  func redirection(from name: String, to user: String?) -> String {
    let standard =
      #"no-port-forwarding,no-agent-forwarding,no-X11-forwarding,"#
      + #"command="echo 'Log in as \"$USER\", not as \"$DISABLE_USER\".'; echo; sleep 10; exit 142""#
    let options = settings[path: "disable_root_opts"]?.text.flatMap { $0.isOneLine ? $0.trimmed : nil } ?? standard
    return options.replacing("$USER", with: user ?? "NONE").replacing("$DISABLE_USER", with: name)
  }
}

// SPDX-License-Identifier: Apache-2.0

import LocalStage

/// Sets the language of the host (cloud-init's reference, module "Locale").
///
/// Where settings name none, the image's own stays.
enum SystemLocale: Module {
  static let name = "locale"
  static let frequency = Frequency.oncePerInstance

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    guard let locale = plan.text(name, in: context.settings), context.settings[path: name]?.flag != false else {
      return plan
    }
    // The text goes to a file that shells read.
    guard locale.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "._-@".contains($0)) }) else {
      plan.warn("locale is no locale, such as de_DE.UTF-8; it is ignored")
      return plan
    }
    if context.host.isDebianLike { plan.generate(locale, context) }
    let path =
      plan.text("locale_configfile", in: context.settings)
      ?? (context.host.isDebianLike ? "/etc/default/locale" : "/etc/locale.conf")
    let present = (try? context.host.contents(of: path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let kept = present.lines.filter { !$0.trimmed.hasPrefix("LANG=") }
    let wanted = (kept + ["LANG=\(locale)"]).map { $0 + "\n" }.joined()
    if present != wanted { plan.write(FileWrite(path, text: wanted)) }
    return plan
  }
}

extension ModulePlan {
  /// Has locale-gen(8) make a locale that is not there. It makes those that /etc/locale.gen lists; Debian's takes no
  /// others from its arguments.
  fileprivate mutating func generate(_ locale: String, _ context: ModuleContext) {
    let name = LocaleName(locale)
    let host = context.host
    guard !name.isBuiltIn, !host.names(in: "usr/lib/locale").contains(where: { LocaleName($0) == name }) else { return }
    guard context.programs.path(of: "locale-gen") != nil else {
      return warn("\(locale) cannot be made: the host has no locale-gen (package locales)")
    }
    let read = { (path: String) in
      (try? host.contents(of: path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    guard
      let line = read("usr/share/i18n/SUPPORTED").lines.map(\.trimmed).first(where: { LocaleName(entry: $0) == name })
    else { return warn("\(locale) cannot be made: /usr/share/i18n/SUPPORTED has no such locale") }
    let list = read("etc/locale.gen")
    if list.lines.contains(where: { LocaleName(entry: $0) == name }) {
      // All that are listed are in one archive.
      if host.exists("usr/lib/locale/locale-archive") { return }
    } else {
      write(FileWrite("/etc/locale.gen", text: (list.lines + [line]).map { $0 + "\n" }.joined()))
    }
    var invocation = Invocation("locale-gen")
    invocation.timeout = 900
    run(invocation)
  }
}

/// A locale's name, whose character set may be written `UTF-8` or `utf8` (locale(1)).
private struct LocaleName: Equatable {
  private let text: String

  init(_ text: some StringProtocol) {
    guard let dot = text.firstIndex(of: ".") else {
      self.text = String(text)
      return
    }
    let set = text[dot...].prefix { $0 != "@" }
    self.text = text[..<dot] + set.lowercased().filter { $0 != "-" } + text[set.endIndex...]
  }

  /// A line of locale.gen(5): a locale and its character set; of a comment, one that is none.
  init(entry: String) { self.init(entry.split(whereSeparator: \.isWhitespace).first ?? "") }

  /// Whether every C library has it.
  var isBuiltIn: Bool { ["C", "POSIX", "C.utf8"].contains(text) }
}

extension HostFiles {
  /// Whether the host is of Debian's family, which has files of its own for some settings.
  var isDebianLike: Bool { exists("etc/debian_version") || ["debian", "ubuntu"].contains(OSRelease(self)?.id) }
}

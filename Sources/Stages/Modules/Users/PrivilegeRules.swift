// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetModel

/// Who may act as root: rules of sudo and doas.
enum PrivilegeRules {
  /// A name without a dot: sudo passes over files that have one (sudoers(5), including other files).
  static let sudoers = "/etc/sudoers.d/90-swinit-users"
  static let doas = "/etc/doas.conf"

  /// Adds the rules of users to the files, in which those of other users stay.
  static func add(_ users: [UserSettings], _ context: ModuleContext, _ plan: inout ModulePlan) {
    var (sudo, doas): ([String], [String]) = ([], [])
    for user in users {
      sudo += rules("sudo", of: user, &plan) { isRule($0) }.map { "\(user.name) \($0)" }
      doas += rules("doas", of: user, &plan) { isDoasRule($0, of: user.name) }
    }
    add(sudo, to: sudoers, mode: 0o440, program: "sudo", context, &plan)
    add(doas, to: Self.doas, mode: 0o440, program: "doas", context, &plan)
  }

  /// One rule that cannot be read may cost all rules of the host, so that those that cannot be right are left out.
  private static func rules(
    _ key: String, of user: UserSettings, _ plan: inout ModulePlan, where isRight: (String) -> Bool
  ) -> [String] {
    guard let node = user[key], node.flag != false else { return [] }
    return node.texts.map(\.trimmed).filter { rule in
      if isRight(rule) { return true }
      plan.warn("users: \(user.name): \(key): \"\(rule.printable)\" is no rule of \(key) for this user; it is left out")
      return false
    }
  }

  /// `HOSTS=(USERS) COMMANDS`: enough of sudoers(5) that a text cannot be something else.
  private static func isRule(_ text: String) -> Bool {
    guard text.isOneLine, let sign = text.firstIndex(of: "="), sign != text.startIndex else { return false }
    let isOpen = text.filter { $0 == "(" }.count != text.filter { $0 == ")" }.count
    return !isOpen && !text.hasSuffix("\\") && !text.hasPrefix("#") && !text[text.index(after: sign)...].trimmed.isEmpty
  }

  /// `permit|deny [OPTIONS] NAME …` (doas.conf(5)).
  private static func isDoasRule(_ text: String, of name: String) -> Bool {
    let words = text.split(separator: " ")
    guard text.isOneLine, let first = words.first else { return false }
    return ["permit", "deny"].contains(first) && words.contains { $0 == name } && !text.hasSuffix("\\")
  }

  private static func add(
    _ rules: [String], to path: String, mode: UInt16, program: String, _ context: ModuleContext,
    _ plan: inout ModulePlan
  ) {
    guard !rules.isEmpty else { return }
    if context.programs.path(of: program) == nil {
      plan.warn("users: there are rules of \(program), which is not installed; they are written all the same")
    }
    let before = String(decoding: (try? context.host.contents(of: path)) ?? [], as: UTF8.self)
    var lines = before.lines
    for rule in rules where !lines.contains(rule) { lines.append(rule) }
    let after = lines.map { $0 + "\n" }.joined()
    if after != before { plan.write(FileWrite(path, text: after, mode: mode)) }
  }
}

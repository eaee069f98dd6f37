// SPDX-License-Identifier: Apache-2.0

import NetModel

/// What is to be done about a user's password.
struct UserPassword {
  private let name: String
  private let isNew: Bool
  private let standing: Accounts.Password
  /// The first of the keys that has one; `passwd` counts for new users only.
  private let wanted: (text: String, isHash: Bool)?
  private let isLocked: Bool
  private let hasDoubt: Bool

  init(of user: UserSettings, isNew: Bool, _ standing: Accounts.Password?) {
    name = user.name
    self.isNew = isNew
    self.standing = standing ?? .unusable
    isLocked = user.flag("lock_passwd", default: true)
    let keys = [("hashed_passwd", true)] + (isNew ? [("passwd", true)] : []) + [("plain_text_passwd", false)]
    let given = keys.compactMap { key, isHash in user[key]?.text.map { ($0, isHash) } }.first { !$0.0.isEmpty }
    let isUsable = given.map { $0.0.isOneLine && !($0.1 && $0.0.contains(":")) } ?? true
    wanted = isUsable ? given : nil
    hasDoubt = !isUsable
  }

  func add(to plan: inout ModulePlan, _ tools: AccountTools) {
    if hasDoubt { plan.warn("users: \(name): a password is one line, and a hash has no colon; it is not set") }
    if let wanted {
      plan.run(AccountTools.setPasswords([(name, wanted.text)], areHashes: wanted.isHash))
      if isLocked { plan.run(tools.lock(name)) }
    } else if isNew {
      // An sshd without PAM, as Alpine's, refuses keys too where `!` stands, but not where `*` stands.
      if tools == .busybox { plan.run(AccountTools.setPasswords([(name, "*")], areHashes: true)) }
      if !isLocked { plan.warn("users: \(name): lock_passwd is false, but there is no password; it stays locked") }
    } else if isLocked, standing == .set || standing == .empty {
      plan.run(tools.lock(name))
    } else if !isLocked, standing == .locked {
      plan.run(tools.unlock(name))
    }
  }
}

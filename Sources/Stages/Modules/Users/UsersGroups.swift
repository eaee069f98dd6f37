// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetInput
import NetModel

/// `users_groups`: makes groups and users, with their passwords, keys and rights.
enum UsersGroups: Module {
  static let name = "users_groups"
  static let frequency = Frequency.oncePerInstance

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    let (users, warnings) = UserSettings.read(context.settings)
    let groups = GroupSettings(context.settings[path: "groups"])
    plan.warnings = warnings + groups.warnings
    if users.isEmpty, groups.groups.isEmpty { return plan }
    guard let tools = AccountTools(context.programs) else {
      plan.warn("neither useradd nor adduser is installed; no user or group is made")
      return plan
    }
    var making = AccountMaking(context, tools, plan)
    for group in groups.groups { making.make(group: group.name) }
    for user in users { making.make(user) }
    for group in groups.groups {
      for member in group.members { making.add(member, to: group.name) }
    }
    plan = making.plan
    PrivilegeRules.add(users, context, &plan)
    return plan
  }
}

/// Works out one account after the other.
private struct AccountMaking {
  private(set) var plan: ModulePlan
  private let context: ModuleContext
  private let tools: AccountTools
  private let accounts: Accounts
  /// The groups and users that are there by now.
  private var groups: Set<String>
  private var users: Set<String>

  init(_ context: ModuleContext, _ tools: AccountTools, _ plan: ModulePlan) {
    self.context = context
    self.tools = tools
    self.plan = plan
    accounts = Accounts(context.host)
    groups = Set(accounts.groups.map(\.name))
    users = Set(accounts.users.map(\.name))
  }

  mutating func make(group: String, isSystem: Bool = false) {
    if groups.insert(group).inserted { plan.run(tools.add(group: group, isSystem: isSystem)) }
  }

  mutating func add(_ user: String, to group: String) {
    guard users.contains(user) else {
      plan.warn("groups: there is no user \(user) that could be added to \(group)")
      return
    }
    if !accounts.isMember(user, of: group) { plan.actions += tools.add(user, to: [group]).map(Action.run) }
  }

  /// An existing user gets further groups, a password, keys and rights; what it is otherwise stays, as an administrator
  /// may have changed it.
  mutating func make(_ user: UserSettings) {
    let standing = accounts.user(user.name)
    let further = usable(user.groups, of: user)
    let home = standing?.home ?? path("homedir", of: user) ?? "/home/\(user.name)"
    if standing == nil {
      add(user, home: home, further)
    } else {
      let new = further.filter { !accounts.isMember(user.name, of: $0) }
      if !new.isEmpty { plan.actions += tools.add(user.name, to: new).map(Action.run) }
    }
    users.insert(user.name)
    UserPassword(of: user, isNew: standing == nil, accounts.password(of: user.name)).add(to: &plan, tools)
    addKeys(of: user, home: home)
    for key in ["ssh_import_id", "selinux_user", "snapuser"] where user[key] != nil {
      plan.warn("users: \(user.name): \(key) is not done here")
    }
  }

  private mutating func add(_ user: UserSettings, home: String, _ further: [String]) {
    var new = AccountTools.NewUser(name: user.name, home: home, groups: further)
    new.isSystem = user.flag("system")
    new.makesHome = !user.flag("no_create_home") && !new.isSystem
    new.hasSharedGroup = user.flag("no_user_group")
    new.isUnlogged = user.flag("no_log_init")
    new.primaryGroup = primaryGroup(of: user)
    new.id = number("uid", of: user, in: 0...4_294_967_294)
    new.comment = field("gecos", of: user)
    new.shell = path("shell", of: user)
    if let date = user["expiredate"]?.text {
      if isDate(date) { new.expireDate = date } else { doubt(user, "expiredate", date, "no date YYYY-MM-DD") }
    }
    new.inactiveDays = number("inactive", of: user, in: -1...100_000)
    if tools == .busybox, new.expireDate != nil || new.inactiveDays != nil {
      plan.warn("users: \(user.name): adduser of busybox knows no expiredate and no inactive; they are left out")
    }
    plan.actions += tools.add(new).map(Action.run)
    if new.primaryGroup == nil, !new.hasSharedGroup { groups.insert(user.name) }
  }

  /// A group of the user's own name that is there already is its primary one: useradd would refuse to make it.
  private mutating func primaryGroup(of user: UserSettings) -> String? {
    guard let name = user["primary_group"]?.text?.trimmed else {
      return groups.contains(user.name) && !user.flag("no_user_group") ? user.name : nil
    }
    return usable([name], of: user).first
  }

  /// Those of some groups that are there, or may be made (`create_groups`).
  private mutating func usable(_ names: [String], of user: UserSettings) -> [String] {
    names.filter { name in
      guard AccountName.isValid(name) else {
        plan.warn("users: \(user.name): \"\(name.printable)\" is no name of a group; it is left out")
        return false
      }
      guard groups.contains(name) || user.flag("create_groups", default: true) else {
        plan.warn("users: \(user.name): there is no group \(name), and create_groups is false; it is left out")
        return false
      }
      make(group: name)
      return true
    }
  }

  private mutating func addKeys(of user: UserSettings, home: String) {
    let own = user["ssh_authorized_keys"]?.texts ?? []
    var keys = context.keys(own, of: "users: \(user.name): ssh_authorized_keys", &plan.warnings)
    if user.isDefault { keys += context.defaultKeys(&plan.warnings) }
    if user.isRedirected {
      if !keys.isEmpty {
        plan.warn("users: \(user.name): with ssh_redirect_user no ssh_authorized_keys are used; they are left out")
      }
      let target = UserSettings.defaultUser(of: context.settings)?.name
      keys = context.defaultKeys(&plan.warnings)
      for index in keys.indices { keys[index].options = context.redirection(from: user.name, to: target) }
    }
    guard !keys.isEmpty else { return }
    let file = AuthorizedKeys.file(
      of: user.name, home: home, keys: keys, replacesOptions: user.isRedirected, context.host)
    if let file { plan.write(file) }
  }

  // MARK: Values

  private mutating func doubt(_ user: UserSettings, _ key: String, _ text: String, _ reason: String) {
    plan.warn("users: \(user.name): \(key): \"\(text.printable)\" is \(reason); it is left out")
  }

  private mutating func number(_ key: String, of user: UserSettings, in range: ClosedRange<Int>) -> Int? {
    guard let node = user[key] else { return nil }
    if let number = node.number, range.contains(number) { return number }
    doubt(user, key, node.text ?? "", "no number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  /// A text that may stand in /etc/passwd.
  private mutating func field(_ key: String, of user: UserSettings) -> String? {
    guard let text = user[key]?.text else { return nil }
    if text.isOneLine, !text.contains(":") { return text }
    doubt(user, key, text, "not one line without colons")
    return nil
  }

  private mutating func path(_ key: String, of user: UserSettings) -> String? {
    guard let text = field(key, of: user) else { return nil }
    if text.hasPrefix("/") { return text }
    doubt(user, key, text, "no absolute path")
    return nil
  }

  private func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { UInt($0) != nil }
  }
}

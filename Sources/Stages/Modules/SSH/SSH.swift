// SPDX-License-Identifier: Apache-2.0

import NetInput

/// `ssh`: the host's own keys, and the keys that open the default user's account and root's.
///
/// sshd starts after the stage that this is a part of, so that nothing is reloaded.
enum SSH: Module {
  static let name = "ssh"
  static let frequency = Frequency.oncePerInstance

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    HostKeys.add(to: &plan, context)
    let user = UserSettings.defaultUser(of: context.settings)?.name
    let accounts = Accounts(context.host)
    let keys = context.defaultKeys(&plan.warnings)
    guard !keys.isEmpty else { return plan }
    if let user, user != "root", let home = accounts.user(user)?.home,
      let file = AuthorizedKeys.file(of: user, home: home, keys: keys, context.host)
    {
      plan.write(file)
    }
    // Where root is the default user, there is nobody else to log in as.
    let isDisabled = plan.flag("disable_root", in: context.settings, default: true) && user != "root"
    let options = isDisabled ? context.redirection(from: "root", to: user) : nil
    let roots = keys.map { key in
      var key = key
      key.options = options ?? key.options
      return key
    }
    let file = AuthorizedKeys.file(
      of: "root", home: accounts.user("root")?.home ?? "/root", keys: roots, replacesOptions: true, context.host)
    if let file { plan.write(file) }
    return plan
  }
}

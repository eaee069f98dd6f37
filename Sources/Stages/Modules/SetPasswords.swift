// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetInput
import NetModel

/// `set_passwords`: passwords of users that are there, and whether sshd takes passwords.
enum SetPasswords: Module {
  static let name = "set_passwords"
  static let frequency = Frequency.oncePerInstance

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    let accounts = Accounts(context.host)
    let chpasswd = plan.mapping("chpasswd", in: context.settings)
    let wanted = passwords(chpasswd, context, &plan)
    for entry in wanted where accounts.user(entry.user) == nil {
      plan.warn("\(entry.user): /etc/passwd has no such user; its password may not be set")
    }
    func given(_ kind: Password.Kind) -> [(user: String, password: String)] {
      wanted.filter { $0.kind == kind }.map { ($0.user, $0.text) }
    }
    let (hashed, generated) = (given(.hash), random(given(.random).map(\.user), context.host, &plan))
    let plain = given(.text) + generated
    if !plain.isEmpty { plan.run(AccountTools.setPasswords(plain, areHashes: false)) }
    if !hashed.isEmpty { plan.run(AccountTools.setPasswords(hashed, areHashes: true)) }
    if !generated.isEmpty { plan.run(console(generated)) }
    if plan.flag("expire", in: chpasswd, "chpasswd.expire", default: true) {
      expire(plain.map(\.user), context.programs, &plan)
    }
    setAuthentication(context, &plan)
    return plan
  }

  private struct Password {
    enum Kind { case text, hash, random }

    let user: String
    let text: String
    let kind: Kind
  }

  /// `chpasswd.users`, then `chpasswd.list`; where both are empty `password` for the default user.
  private static func passwords(
    _ chpasswd: YAMLNode, _ context: ModuleContext, _ plan: inout ModulePlan
  ) -> [Password] {
    let users = plan.list("users", in: chpasswd, "chpasswd.users").enumerated().compactMap { index, node in
      entry(node, at: "chpasswd.users[\(index)]", &plan)
    }
    let all = users + list(chpasswd[path: "list"], &plan)
    guard all.isEmpty, let text = plan.text("password", in: context.settings) else { return all }
    guard let user = UserSettings.defaultUser(of: context.settings)?.name else {
      plan.warn("password: the settings have no default user whose password it could be; it is not set")
      return []
    }
    return [password(text, of: user, at: "password", &plan)].compactMap(\.self)
  }

  /// NAME:PASSWORD, an element or a line each.
  private static func list(_ node: YAMLNode?, _ plan: inout ModulePlan) -> [Password] {
    guard let node else { return [] }
    let lines: [String?] = node.elements?.map(\.text) ?? node.text?.lines ?? [nil]
    return lines.enumerated().compactMap { index, line in
      let parts = line?.trimmed.split(separator: ":", maxSplits: 1).map(String.init) ?? [""]
      if parts.count == 2 { return password(parts[1], of: parts[0], at: "chpasswd.list[\(index)]", &plan) }
      if !parts.isEmpty { plan.warn("chpasswd.list[\(index)]: NAME:PASSWORD is expected; it is left out") }
      return nil
    }
  }

  private static func entry(_ node: YAMLNode, at place: String, _ plan: inout ModulePlan) -> Password? {
    guard let name = node["name"]?.text else {
      plan.warn("\(place): a mapping with name and password is expected; it is left out")
      return nil
    }
    let type = node[path: "type"]?.text ?? "hash"
    let text = node[path: "password"]?.text ?? ""
    let kinds: [String: Password.Kind] = ["text": .text, "hash": .hash, "RANDOM": .random]
    guard let kind = kinds[type], kind == .random || !text.isEmpty else {
      plan.warn("\(place): type is to be text or hash with a password, or RANDOM; it is left out")
      return nil
    }
    return checked(Password(user: name, text: text, kind: kind), at: place, &plan)
  }

  private static func password(
    _ text: String, of user: String, at place: String, _ plan: inout ModulePlan
  ) -> Password? {
    let isRandom = text == "R" || text == "RANDOM"
    let kind: Password.Kind = isRandom ? .random : isHash(text) ? .hash : .text
    return checked(Password(user: user, text: text, kind: kind), at: place, &plan)
  }

  private static func checked(_ password: Password, at place: String, _ plan: inout ModulePlan) -> Password? {
    if !AccountName.isValid(password.user) {
      plan.warn("\(place): \"\(password.user.printable)\" is no name of a user; it is left out")
    } else if !password.text.isOneLine || password.kind == .hash && password.text.contains(":") {
      plan.warn("\(place): a password is one line, and a hash has no colon; that of \(password.user) is left out")
    } else {
      return password
    }
    return nil
  }

  /// `$ID$…$…` (crypt(5)).
  private static func isHash(_ text: String) -> Bool {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    let methods: Set<Substring> = ["1", "2a", "2b", "2y", "5", "6", "7", "y", "gy"]
    return parts.count >= 4 && parts[0].isEmpty && methods.contains(parts[1]) && !text.contains(":")
  }

  private static func random(
    _ users: [String], _ host: HostFiles, _ plan: inout ModulePlan
  ) -> [(user: String, password: String)] {
    guard !users.isEmpty else { return [] }
    var source = RandomPasswords(host)
    return users.compactMap { user in
      if let password = source.next() { return (user, password) }
      plan.warn("\(user): /dev/urandom does not give enough; the random password is not set")
      return nil
    }
  }

  /// Shows random passwords on the console, and nowhere else.
  private static func console(_ passwords: [(user: String, password: String)]) -> Invocation {
    var call = Invocation("dd", "of=/dev/console", "status=none")
    let lines = passwords.map { "  \($0.user): \($0.password)\r\n" }
    call.input = Array(("\r\nPasswords that were made for this instance:\r\n" + lines.joined()).utf8)
    call.isLogged = false
    return call
  }

  /// chage(1) asks no PAM; busybox has neither it nor an expiry.
  private static func expire(_ users: [String], _ programs: Programs, _ plan: inout ModulePlan) {
    guard !users.isEmpty else { return }
    if programs.path(of: "chage") != nil {
      for user in users { plan.run(Invocation("chage", "-d", "0", user)) }
    } else {
      plan.warn("chage is not installed; the passwords do not expire")
    }
  }

  private static func setAuthentication(_ context: ModuleContext, _ plan: inout ModulePlan) {
    guard let node = context.settings[path: "ssh_pwauth"], node.text?.lowercased() != "unchanged" else { return }
    guard let flag = node.flag else {
      plan.warn("ssh_pwauth is to be true, false or unchanged; nothing is changed")
      return
    }
    guard let config = SSHDConfig(context.host) else {
      plan.warn("ssh_pwauth: there is no sshd_config; nothing is changed")
      return
    }
    let setting = SSHDConfig.Setting(keyword: "PasswordAuthentication", value: flag ? "yes" : "no")
    if config.set([setting], &plan), let reload = SSHService.reload(context) { plan.run(reload) }
  }
}

/// Passwords that nobody can guess.
private struct RandomPasswords {
  // Letters and digits that are not taken for each other.
  private static let alphabet = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789")
  private var bytes: [UInt8]

  /// Randomness of a host: enough for a hundred passwords.
  init(_ host: HostFiles) { bytes = (try? host.contents(of: "dev/urandom", limit: 4096)) ?? [] }

  /// 20 characters, of 5.8 bits each; nil where the randomness is at its end.
  mutating func next() -> String? {
    // Of a byte only as many values count as are a multiple of the letters: each letter is as likely then.
    let limit = 256 / Self.alphabet.count * Self.alphabet.count
    var text = ""
    while text.count < 20 {
      guard let byte = bytes.popLast() else { return nil }
      if Int(byte) < limit { text.append(Self.alphabet[Int(byte) % Self.alphabet.count]) }
    }
    return text
  }
}

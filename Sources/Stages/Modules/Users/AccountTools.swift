// SPDX-License-Identifier: Apache-2.0

import LocalStage

/// The programs that make and change accounts.
enum AccountTools {
  /// useradd(8) and its like of the shadow suite.
  case shadow
  /// adduser and addgroup of busybox, as on Alpine.
  case busybox

  /// Those that a host has; nil where it has none.
  init?(_ programs: Programs) {
    if programs.path(of: "useradd") != nil {
      self = .shadow
    } else if programs.path(of: "adduser") != nil {
      self = .busybox
    } else {
      return nil
    }
  }

  /// A user that is to be made.
  struct NewUser {
    var name: String
    var home: String
    var makesHome = true
    var isSystem = false
    /// The name of a group that is there by then; nil: one of the user's own name is made.
    var primaryGroup: String?
    /// No group of the user's own name, where no other is its primary one.
    var hasSharedGroup = false
    var groups: [String] = []
    var id: Int?
    var comment: String?
    var shell: String?
    var expireDate: String?
    var inactiveDays: Int?
    var isUnlogged = false
  }

  /// Makes a group.
  func add(group: String, isSystem: Bool = false) -> Invocation {
    switch self {
    case .shadow: Invocation(arguments: ["groupadd"] + (isSystem ? ["--system"] : []) + [group])
    case .busybox: Invocation(arguments: ["addgroup"] + (isSystem ? ["-S"] : []) + [group])
    }
  }

  /// Makes a user, with its groups.
  func add(_ user: NewUser) -> [Invocation] {
    func option(_ name: String, _ value: String?) -> [String] { value.map { [name, $0] } ?? [] }
    switch self {
    case .shadow:
      var words = ["useradd"] + option("--comment", user.comment) + ["--home-dir", user.home]
      words += [user.makesHome ? "--create-home" : "--no-create-home"] + (user.isSystem ? ["--system"] : [])
      words += option("--gid", user.primaryGroup)
      if user.primaryGroup == nil { words.append(user.hasSharedGroup ? "--no-user-group" : "--user-group") }
      words += option("--groups", user.groups.isEmpty ? nil : user.groups.joined(separator: ","))
      words += option("--uid", user.id.map { String($0) }) + option("--shell", user.shell)
      words += option("--expiredate", user.expireDate) + option("--inactive", user.inactiveDays.map { String($0) })
      return [Invocation(arguments: words + (user.isUnlogged ? ["--no-log-init"] : []) + [user.name])]
    case .busybox:
      var words = ["adduser", "-D"] + option("-g", user.comment) + ["-h", user.home]
      words += (user.makesHome ? [] : ["-H"]) + (user.isSystem ? ["-S"] : [])
      words += option("-G", user.primaryGroup ?? (user.hasSharedGroup ? "users" : nil))
      words += option("-u", user.id.map { String($0) }) + option("-s", user.shell)
      return [Invocation(arguments: words + [user.name])] + user.groups.flatMap { add(user.name, to: [$0]) }
    }
  }

  /// Adds a user to groups.
  func add(_ user: String, to groups: [String]) -> [Invocation] {
    switch self {
    case .shadow: [Invocation("usermod", "--append", "--groups", groups.joined(separator: ","), user)]
    case .busybox: groups.map { Invocation("addgroup", user, $0) }
    }
  }

  /// Locks a user's password.
  func lock(_ user: String) -> Invocation {
    self == .shadow ? Invocation("usermod", "--lock", user) : Invocation("passwd", "-l", user)
  }

  /// Unlocks a user's password.
  func unlock(_ user: String) -> Invocation {
    self == .shadow ? Invocation("usermod", "--unlock", user) : Invocation("passwd", "-u", user)
  }

  /// Sets passwords; they go to standard input (chpasswd(8)).
  static func setPasswords(_ lines: [(user: String, password: String)], areHashes: Bool) -> Invocation {
    var call = Invocation(arguments: ["chpasswd"] + (areHashes ? ["-e"] : []))
    call.input = Array(lines.map { "\($0.user):\($0.password)\n" }.joined().utf8)
    return call
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetInput
@testable import Stages
import Testing

private let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKeyOfAnn ann@desk"
private let other = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABKeyOfBob bob@desk"
private let standard =
  "system_info: {default_user: {name: debian, groups: [adm], sudo: ['ALL=(ALL) NOPASSWD:ALL'], shell: /bin/bash}}\n"

/// A Debian host with an administrator of an earlier instance.
private func host(programs: [String] = ["usr/sbin/useradd", "usr/bin/sudo"]) throws -> StageHost {
  try StageHost(
    programs: programs,
    files: [
      "etc/passwd": "root:x:0:0:root:/root:/bin/bash\nold:x:1000:1000::/srv/old:/bin/sh\n",
      "etc/group": "root:x:0:\nold:x:1000:\nadm:x:4:old\nstaff:x:50:\n",
      "etc/shadow": "root:*:1::::::\nold:$6$salt$hash:1::::::\n",
    ])
}

private func instance(_ keys: String...) -> InstanceData {
  var instance = InstanceData.sample
  instance.publicKeys = keys
  return instance
}

@Suite struct UsersGroupsTests {
  @Test func `without users the image's user is made, with the instance's keys`() throws {
    let plan = try host().plan(UsersGroups.self, standard, instance: instance(key))
    #expect(
      plan.commands == [
        [
          "useradd", "--home-dir", "/home/debian", "--create-home", "--user-group", "--groups", "adm", "--shell",
          "/bin/bash", "debian",
        ]
      ])
    let file = try #require(plan.file("/home/debian/.ssh/authorized_keys"))
    #expect(file.contents == Array((key + "\n").utf8))
    #expect((file.mode, file.directoryMode) == (0o600, 0o700))
    #expect(file.owner == "debian")
    #expect(plan.text("/etc/sudoers.d/90-swinit-users") == "debian ALL=(ALL) NOPASSWD:ALL\n")
    #expect(plan.file("/etc/sudoers.d/90-swinit-users")?.mode == 0o440)
    #expect(plan.warnings == [])
  }

  @Test func `without users and without an image's user there is a warning`() throws {
    let plan = try host().plan(UsersGroups.self)
    #expect(plan.isEmpty)
    #expect(plan.warnings.count == 1)
  }

  @Test func `an empty list of users makes nobody`() throws {
    let plan = try host().plan(UsersGroups.self, standard + "users: []")
    #expect(plan == ModulePlan())
  }

  @Test(arguments: [
    "users: default, ann", "users: [default, ann]", "users: [default, {name: ann}]",
    "users: {default: {}, ann: true, bob: false}",
  ])
  func `users may be written in several ways`(yaml: String) throws {
    let plan = try host().plan(UsersGroups.self, standard + yaml)
    #expect(plan.commands.map(\.last) == ["debian", "ann"])
  }

  @Test func `all that a user is made of goes to useradd`() throws {
    let plan = try host().plan(
      UsersGroups.self,
      """
      users:
      - {name: ann, gecos: Ann A., primary_group: team, groups: 'adm, dev', homedir: /srv/ann, no_create_home: true,
         uid: 2000, shell: /bin/zsh, expiredate: '2030-01-31', inactive: '5', no_log_init: true}
      """)
    #expect(
      plan.commands == [
        ["groupadd", "dev"], ["groupadd", "team"],
        [
          "useradd", "--comment", "Ann A.", "--home-dir", "/srv/ann", "--no-create-home", "--gid", "team", "--groups",
          "adm,dev", "--uid", "2000", "--shell", "/bin/zsh", "--expiredate", "2030-01-31", "--inactive", "5",
          "--no-log-init", "ann",
        ],
      ])
  }

  @Test func `keys with hyphens mean the same`() throws {
    let plan = try host().plan(UsersGroups.self, "users: [{name: ann, primary-group: staff, no-create-home: true}]")
    #expect(plan.commands == [["useradd", "--home-dir", "/home/ann", "--no-create-home", "--gid", "staff", "ann"]])
  }

  @Test func `system users have no home, and users may go without a group of their own`() throws {
    let plan = try host().plan(UsersGroups.self, "users: [{name: svc, system: true, no_user_group: true}]")
    #expect(
      plan.commands == [
        ["useradd", "--home-dir", "/home/svc", "--no-create-home", "--system", "--no-user-group", "svc"]
      ])
  }

  @Test func `a group of the user's name that is there is its primary one`() throws {
    let plan = try host().plan(UsersGroups.self, "groups: [ann]\nusers: [ann]")
    #expect(
      plan.commands == [
        ["groupadd", "ann"], ["useradd", "--home-dir", "/home/ann", "--create-home", "--gid", "ann", "ann"],
      ])
  }

  @Test func `groups that must not be made are left out`() throws {
    let plan = try host().plan(UsersGroups.self, "users: [{name: ann, groups: [adm, dev], create_groups: false}]")
    #expect(plan.commands.first?.contains("adm") == true)
    #expect(plan.commands.count == 1)
    #expect(plan.warnings.contains { $0.contains("dev") })
  }

  @Test(arguments: [
    "groups: 'dev, ops'", "groups: [dev, ops]", "groups: {dev: [], ops: null}", "groups: [{dev: []}, ops]",
  ])
  func `groups may be written in several ways`(yaml: String) throws {
    let plan = try host().plan(UsersGroups.self, yaml + "\nusers: []")
    #expect(plan.commands == [["groupadd", "dev"], ["groupadd", "ops"]])
  }

  @Test func `members are added when the users are there`() throws {
    let plan = try host().plan(UsersGroups.self, "groups: [{dev: [ann, old, ghost], adm: [old]}]\nusers: [ann]")
    #expect(
      plan.commands.suffix(2) == [
        ["usermod", "--append", "--groups", "dev", "ann"], ["usermod", "--append", "--groups", "dev", "old"],
      ])
    #expect(plan.warnings.contains { $0.contains("ghost") })
  }

  @Test func `an existing user is not made again, but gets groups, keys and a lock`() throws {
    let plan = try host().plan(
      UsersGroups.self,
      "users: [{name: old, groups: [adm, staff], shell: /bin/zsh, passwd: $6$a$b, ssh_authorized_keys: ['\(key)']}]")
    #expect(
      plan.commands == [
        ["usermod", "--append", "--groups", "staff", "old"], ["usermod", "--lock", "old"],
      ])
    #expect(plan.text("/srv/old/.ssh/authorized_keys") == key + "\n")
  }

  // MARK: Passwords

  @Test func `passwords go to standard input and nowhere else`() throws {
    let plan = try host().plan(
      UsersGroups.self,
      """
      users:
      - {name: ann, passwd: $6$salt$annsHash, lock_passwd: false}
      - {name: bob, plain_text_passwd: bobsSecret, lock_passwd: false}
      - {name: old, hashed_passwd: $6$salt$oldsHash, lock_passwd: false}
      """)
    let calls = plan.runs.filter { $0.arguments[0] == "chpasswd" }
    #expect(calls.map(\.arguments) == [["chpasswd", "-e"], ["chpasswd"], ["chpasswd", "-e"]])
    #expect(
      calls.map { String(decoding: $0.input ?? [], as: UTF8.self) }
        == ["ann:$6$salt$annsHash\n", "bob:bobsSecret\n", "old:$6$salt$oldsHash\n"])
    let shown = plan.commands.joined().joined() + plan.warnings.joined()
    #expect(!["annsHash", "bobsSecret", "oldsHash"].contains { shown.contains($0) })
    #expect(!plan.commands.contains { $0.contains("--lock") })
  }

  @Test func `a password is locked after it is set, unless it is not to be`() throws {
    let plan = try host().plan(UsersGroups.self, "users: [{name: ann, passwd: $6$salt$hash}]")
    #expect(plan.commands.suffix(2) == [["chpasswd", "-e"], ["usermod", "--lock", "ann"]])
  }

  @Test func `a password cannot bring another line`() throws {
    let plan = try host().plan(
      UsersGroups.self, #"users: [{name: ann, plain_text_passwd: "x\nroot:y"}, {name: bob, passwd: "a:b"}]"#)
    #expect(!plan.commands.contains { $0[0] == "chpasswd" })
    #expect(plan.warnings.count == 2)
    #expect(!plan.warnings.joined().contains("root"))
  }

  @Test func `a new user without a password stays locked, and that is told where it is not wanted`() throws {
    let plan = try host().plan(UsersGroups.self, "users: [{name: ann, lock_passwd: false}]")
    #expect(plan.commands.count == 1)
    #expect(plan.warnings.contains { $0.contains("lock_passwd") })
  }

  @Test func `an existing password that is locked is opened where that is wanted`() throws {
    let host = try host()
    try host.write("etc/shadow", "old:!$6$salt$hash:1::::::\n")
    #expect(
      try host.plan(UsersGroups.self, "users: [{name: old, lock_passwd: false}]").commands
        == [["usermod", "--unlock", "old"]])
    #expect(try host.plan(UsersGroups.self, "users: [{name: old}]").commands == [])
  }

  // MARK: Keys

  @Test func `keys that are there stay, each once`() throws {
    let host = try host()
    try host.write("srv/old/.ssh/authorized_keys", "# mine\nfrom=\"10.0.0.0/8\" \(key)\n\(key)\n")
    let plan = try host.plan(UsersGroups.self, "users: [{name: old, ssh_authorized_keys: ['\(key)', '\(other)']}]")
    #expect(plan.text("/srv/old/.ssh/authorized_keys") == "# mine\nfrom=\"10.0.0.0/8\" \(key)\n\(other)\n")
  }

  @Test func `a file that has all keys is not written`() throws {
    let host = try host()
    try host.write("srv/old/.ssh/authorized_keys", key + "\n")
    let plan = try host.plan(UsersGroups.self, "users: [{name: old, ssh_authorized_keys: ['\(key)']}]")
    #expect(plan.writes == [])
  }

  @Test func `what is no key is left out`() throws {
    let plan = try host().plan(
      UsersGroups.self,
      #"users: [{name: ann, ssh_authorized_keys: ["\#(key)", "hello", "ssh-rsa", "ssh-rsa $(id)xxxxxxxxxxxxxxxx"]}]"#)
    #expect(plan.text("/home/ann/.ssh/authorized_keys") == key + "\n")
    #expect(plan.warnings.count == 3)
  }

  @Test func `the instance's keys are the default user's only, and may be refused`() throws {
    let yaml = standard + "users: [ann, default]\n"
    let plan = try host().plan(UsersGroups.self, yaml, instance: instance("\(key)\n\(other)\n"))
    #expect(plan.file("/home/ann/.ssh/authorized_keys") == nil)
    #expect(plan.text("/home/debian/.ssh/authorized_keys") == "\(key)\n\(other)\n")
    let refused = try host().plan(
      UsersGroups.self, yaml + "allow_public_ssh_keys: false\nssh_authorized_keys: ['\(other)']",
      instance: instance(key))
    #expect(refused.text("/home/debian/.ssh/authorized_keys") == other + "\n")
  }

  @Test func `a redirected user's keys tell whom to log in as`() throws {
    let plan = try host().plan(
      UsersGroups.self, standard + "users: [default, {name: ann, ssh_redirect_user: true}]", instance: instance(key))
    let text = try #require(plan.text("/home/ann/.ssh/authorized_keys"))
    #expect(text.contains(#"Log in as \"debian\", not as \"ann\""#))
    #expect(text.hasSuffix(" \(key)\n"))
  }

  // MARK: Rights

  @Test func `rules of sudo are checked, and those that stand there stay`() throws {
    let host = try host()
    try host.write("etc/sudoers.d/90-swinit-users", "old ALL=(ALL) ALL\n")
    let plan = try host.plan(
      UsersGroups.self,
      #"""
      users:
      - {name: ann, sudo: "ALL=(ALL) NOPASSWD:ALL"}
      - {name: bob, sudo: ["ALL=(ALL) ALL\nroot ALL=(ALL) ALL", "nonsense", "ALL=(ALL ALL", "ALL=(ALL) ALL \\"]}
      - {name: eve, sudo: false}
      """#)
    #expect(plan.text("/etc/sudoers.d/90-swinit-users") == "old ALL=(ALL) ALL\nann ALL=(ALL) NOPASSWD:ALL\n")
    #expect(plan.warnings.count == 4)
  }

  @Test func `rules of doas are about the user that has them`() throws {
    let plan = try host().plan(UsersGroups.self, "users: [{name: ann, doas: [permit nopass ann, permit nopass bob]}]")
    #expect(plan.text("/etc/doas.conf") == "permit nopass ann\n")
    #expect(plan.warnings.contains { $0.contains("bob") })
    #expect(plan.warnings.contains { $0.contains("not installed") })
  }

  // MARK: Faults

  @Test func `names that are none make nobody`() throws {
    let plan = try host().plan(UsersGroups.self, "groups: ['-x']\nusers: ['--help', {name: 'a:b'}, {gecos: x}, ann]")
    #expect(plan.commands.map(\.last) == ["ann"])
    #expect(plan.warnings.count == 4)
  }

  @Test func `values that are none cost themselves only`() throws {
    let plan = try host().plan(
      UsersGroups.self,
      #"users: [{name: ann, uid: many, shell: zsh, gecos: "a:b", expiredate: soon, inactive: x, homedir: "/a:b"}]"#)
    #expect(plan.commands == [["useradd", "--home-dir", "/home/ann", "--create-home", "--user-group", "ann"]])
    #expect(plan.warnings.count == 6)
  }

  @Test func `a user that is the default one and stands in the list too is one user`() throws {
    let plan = try host().plan(
      UsersGroups.self, standard + "users: [default, {name: debian, shell: /bin/zsh}]", instance: instance(key))
    #expect(plan.commands.count == 1)
    #expect(plan.commands[0].contains("/bin/zsh"))
    #expect(plan.writes.count == 2)
  }

  @Test func `an older key renames the image's user`() throws {
    let plan = try host().plan(UsersGroups.self, standard + "user: {name: cloud}")
    #expect(plan.commands.map(\.last) == ["cloud"])
    #expect(plan.text("/etc/sudoers.d/90-swinit-users") == "cloud ALL=(ALL) NOPASSWD:ALL\n")
  }

  @Test func `busybox has programs of its own`() throws {
    let plan = try host(programs: ["usr/sbin/adduser"]).plan(
      UsersGroups.self,
      "users: [{name: ann, gecos: Ann, groups: [adm, dev], shell: /bin/ash, expiredate: '2030-01-01'}, {name: bob, passwd: $6$a$b}]"
    )
    #expect(
      plan.commands == [
        ["addgroup", "dev"], ["adduser", "-D", "-g", "Ann", "-h", "/home/ann", "-s", "/bin/ash", "ann"],
        ["addgroup", "ann", "adm"], ["addgroup", "ann", "dev"], ["chpasswd", "-e"],
        ["adduser", "-D", "-h", "/home/bob", "bob"], ["chpasswd", "-e"], ["passwd", "-l", "bob"],
      ])
    // `*` and not `!`, with which an sshd without PAM refuses keys too.
    #expect(plan.runs[4].input == Array("ann:*\n".utf8))
    #expect(plan.warnings.contains { $0.contains("expiredate") })
  }

  @Test func `without any program nobody is made`() throws {
    let plan = try host(programs: []).plan(UsersGroups.self, "users: [ann]")
    #expect(plan.isEmpty)
    #expect(plan.warnings.count == 1)
  }
}

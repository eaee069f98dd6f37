// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Stages

private let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKeyOfAnn ann@desk"

private let image = """
  system_info:
    default_user: {name: ubuntu, lock_passwd: true, gecos: Ubuntu, groups: [adm, sudo], shell: /bin/bash,
                   sudo: ['ALL=(ALL) NOPASSWD:ALL']}

  """

private func host() throws -> StageHost {
  try StageHost(
    programs: ["usr/sbin/useradd", "usr/bin/sudo", "usr/bin/doas"],
    files: [
      "etc/passwd": "root:x:0:0:root:/root:/bin/bash\nsys:x:3:3:sys:/dev:/usr/sbin/nologin\n",
      "etc/group": "root:x:0:\nsys:x:3:\nadm:x:4:\nsudo:x:27:\nusers:x:100:\nstaff:x:50:\n",
      "etc/shadow": "root:*:1::::::\nsys:*:1::::::\n",
    ])
}

private func plan(_ yaml: String) throws -> ModulePlan {
  var instance = InstanceData.sample
  instance.publicKeys = [key]
  return try host().plan(UsersGroups.self, image + yaml, instance: instance)
}

private let defaultUser = [
  "useradd", "--comment", "Ubuntu", "--home-dir", "/home/ubuntu", "--create-home", "--user-group", "--groups",
  "adm,sudo", "--shell", "/bin/bash", "ubuntu",
]

/// Users and groups as cloud-init's reference shows them (module "Users and Groups"); what is expected was worked out by
/// hand from what the reference says of the keys.
@Suite struct DocumentedUsersTests {
  @Test(arguments: ["", "users: [default]"]) func `the default user is that of cloud.cfg`(yaml: String) throws {
    let plan = try plan(yaml)
    #expect(plan.commands == [defaultUser])
    #expect(plan.file("/home/ubuntu/.ssh/authorized_keys")?.contents == Array((key + "\n").utf8))
    #expect(plan.text("/etc/sudoers.d/90-swinit-users") == "ubuntu ALL=(ALL) NOPASSWD:ALL\n")
    #expect(plan.warnings == [])
  }

  @Test func `groups are made, and users that are there are added to them`() throws {
    let plan = try plan("users: []\ngroups:\n- admingroup: [root, sys]\n- cloud-users\n")
    #expect(
      plan.commands == [
        ["groupadd", "admingroup"], ["groupadd", "cloud-users"],
        ["usermod", "--append", "--groups", "admingroup", "root"],
        ["usermod", "--append", "--groups", "admingroup", "sys"],
      ])
    #expect(plan.warnings == [])
  }

  @Test func `a group's only member may be a text`() throws {
    let plan = try plan("users: []\ngroups:\n- admingroup: root\n")
    #expect(plan.commands.last == ["usermod", "--append", "--groups", "admingroup", "root"])
  }

  @Test func `without default in the list the default user is not made`() throws {
    let plan = try plan(
      """
      users:
      - name: newsuper
        gecos: Big Stuff
        groups: users, admin
        sudo: ALL=(ALL) NOPASSWD:ALL
        shell: /bin/bash
        lock_passwd: true
      """)
    #expect(
      plan.commands == [
        ["groupadd", "admin"],
        [
          "useradd", "--comment", "Big Stuff", "--home-dir", "/home/newsuper", "--create-home", "--user-group",
          "--groups", "users,admin", "--shell", "/bin/bash", "newsuper",
        ],
      ])
    #expect(plan.text("/etc/sudoers.d/90-swinit-users") == "newsuper ALL=(ALL) NOPASSWD:ALL\n")
    #expect(plan.file("/home/ubuntu/.ssh/authorized_keys") == nil)
    #expect(plan.warnings == [])
  }

  @Test func `rules of doas are written`() throws {
    let plan = try plan(
      """
      users:
      - name: newsuper
        doas: [permit nopass newsuper, deny newsuper as root]
      """)
    #expect(plan.text("/etc/doas.conf") == "permit nopass newsuper\ndeny newsuper as root\n")
  }

  @Test(arguments: ["true", "default"]) func `a user may be redirected to the default user`(value: String) throws {
    let plan = try plan("users:\n- default\n- {name: nosshlogins, ssh_redirect_user: \(value)}\n")
    let text = try #require(plan.text("/home/nosshlogins/.ssh/authorized_keys"))
    #expect(text.hasSuffix(" \(key)\n"))
    #expect(text.contains("no-port-forwarding") && text.contains("ubuntu") && text.contains("nosshlogins"))
    #expect(plan.warnings == [])
  }

  @Test(arguments: [
    "user: {name: mynewdefault, sudo: null}", "users: [default]\nuser: {name: mynewdefault, sudo: null}",
    "users: [{name: mynewdefault, groups: staff}]\nuser: {name: mynewdefault, sudo: null}",
  ])
  func `user changes who the default user is`(yaml: String) throws {
    let plan = try plan(yaml)
    #expect(plan.commands.count { $0.first == "useradd" } == 1)
    let command = try #require(plan.commands.last)
    #expect(command.last == "mynewdefault" && command.contains("/bin/bash") && !command.contains("ubuntu"))
    #expect(plan.file("/etc/sudoers.d/90-swinit-users") == nil)
    #expect(plan.file("/home/mynewdefault/.ssh/authorized_keys") != nil)
  }

  @Test func `with user the default user is made besides those of the list`() throws {
    let plan = try plan("users: [bob]\nuser: {name: mynewdefault}")
    #expect(plan.commands.map(\.last) == ["bob", "mynewdefault"])
    #expect(plan.file("/home/mynewdefault/.ssh/authorized_keys") != nil)
  }

  @Test func `an empty list makes nobody`() throws {
    #expect(try plan("users: []") == ModulePlan())
  }

  @Test(arguments: [
    "users: 'default,bob'", "users: [default, bob]", "users: ['default,bob']", "users: [[default, bob]]",
  ])
  func `names may be a text with commas`(yaml: String) throws {
    #expect(try plan(yaml).commands.map(\.last) == ["ubuntu", "bob"])
  }

  @Test func `the default user keeps its groups where the list gives it others`() throws {
    let plan = try plan("users:\n- default\n- {name: ubuntu, groups: [staff]}\n")
    #expect(plan.commands.count == 1)
    let groups = plan.commands.first?.firstIndex(of: "--groups").map { plan.commands[0][$0 + 1] }
    #expect(groups.map { Set($0.split(separator: ",")) } == ["staff", "adm", "sudo"])
  }

  @Test func `the users of the list of examples are made`() throws {
    let hash = "$6$j212wezy$7H1LT4f9"
    let plan = try plan(
      """
      users:
      - {name: foobar, gecos: Foo B. Bar, primary_group: foobar, groups: users, expiredate: '2032-09-01',
         lock_passwd: false, passwd: \(hash)}
      - {name: cloudy, gecos: Magic Cloud App Daemon User, inactive: '5', system: true}
      - {name: fizzbuzz, sudo: false, shell: /bin/bash, ssh_authorized_keys: ['\(key)']}
      """)
    #expect(
      plan.commands == [
        ["groupadd", "foobar"],
        [
          "useradd", "--comment", "Foo B. Bar", "--home-dir", "/home/foobar", "--create-home", "--gid", "foobar",
          "--groups", "users", "--expiredate", "2032-09-01", "foobar",
        ],
        ["chpasswd", "-e"],
        [
          "useradd", "--comment", "Magic Cloud App Daemon User", "--home-dir", "/home/cloudy", "--no-create-home",
          "--system", "--user-group", "--inactive", "5", "cloudy",
        ],
        [
          "useradd", "--home-dir", "/home/fizzbuzz", "--create-home", "--user-group", "--shell", "/bin/bash",
          "fizzbuzz",
        ],
      ])
    #expect(plan.runs.compactMap(\.input) == [Array("foobar:\(hash)\n".utf8)])
    #expect(plan.writes.map(\.path) == ["/home/fizzbuzz/.ssh/authorized_keys"])
    #expect(plan.warnings == [])
  }

  @Test func `a truth value that is none is told, and its default counts`() throws {
    let plan = try plan("users: [{name: ann, lock_passwd: maybe, no_create_home: 3}]")
    #expect(plan.commands.first?.contains("--create-home") == true)
    #expect(plan.warnings.count { $0.contains("lock_passwd") } == 1)
    #expect(plan.warnings.count { $0.contains("no_create_home") } == 1)
  }
}

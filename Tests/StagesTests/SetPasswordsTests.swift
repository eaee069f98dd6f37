// SPDX-License-Identifier: Apache-2.0

@testable import Stages
import Testing

private let standard = "system_info: {default_user: {name: debian}}\n"
private let main = "# Main\nInclude /etc/ssh/sshd_config.d/*.conf\nUsePAM yes\n"

private func host(_ files: [String: String] = [:]) throws -> StageHost {
  try StageHost(
    programs: ["usr/bin/chage", "usr/bin/systemctl", "usr/lib/systemd/system/ssh.service"],
    files: [
      "etc/passwd":
        "root:x:0:0::/root:/bin/sh\ndebian:x:1000:1000::/home/debian:/bin/sh\nann:x:1001:1001::/home/ann:/bin/sh\n",
      "run/systemd/system/x": "",
      "dev/urandom": String(repeating: "abcdefghijklmnop", count: 300),
    ].merging(files) { $1 })
}

extension Invocation {
  fileprivate var text: String { String(decoding: input ?? [], as: UTF8.self) }
}

@Suite struct SetPasswordsTests {
  @Test func `the password is the default user's, and expires`() throws {
    let plan = try host().plan(SetPasswords.self, standard + "password: topSecret")
    #expect(plan.commands == [["chpasswd"], ["chage", "-d", "0", "debian"]])
    #expect(plan.runs[0].text == "debian:topSecret\n")
    #expect(plan.warnings == [])
  }

  @Test func `without a default user the password is nobody's`() throws {
    let plan = try host().plan(SetPasswords.self, "users: [ann]\npassword: topSecret")
    #expect(plan.isEmpty)
    #expect(plan.warnings.count == 1)
    #expect(!plan.warnings[0].contains("topSecret"))
  }

  @Test func `hashes and texts go different ways, and hashes do not expire`() throws {
    let plan = try host().plan(
      SetPasswords.self,
      """
      chpasswd:
        users:
        - {name: ann, password: annsSecret, type: text}
        - {name: debian, password: $6$salt$hash}
      password: unused
      """)
    #expect(plan.commands == [["chpasswd"], ["chpasswd", "-e"], ["chage", "-d", "0", "ann"]])
    #expect(plan.runs.map(\.text) == ["ann:annsSecret\n", "debian:$6$salt$hash\n", ""])
  }

  @Test(arguments: [
    "\n  list: |\n    ann:one:two\n    debian:$y$j9T$salt$hash\n",
    " {expire: true, list: ['ann:one:two', 'debian:$y$j9T$salt$hash']}",
  ])
  func `the older list is read, as a text and as a list`(list: String) throws {
    let plan = try host().plan(SetPasswords.self, "chpasswd:" + list)
    #expect(plan.runs.map(\.text) == ["ann:one:two\n", "debian:$y$j9T$salt$hash\n", ""])
  }

  @Test func `passwords may be kept from expiring`() throws {
    let plan = try host().plan(SetPasswords.self, standard + "password: x\nchpasswd: {expire: false}")
    #expect(plan.commands == [["chpasswd"]])
  }

  @Test func `random passwords are told on the console only`() throws {
    let plan = try host().plan(
      SetPasswords.self, "chpasswd: {users: [{name: ann, type: RANDOM}], list: ['debian:R']}")
    #expect(plan.commands.prefix(2) == [["chpasswd"], ["dd", "of=/dev/console", "status=none"]])
    let passwords = plan.runs[0].text.split(separator: "\n").map { $0.split(separator: ":")[1] }
    #expect(passwords.map(\.count) == [20, 20])
    #expect(passwords[0] != passwords[1])
    #expect(passwords.allSatisfy { plan.runs[1].text.contains($0) })
    #expect(!plan.runs[1].isLogged)
    let shown = plan.commands.joined().joined() + plan.warnings.joined()
    #expect(!passwords.contains { shown.contains($0) })
  }

  @Test(arguments: ["", "abc"])
  func `without randomness there is no random password`(source: String) throws {
    let plan = try host(["dev/urandom": source]).plan(
      SetPasswords.self, "chpasswd: {users: [{name: ann, type: RANDOM}]}")
    #expect(plan.isEmpty)
    #expect(plan.warnings.count == 1)
  }

  @Test func `what is no password costs itself only, and is not shown`() throws {
    let plan = try host().plan(
      SetPasswords.self,
      #"""
      chpasswd:
        users: [{name: "a:b", password: xSecret, type: text}, {name: ann, type: text}, {name: ann, password: xSecret, type: md5},
                {name: ann, password: "xSecret\nroot:y", type: text}, {password: xSecret}, {name: debian, password: good, type: text}]
        list: [xSecret]
      """#)
    #expect(plan.runs[0].text == "debian:good\n")
    #expect(plan.warnings.count == 6)
    #expect(!plan.warnings.joined().contains("xSecret"))
  }

  @Test func `a user who is not there is told`() throws {
    let plan = try host().plan(SetPasswords.self, "chpasswd: {users: [{name: ghost, password: x, type: text}]}")
    #expect(plan.warnings.contains { $0.contains("ghost") })
  }

  // MARK: sshd

  @Test func `sshd's directory gets a file, and sshd reads it`() throws {
    let plan = try host(["etc/ssh/sshd_config": main]).plan(SetPasswords.self, "ssh_pwauth: true")
    #expect(plan.writes.map(\.path) == ["/etc/ssh/sshd_config.d/40-swinit.conf"])
    #expect(plan.text("/etc/ssh/sshd_config.d/40-swinit.conf") == "# Made by swinit.\nPasswordAuthentication yes\n")
    #expect(plan.commands == [["systemctl", "--no-block", "try-reload-or-restart", "ssh.service"]])
  }

  @Test func `where systemd is installed but does not run nothing is reloaded`() throws {
    let host = try host(["etc/ssh/sshd_config": main])
    try host.remove("run/systemd")
    #expect(try host.plan(SetPasswords.self, "ssh_pwauth: true").runs == [])
  }

  @Test func `what stands in our file for other keywords stays`() throws {
    let ours = "HostCertificate /etc/ssh/x\npasswordauthentication no\n"
    let plan = try host(["etc/ssh/sshd_config": main, "etc/ssh/sshd_config.d/40-swinit.conf": ours])
      .plan(SetPasswords.self, "ssh_pwauth: yes")
    #expect(
      plan.text("/etc/ssh/sshd_config.d/40-swinit.conf") == "HostCertificate /etc/ssh/x\nPasswordAuthentication yes\n")
  }

  @Test func `without the directory the main file is changed in place`() throws {
    let text = "Port 22\n#PasswordAuthentication yes\nMatch User git\n  PasswordAuthentication yes\n"
    let plan = try host(["etc/ssh/sshd_config": text]).plan(SetPasswords.self, "ssh_pwauth: false")
    #expect(
      plan.text("/etc/ssh/sshd_config")
        == "Port 22\n#PasswordAuthentication yes\nPasswordAuthentication no\nMatch User git\n  PasswordAuthentication yes\n"
    )
  }

  @Test func `an include below a match is not for everybody`() throws {
    let text = "PasswordAuthentication yes\nMatch User git\nInclude /etc/ssh/sshd_config.d/*.conf\n"
    let plan = try host(["etc/ssh/sshd_config": text]).plan(SetPasswords.self, "ssh_pwauth: false")
    #expect(plan.text("/etc/ssh/sshd_config")?.hasPrefix("PasswordAuthentication no\nMatch") == true)
  }

  @Test(arguments: ["ssh_pwauth: unchanged", "ssh_pwauth:", "x: y", "ssh_pwauth: true"])
  func `nothing is written or reloaded where nothing changes`(yaml: String) throws {
    let plan = try host(["etc/ssh/sshd_config": "PasswordAuthentication yes\n"]).plan(SetPasswords.self, yaml)
    #expect(plan == ModulePlan())
  }

  @Test func `a file that sshd reads before ours is told`() throws {
    let plan = try host([
      "etc/ssh/sshd_config": main, "etc/ssh/sshd_config.d/10-image.conf": "PasswordAuthentication no\n",
      "etc/ssh/sshd_config.d/60-image.conf": "PasswordAuthentication no\n",
    ]).plan(SetPasswords.self, "ssh_pwauth: true")
    #expect(plan.warnings.count == 1)
    #expect(plan.warnings.first?.contains("10-image.conf") == true)
  }

  @Test func `a file that sshd reads after ours does not matter`() throws {
    let plan = try host([
      "etc/ssh/sshd_config": main, "etc/ssh/sshd_config.d/60-image.conf": "PasswordAuthentication no\n",
    ]).plan(SetPasswords.self, "ssh_pwauth: true")
    #expect(plan.warnings == [])
  }

  @Test func `ssh_pwauth may be wrong, or sshd not there`() throws {
    #expect(try host(["etc/ssh/sshd_config": main]).plan(SetPasswords.self, "ssh_pwauth: maybe").warnings.count == 1)
    #expect(try host().plan(SetPasswords.self, "ssh_pwauth: true").warnings.count == 1)
  }
}

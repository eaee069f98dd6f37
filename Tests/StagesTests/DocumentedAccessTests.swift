// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Stages

private let image = "system_info: {default_user: {name: ubuntu}}\n"
private let key = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABKeyOfAnn ann@desk"

private func host() throws -> StageHost {
  let users = (1...4).map { "user\($0):x:100\($0):100\($0)::/home/user\($0):/bin/sh\n" }.joined()
  return try StageHost(
    programs: ["usr/bin/chage", "usr/bin/ssh-keygen", "usr/sbin/sshd"],
    files: [
      "etc/passwd": "root:x:0:0::/root:/bin/sh\nubuntu:x:1000:1000::/home/ubuntu:/bin/sh\n" + users,
      "etc/ssh/sshd_config": "Include /etc/ssh/sshd_config.d/*.conf\n",
      "etc/ssh/ssh_host_rsa_key": "image's",
      "dev/urandom": String(repeating: "abcdefghijklmnop", count: 300),
    ])
}

/// Passwords and keys as cloud-init's reference shows them (modules "Set Passwords" and "SSH"); what is expected was
/// worked out by hand from what the reference says of the keys.
@Suite struct DocumentedAccessTests {
  private func input(_ plan: ModulePlan, _ index: Int) -> String {
    String(decoding: plan.runs[index].input ?? [], as: UTF8.self)
  }

  private let dropIn = "/etc/ssh/sshd_config.d/40-swinit.conf"

  // MARK: set_passwords

  @Test func `the default user's password may be kept from expiring, and sshd take passwords`() throws {
    let plan = try host().plan(
      SetPasswords.self, image + "ssh_pwauth: true\npassword: password1\nchpasswd: {expire: false}")
    #expect(plan.commands == [["chpasswd"]])
    #expect(input(plan, 0) == "ubuntu:password1\n")
    #expect(plan.text(dropIn)?.contains("PasswordAuthentication yes\n") == true)
    #expect(plan.warnings == [])
  }

  @Test func `the users of chpasswd have texts, hashes and random passwords`() throws {
    let hash = "$6$5hOurLPO$naywm3Ce0UlmZg9gG2Fl9acWCVEoakMMC7dR52q61MNNAO"
    let plan = try host().plan(
      SetPasswords.self,
      """
      ssh_pwauth: no
      chpasswd:
        users:
        - {name: user1, password: password1, type: text}
        - {name: user2, type: RANDOM}
        - {name: user3, password: \(hash), type: hash}
        - {name: user4, password: \(hash)}
      """)
    #expect(
      plan.commands.map(\.first) == ["chpasswd", "chpasswd", "dd", "chage", "chage"]
        && plan.commands[1] == ["chpasswd", "-e"])
    #expect(input(plan, 0).hasPrefix("user1:password1\nuser2:") && input(plan, 0).count > 40)
    #expect(input(plan, 1) == "user3:\(hash)\nuser4:\(hash)\n")
    #expect(plan.commands.suffix(2).map(\.last) == ["user1", "user2"])
    #expect(plan.text(dropIn)?.contains("PasswordAuthentication no\n") == true)
    #expect(plan.warnings == [])
  }

  @Test(arguments: [
    "list: |\n    user1:password1\n    user2:RANDOM\n    user3:$6$rL$ej\n    user4:R\n",
    "list:\n  - user1:password1\n  - user2:RANDOM\n  - user3:$6$rL$ej\n  - user4:R\n",
  ])
  func `the older list has texts, hashes and random passwords`(list: String) throws {
    let plan = try host().plan(SetPasswords.self, "chpasswd:\n  " + list)
    let plain = input(plan, 0).split(separator: "\n").map { $0.split(separator: ":") }
    #expect(plain.map(\.first) == ["user1", "user2", "user4"])
    #expect(plain[0][1] == "password1" && plain[1][1].count == 20 && plain[2][1].count == 20)
    #expect(input(plan, 1) == "user3:$6$rL$ej\n")
    #expect(plan.warnings == [])
  }

  @Test(arguments: [
    "ssh_pwauth: yes", "ssh_pwauth: 'yes'", "ssh_pwauth: true", "ssh_pwauth: 'True'", "ssh_pwauth: 1",
    "ssh_pwauth: no", "ssh_pwauth: false", "ssh_pwauth: 'off'", "ssh_pwauth: 0",
  ])
  func `every truth value says whether sshd takes passwords`(yaml: String) throws {
    let plan = try host().plan(SetPasswords.self, yaml)
    let isWanted = ["yes", "true", "True", "1"].contains { yaml.contains($0) }
    #expect(plan.text(dropIn)?.contains("PasswordAuthentication \(isWanted ? "yes" : "no")\n") == true)
  }

  @Test func `what cloud-init left in an image does not count over the settings`() throws {
    let host = try host()
    try host.write("etc/ssh/sshd_config.d/50-cloud-init.conf", "PasswordAuthentication yes\n")
    let plan = try host.plan(SetPasswords.self, "ssh_pwauth: false")
    #expect(try #require(plan.writes.first?.path) < "/etc/ssh/sshd_config.d/50-cloud-init.conf")
    #expect(plan.warnings == [])
  }

  @Test(arguments: ["ssh_pwauth: unchanged", "ssh_pwauth: null", "ssh_pwauth:", "ssh_pwauth: Unchanged"])
  func `sshd may stay as it is`(yaml: String) throws {
    #expect(try host().plan(SetPasswords.self, yaml) == ModulePlan())
  }

  @Test(arguments: [
    "chpasswd: user1:password1", "chpasswd: [user1:password1]", "chpasswd: {users: user1}",
    "chpasswd: {users: {user1: password1}}", "chpasswd: {list: {user1: password1}}",
    "chpasswd:\n  list:\n  - user1: password1\n", "chpasswd:\n  list:\n  - [user1, password1]\n",
  ])
  func `passwords that stand in a wrong form are told and not shown`(yaml: String) throws {
    let plan = try host().plan(SetPasswords.self, yaml)
    #expect(plan.isEmpty)
    #expect(plan.warnings.count == 1 && !plan.warnings.joined().contains("password1"))
  }

  // MARK: ssh

  @Test func `host keys may be given, with their certificates`() throws {
    let plan = try host().plan(
      SSH.self,
      """
      ssh_keys:
        rsa_private: |
          -----BEGIN RSA PRIVATE KEY-----
          MIIBxwIBAAJhAKD0YSHy73nUgysO13XsJmd4fHiFyQ+00R7VVu2iV9Qco
          -----END RSA PRIVATE KEY-----
        rsa_public: ssh-rsa AAAAB3NzaC1yc2EAAAABIwAAAGEAoPRhIfLvedSDKw7Xd
        rsa_certificate: |
          ssh-rsa-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQt
      ssh_genkeytypes: [rsa, ecdsa]
      """)
    #expect(plan.commands == [["rm", "-f", "--", "/etc/ssh/ssh_host_rsa_key"]])
    #expect(
      plan.writes.map(\.path) == [
        "/etc/ssh/ssh_host_rsa_key", "/etc/ssh/ssh_host_rsa_key.pub", "/etc/ssh/ssh_host_rsa_key-cert.pub", dropIn,
      ])
    #expect(plan.writes.prefix(3).map(\.mode) == [0o600, 0o644, 0o644])
    #expect(plan.text(dropIn)?.contains("HostCertificate /etc/ssh/ssh_host_rsa_key-cert.pub\n") == true)
    #expect(plan.warnings == [])
  }

  @Test func `the kinds of key that are made may be named, and their output kept quiet`() throws {
    let plan = try host().plan(
      SSH.self, "ssh_deletekeys: true\nssh_genkeytypes: [rsa, ed25519]\nssh_quiet_keygen: true")
    #expect(plan.commands.map { $0.contains("-t") ? $0[2] : $0[0] } == ["rm", "rsa", "ed25519"])
    #expect(plan.runs.dropFirst().allSatisfy { !$0.isLogged })
  }

  @Test func `root's keys tell the default user's name, with options of the settings`() throws {
    let plan = try host().plan(
      SSH.self,
      image
        + """
        ssh_authorized_keys: ['\(key)']
        disable_root: true
        disable_root_opts: no-port-forwarding,no-agent-forwarding,command="echo $USER not $DISABLE_USER"
        allow_public_ssh_keys: true
        """)
    #expect(plan.text("/home/ubuntu/.ssh/authorized_keys") == key + "\n")
    #expect(
      plan.text("/root/.ssh/authorized_keys")
        == "no-port-forwarding,no-agent-forwarding,command=\"echo ubuntu not root\" \(key)\n")
    #expect(plan.file("/root/.ssh/authorized_keys")?.mode == 0o600)
  }

  @Test func `root may log in, and the cloud's keys may be refused`() throws {
    var instance = InstanceData.sample
    instance.publicKeys = ["ssh-rsa AAAAB3NzaC1yc2EAAAADAQABKeyOfTheCloud"]
    let plan = try host().plan(
      SSH.self, image + "ssh_authorized_keys: ['\(key)']\ndisable_root: false\nallow_public_ssh_keys: false",
      instance: instance)
    #expect(plan.text("/root/.ssh/authorized_keys") == key + "\n")
  }
}

// SPDX-License-Identifier: Apache-2.0

@testable import Stages
import Testing

private let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKeyOfAnn ann@desk"
private let standard = "system_info: {default_user: {name: debian}}\n"

private func host(_ files: [String: String] = [:]) throws -> StageHost {
  let passwd = "root:x:0:0:root:/root:/bin/bash\ndebian:x:1000:1000::/home/debian:/bin/sh\n"
  return try StageHost(
    programs: ["usr/bin/ssh-keygen", "usr/sbin/sshd"],
    files: ["etc/passwd": passwd].merging(files) { $1 })
}

private var instance: InstanceData {
  var instance = InstanceData.sample
  instance.publicKeys = [key]
  return instance
}

@Suite struct SSHTests {
  private let old = ["etc/ssh/ssh_host_rsa_key": "x", "etc/ssh/ssh_host_rsa_key.pub": "x", "etc/ssh/sshd_config": ""]

  @Test func `the image's host keys go, and new ones come`() throws {
    let plan = try host(old).plan(SSH.self)
    #expect(
      plan.commands == [
        ["rm", "-f", "--", "/etc/ssh/ssh_host_rsa_key", "/etc/ssh/ssh_host_rsa_key.pub"],
        ["ssh-keygen", "-t", "rsa", "-N", "", "-f", "/etc/ssh/ssh_host_rsa_key"],
        ["ssh-keygen", "-t", "ecdsa", "-N", "", "-f", "/etc/ssh/ssh_host_ecdsa_key"],
        ["ssh-keygen", "-t", "ed25519", "-N", "", "-f", "/etc/ssh/ssh_host_ed25519_key"],
      ])
  }

  @Test func `keys that may stay are not made again`() throws {
    let plan = try host(old).plan(
      SSH.self, "ssh_deletekeys: false\nssh_genkeytypes: [rsa, ed25519, des]\nssh_quiet_keygen: true")
    #expect(plan.commands == [["ssh-keygen", "-t", "ed25519", "-N", "", "-f", "/etc/ssh/ssh_host_ed25519_key", "-q"]])
    #expect(plan.runs.map(\.isLogged) == [false])
    #expect(plan.warnings.contains { $0.contains("des") })
  }

  @Test func `no key is deleted where none can be made`() throws {
    let host = try StageHost(programs: ["usr/sbin/sshd"], files: old)
    let plan = try host.plan(SSH.self)
    #expect(plan.isEmpty)
    #expect(plan.warnings.count == 1)
  }

  @Test func `given host keys are written, and no others are made`() throws {
    let plan = try host(old).plan(
      SSH.self,
      """
      ssh_keys:
        ed25519_private: |
          -----BEGIN OPENSSH PRIVATE KEY-----
          abc
          -----END OPENSSH PRIVATE KEY-----
        rsa_private: secret
        rsa_public: ssh-rsa AAAA
        rsa_certificate: ssh-rsa-cert-v01@openssh.com AAAA
        '../x_private': no
      """)
    #expect(plan.commands.map(\.first) == ["rm", "sh"])
    #expect(plan.commands.last?.last == "/etc/ssh/ssh_host_ed25519_key")
    #expect(
      plan.text("/etc/ssh/ssh_host_ed25519_key")
        == "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----\n")
    #expect(plan.writes.map(\.mode).prefix(4) == [0o600, 0o600, 0o644, 0o644])
    #expect(plan.text("/etc/ssh/sshd_config") == "HostCertificate /etc/ssh/ssh_host_rsa_key-cert.pub\n")
    #expect(plan.writes.count == 5)
    #expect(plan.warnings.count == 1)
    #expect(!plan.commands.joined().contains { $0.contains("secret") })
  }

  @Test func `root's keys only tell the name of the user`() throws {
    let plan = try host().plan(SSH.self, standard, instance: instance)
    #expect(plan.text("/home/debian/.ssh/authorized_keys") == key + "\n")
    let root = try #require(plan.text("/root/.ssh/authorized_keys"))
    #expect(root.hasPrefix("no-port-forwarding,"))
    #expect(root.contains(#"Log in as \"debian\", not as \"root\""#))
    #expect(root.hasSuffix("\" \(key)\n"))
    #expect(plan.file("/root/.ssh/authorized_keys")?.owner == "root")
  }

  @Test func `the options of root's keys may be given`() throws {
    let plan = try host().plan(
      SSH.self, standard + #"disable_root_opts: command="echo $USER not $DISABLE_USER""#, instance: instance)
    #expect(plan.text("/root/.ssh/authorized_keys") == "command=\"echo debian not root\" \(key)\n")
  }

  @Test func `root may be allowed, also after it was not`() throws {
    let host = try host(["root/.ssh/authorized_keys": "command=\"echo \\\"no\\\"; exit 1\" \(key)\n"])
    let plan = try host.plan(SSH.self, standard + "disable_root: false", instance: instance)
    #expect(plan.text("/root/.ssh/authorized_keys") == key + "\n")
  }

  @Test func `where root is the default user it is not shut out`() throws {
    let plan = try host().plan(SSH.self, "system_info: {default_user: {name: root}}", instance: instance)
    #expect(plan.text("/root/.ssh/authorized_keys") == key + "\n")
  }

  @Test func `keys that are in place are not written again`() throws {
    let host = try host(["home/debian/.ssh/authorized_keys": key + "\n"])
    let plan = try host.plan(SSH.self, standard, instance: instance)
    #expect(plan.file("/home/debian/.ssh/authorized_keys") == nil)
  }

  @Test func `without keys nobody's file is written`() throws {
    #expect(try host().plan(SSH.self, standard).writes == [])
    #expect(try host().plan(SSH.self, standard + "allow_public_ssh_keys: false", instance: instance).writes == [])
  }
}

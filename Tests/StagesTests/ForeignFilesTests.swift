// SPDX-License-Identifier: Apache-2.0

import Foundation
import SystemPackage
import Testing

@testable import Stages

/// What users have put in the way of files that root writes and reads.
@Suite struct ForeignFilesTests {
  private let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKeyOfAnn ann@desk"

  /// Makes a link of a user's.
  private func link(_ path: String, to target: String, on host: StageHost) throws {
    try host.link(path, to: host.url.appending(path: target).path)
    #expect(lchown(host.url.appending(path: path).path, 1001, 1001) == 0)
  }

  @Test(
    .enabled(if: getuid() == 0),
    arguments: [
      ("home/anna/.ssh", "/home/anna/.ssh/authorized_keys"), ("home/anna/.config", "/home/anna/.config/app/file"),
      ("home/anna/.config", "/home/anna/.config/a/b/file"),
    ])
  func `a directory that a user made a link is not followed, and one that root made a link is`(
    link: String, file: String
  ) throws {
    let host = try StageHost()
    try host.makeDirectory("root/target/app")
    let write = FileWrite(file, text: "new\n")
    try self.link(link, to: "root/target", on: host)
    #expect(throws: Errno.tooManySymbolicLinkLevels) { try FileWriter(host: host.files).write(write) }
    #expect(host.files.names(in: "root/target") == ["app"] && host.files.names(in: "root/target/app").isEmpty)
    try host.remove(link)
    try host.link(link, to: "../../root/target")
    try FileWriter(host: host.files).write(write)
    #expect(host.read(file) == "new\n")
  }

  @Test(.enabled(if: getuid() == 0)) func `a user's link in the place of a file is replaced`() throws {
    let host = try StageHost(files: ["etc/shadow": "old"])
    try link("home/anna/file", to: "etc/shadow", on: host)
    try FileWriter(host: host.files).write(FileWrite("/home/anna/file", text: "new"))
    #expect(host.read("etc/shadow") == "old")
    #expect(host.read("home/anna/file") == "new")
  }

  @Test(.enabled(if: getuid() == 0)) func `text is not added to what a user's link leads to`() throws {
    let host = try StageHost(files: ["etc/passwd": "root\n"])
    try link("home/anna/file", to: "etc/passwd", on: host)
    var file = FileWrite("/home/anna/file", text: "more")
    file.isAppended = true
    #expect(throws: Errno.self) { try FileWriter(host: host.files).write(file) }
    #expect(host.read("etc/passwd") == "root\n")
  }

  @Test(
    .enabled(if: getuid() == 0), arguments: ["../locale.conf", "/etc/locale.conf", "../../../../../etc/locale.conf"])
  func `a link that root put in the place of a file stays, and what it points to is written`(target: String) throws {
    let host = try StageHost(files: ["etc/locale.conf": "old"])
    try host.link("etc/default/locale", to: target)
    var file = FileWrite("/etc/default/locale", text: "new")
    try FileWriter(host: host.files).write(file)
    #expect(host.files.linkTarget("etc/default/locale")?.string == target)
    #expect(host.read("etc/locale.conf") == "new")
    file.isAppended = true
    try FileWriter(host: host.files).write(file)
    #expect(host.read("etc/locale.conf") == "newnew")
  }

  @Test(.enabled(if: getuid() == 0), arguments: ["/run", "../run", "../../../../../../run"])
  func `a link of root's in an image leads where it would on the image's own machine`(target: String) throws {
    let host = try StageHost()
    try host.makeDirectory("run")
    try host.link("var/run", to: target)
    let name = "swinit-test-\(host.url.lastPathComponent)"
    try FileWriter(host: host.files).write(FileWrite("/var/run/\(name)/file", text: "x"))
    #expect(host.read("run/\(name)/file") == "x")
    #expect(!FileManager.default.fileExists(atPath: "/run/\(name)"))
  }

  @Test(.enabled(if: getuid() == 0)) func `links that lead to each other are an error`() throws {
    let host = try StageHost()
    try host.link("etc/a", to: "b")
    try host.link("etc/b", to: "a")
    for path in ["/etc/a", "/etc/a/file"] {
      #expect(throws: Errno.tooManySymbolicLinkLevels) {
        try FileWriter(host: host.files).write(FileWrite(path, text: "x"))
      }
    }
  }

  @Test func `what a user's link leads to does not get into the user's own file`() throws {
    let host = try StageHost(
      programs: ["usr/sbin/useradd"],
      files: ["etc/passwd": "ann:x:1001:1001::/home/ann:/bin/sh\n", "etc/shadow": "root:$6$secret:1::::::\n"])
    try host.link("home/ann/.ssh/authorized_keys", to: host.url.appending(path: "etc/shadow").path)
    let plan = try host.plan(UsersGroups.self, "users: [{name: ann, ssh_authorized_keys: ['\(key)']}]")
    #expect(plan.text("/home/ann/.ssh/authorized_keys") == key + "\n")
  }

  @Test(.timeLimit(.minutes(1))) func `a pipe of a user's is not waited for`() throws {
    let host = try StageHost(
      programs: ["usr/sbin/useradd"], files: ["etc/passwd": "ann:x:1001:1001::/home/ann:/bin/sh\n"])
    try host.makeDirectory("home/ann/.ssh")
    #expect(mkfifo(host.url.appending(path: "home/ann/.ssh/authorized_keys").path, 0o600) == 0)
    let plan = try host.plan(UsersGroups.self, "users: [{name: ann, ssh_authorized_keys: ['\(key)']}]")
    #expect(plan.text("/home/ann/.ssh/authorized_keys") == key + "\n")
    var file = FileWrite("/home/ann/.ssh/authorized_keys", text: "more")
    file.isAppended = true
    #expect(throws: Errno.self) { try FileWriter(host: host.files).write(file) }
  }

  @Test func `a file that cannot be written leaves nothing behind`() throws {
    let host = try StageHost()
    try host.makeDirectory("etc/target/inside")
    #expect(throws: Errno.self) { try FileWriter(host: host.files).write(FileWrite("/etc/target", text: "x")) }
    #expect(host.files.names(in: "etc").allSatisfy { !$0.hasPrefix(".swinit") })
    #expect(throws: Errno.self) { try FileWriter(host: host.files).write(FileWrite("/", text: "x")) }
  }

  @Test func `a long name is written`() throws {
    let host = try StageHost()
    let path = "/etc/" + String(repeating: "n", count: 255)
    try FileWriter(host: host.files).write(FileWrite(path, text: "x"))
    #expect(host.read(path) == "x")
  }
}

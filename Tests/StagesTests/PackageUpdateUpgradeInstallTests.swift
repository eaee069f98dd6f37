// SPDX-License-Identifier: Apache-2.0

@testable import Stages
import Testing

private typealias Packages = PackageUpdateUpgradeInstall

private let apt = [
  "apt-get", "--option=Dpkg::Options::=--force-confold", "--option=DPkg::Lock::Timeout=600", "--assume-yes", "--quiet",
]

private func debian() throws -> StageHost { try StageHost(programs: ["usr/bin/apt-get"]) }

@Suite struct PackageUpdateUpgradeInstallTests {
  @Test func `nothing wanted is nothing done`() throws {
    #expect(try debian().plan(Packages.self, "package_update: false\npackage_upgrade: no") == ModulePlan())
    #expect(try StageHost().plan(Packages.self) == ModulePlan())
  }

  @Test func `apt asks nothing and keeps changed files`() throws {
    let plan = try debian().plan(
      Packages.self, "package_update: true\npackage_upgrade: true\npackages: [vim, [curl, '8.0']]")
    #expect(plan.commands == [apt + ["update"], apt + ["dist-upgrade"], apt + ["install", "vim", "curl=8.0"]])
    #expect(plan.runs.allSatisfy { $0.environment == ["DEBIAN_FRONTEND": "noninteractive"] && $0.timeout == 3600 })
  }

  @Test func `older names of the keys are read, and newer ones count more`() throws {
    #expect(try debian().plan(Packages.self, "apt_update: true").commands == [apt + ["update"]])
    #expect(try debian().plan(Packages.self, "apt_update: true\npackage_update: false") == ModulePlan())
  }

  @Test(arguments: [
    ("dnf", [["dnf", "-y", "install", "vim", "curl-8.0"]]),
    ("tdnf", [["tdnf", "-y", "install", "vim", "curl-8.0"]]),
    ("yum", [["yum", "-y", "install", "vim", "curl-8.0"]]),
    ("apk", [["apk", "update"], ["apk", "add", "vim", "curl=8.0"]]),
    ("pacman", [["pacman", "--noconfirm", "-Sy"], ["pacman", "--noconfirm", "-S", "--needed", "vim", "curl=8.0"]]),
    (
      "zypper",
      [
        ["zypper", "--non-interactive", "--gpg-auto-import-keys", "refresh"],
        [
          "zypper", "--non-interactive", "--gpg-auto-import-keys", "install", "--auto-agree-with-licenses",
          "--oldpackage", "vim", "curl=8.0",
        ],
      ]
    ),
  ])
  func `each program is called its own way`(program: String, commands: [[String]]) throws {
    let host = try StageHost(os: "ID=any\n", programs: ["usr/bin/\(program)"])
    let plan = try host.plan(Packages.self, "packages: [vim, [curl, '8.0']]")
    #expect(plan.commands == commands)
    #expect(plan.warnings == [])
  }

  @Test func `of several packages one that is not to be had does not cost the others, and is named`() throws {
    let together = try #require(try debian().plan(Packages.self, "packages: [vim, [curl, '8.0']]").runs.last)
    #expect(together.otherwise.map(\.arguments) == [apt + ["install", "vim"], apt + ["install", "curl=8.0"]])
    #expect(together.otherwise.map(\.subject) == ["package vim", "package curl=8.0"])
    #expect(together.otherwise.allSatisfy { $0.environment == together.environment && $0.timeout == 3600 })
    let alone = try #require(try debian().plan(Packages.self, "packages: [vim]").runs.last)
    #expect(alone.subject == "package vim" && alone.otherwise.isEmpty)
  }

  @Test func `zypper waits for another that runs`() throws {
    let host = try StageHost(os: "ID=sles\n", programs: ["usr/bin/zypper"])
    let plan = try host.plan(Packages.self, "packages: [vim]")
    #expect(plan.runs.allSatisfy { $0.environment["ZYPP_LOCK_TIMEOUT"] == "600" })
  }

  @Test(arguments: [("fedora", "dnf"), ("arch", "pacman"), ("debian", "apt-get"), ("other", "apt-get")])
  func `of several the distribution's own counts`(id: String, program: String) throws {
    let host = try StageHost(os: "ID=\(id)\n", programs: ["usr/bin/apt-get", "usr/bin/dnf", "usr/bin/pacman"])
    #expect(try host.plan(Packages.self, "package_upgrade: true").commands.map(\.first) == [program, program])
  }

  @Test func `lists of one program's packages are read, those of others told`() throws {
    let plan = try debian().plan(
      Packages.self, "packages: [{apt: [vim, [curl, '8.0']], snap: [lxd]}, {dnf: [x]}, jq]")
    #expect(plan.commands.last == apt + ["install", "vim", "curl=8.0", "jq"])
    #expect(plan.warnings.count == 2)
    #expect(plan.warnings.first?.contains("snap") == true)
  }

  @Test func `names that are options or worse are left out`() throws {
    let plan = try debian().plan(
      Packages.self,
      #"packages: ["--purge", "vim-", "a b", "a;b", "", [curl, "-1"], [a, b, c], "g++", "libc6:i386", "x/stable"]"#)
    #expect(plan.commands.last == apt + ["install", "g++", "libc6:i386", "x/stable"])
    #expect(plan.warnings.count == 7)
  }

  @Test func `one name need not be a list`() throws {
    #expect(try debian().plan(Packages.self, "packages: vim").commands.last == apt + ["install", "vim"])
    #expect(try debian().plan(Packages.self, "packages: []") == ModulePlan())
  }

  @Test func `the reboot comes last, and only where packages may have changed`() throws {
    let yaml = "package_reboot_if_required: true\n"
    #expect(try debian().plan(Packages.self, yaml + "packages: [vim]").commands.last?.first == "sh")
    #expect(try debian().plan(Packages.self, yaml + "package_update: true").commands == [apt + ["update"]])
  }

  @Test func `without any program there is a warning`() throws {
    let plan = try StageHost().plan(Packages.self, "packages: [vim]")
    #expect(plan.isEmpty)
    #expect(plan.warnings.count == 1)
  }
}

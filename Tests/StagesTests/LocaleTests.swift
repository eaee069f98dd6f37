// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Stages

@Suite struct LocaleTests {
  private let supported = "usr/share/i18n/SUPPORTED"

  private func debian(_ files: [String: String] = [:]) throws -> StageHost {
    let list = "# comment\nde_DE.UTF-8 UTF-8\nde_DE ISO-8859-1\nar_AE UTF-8\n"
    return try StageHost(
      programs: ["usr/sbin/locale-gen"], files: [supported: list].merging(files) { $1 })
  }

  // MARK: locale

  @Test func `a locale is made where it is not there`() throws {
    let plan = try debian(["etc/locale.gen": "# en_US.UTF-8 UTF-8\n"]).plan(SystemLocale.self, "locale: de_DE.UTF-8")
    #expect(plan.text("/etc/locale.gen") == "# en_US.UTF-8 UTF-8\nde_DE.UTF-8 UTF-8\n")
    #expect(plan.commands == [["locale-gen"]])
    #expect(plan.text("/etc/default/locale") == "LANG=de_DE.UTF-8\n")
  }

  @Test func `a locale's character set may be written in several ways`() throws {
    let plan = try debian().plan(SystemLocale.self, "locale: de_DE.utf8")
    #expect(plan.text("/etc/locale.gen") == "de_DE.UTF-8 UTF-8\n")
  }

  @Test(arguments: ["C", "POSIX", "C.UTF-8", "C.utf8"]) func `what every system has is not made`(locale: String) throws
  {
    let plan = try debian().plan(SystemLocale.self, "locale: \(locale)")
    #expect(plan.runs.isEmpty && plan.writes.map(\.path) == ["/etc/default/locale"] && plan.warnings.isEmpty)
  }

  @Test func `a locale that is there is not made again`() throws {
    let directory = try debian(["usr/lib/locale/de_DE.utf8/LC_TIME": ""])
    #expect(try directory.plan(SystemLocale.self, "locale: de_DE.UTF-8").runs.isEmpty)
    let archive = try debian(["etc/locale.gen": "de_DE.UTF-8 UTF-8\n", "usr/lib/locale/locale-archive": ""])
    #expect(try archive.plan(SystemLocale.self, "locale: de_DE.UTF-8").runs.isEmpty)
  }

  @Test func `a locale that nobody can make is told, and set`() throws {
    let plan = try debian().plan(SystemLocale.self, "locale: xx_XX.UTF-8")
    #expect(plan.runs.isEmpty && plan.warnings.count == 1 && plan.file("/etc/default/locale") != nil)
    #expect(try StageHost().plan(SystemLocale.self, "locale: de_DE.UTF-8").warnings.count == 1)
  }

  @Test func `other lines of the file stay, and nothing is written twice`() throws {
    let host = try debian(["etc/default/locale": "LANG=C\nLC_TIME=C\n"])
    let text = "LC_TIME=C\nLANG=C.UTF-8\n"
    #expect(try host.plan(SystemLocale.self, "locale: C.UTF-8").text("/etc/default/locale") == text)
    try host.write("etc/default/locale", text)
    #expect(try host.plan(SystemLocale.self, "locale: C.UTF-8").isEmpty)
  }

  @Test func `the file is that of the distribution, or the one that settings name`() throws {
    let plan = try StageHost(os: "ID=rocky\n").plan(SystemLocale.self, "locale: de_DE.UTF-8")
    #expect(plan.writes.map(\.path) == ["/etc/locale.conf"] && plan.runs.isEmpty && plan.warnings.isEmpty)
    let named = try debian().plan(SystemLocale.self, "{locale: C, locale_configfile: /etc/x}")
    #expect(named.writes.map(\.path) == ["/etc/x"])
  }

  @Test(arguments: ["", "locale: false", "locale: ''"]) func `without a locale the image's stays`(settings: String)
    throws
  {
    #expect(try debian().plan(SystemLocale.self, settings) == ModulePlan())
  }

  @Test(arguments: ["'$(reboot)'", "'a b'", "[a]"]) func `what is no locale is told`(locale: String) throws {
    let plan = try debian().plan(SystemLocale.self, "locale: \(locale)")
    #expect(plan.isEmpty && plan.warnings.count == 1)
  }

  // MARK: timezone

  private let zone = "usr/share/zoneinfo/Europe/Berlin"

  @Test func `a time zone is a link, and on Debian a file too`() throws {
    let link = ["ln", "-sf", "/" + zone, "/etc/localtime"]
    let debian = try StageHost(files: [zone: "TZif2"]).plan(Timezone.self, "timezone: Europe/Berlin")
    #expect(debian.commands == [link] && debian.text("/etc/timezone") == "Europe/Berlin\n")
    let rocky = try StageHost(os: "ID=rocky\n", files: [zone: "TZif2"]).plan(Timezone.self, "timezone: Europe/Berlin")
    #expect(rocky.commands == [link] && rocky.writes.isEmpty)
  }

  @Test func `a time zone that is set stays`() throws {
    let host = try StageHost(files: [zone: "TZif2", "etc/timezone": "Europe/Berlin\n"])
    try host.link("etc/localtime", to: "/" + zone)
    #expect(try host.plan(Timezone.self, "timezone: Europe/Berlin").isEmpty)
  }

  @Test(arguments: ["Mars/Base", "Europe", "tab", "../zoneinfo/Europe/Berlin", "/etc/passwd", "[a]"])
  func `what is no time zone is told`(name: String) throws {
    let host = try StageHost(files: [zone: "TZif2", "usr/share/zoneinfo/tab": "# table\n"])
    let plan = try host.plan(Timezone.self, "timezone: \(name)")
    #expect(plan.isEmpty && plan.warnings.count == 1)
  }

  @Test func `without a time zone the image's stays`() throws {
    #expect(try StageHost().plan(Timezone.self) == ModulePlan())
  }
}

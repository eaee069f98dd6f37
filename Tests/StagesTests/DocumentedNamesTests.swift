// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Stages

/// Names, places and last words as cloud-init's reference shows them (modules "Set Hostname", "Update Hostname", "Update
/// Etc Hosts", "Locale", "Timezone", "Final Message", "Power State Change" and "Package Update Upgrade Install"); what is
/// expected was worked out by hand from what the reference says of the keys.
@Suite struct DocumentedNamesTests {
  // MARK: Host names

  @Test(arguments: [
    ("preserve_hostname: true", nil), ("hostname: myhost\npreserve_hostname: true", nil),
    ("hostname: myhost\nfqdn: myhost.example.com\nprefer_fqdn_over_hostname: true", "myhost.example.com"),
    ("hostname: myhost\nfqdn: myhost.example.com\nprefer_fqdn_over_hostname: false", "myhost"),
    ("fqdn: myhost.example.com", "myhost"), ("hostname: myhost.example.com", "myhost"),
    ("hostname: myhost\ncreate_hostname_file: true", "myhost"),
  ])
  func `a host gets the name that the settings say`(yaml: String, name: String?) throws {
    let plan = try StageHost().plan(SetHostname.self, yaml)
    #expect(plan.text("/etc/hostname") == name.map { $0 + "\n" })
    #expect(plan.commands == (name.map { [["hostname", $0]] } ?? []))
    #expect(plan.warnings == [])
  }

  @Test func `without a file the name is for this boot alone`() throws {
    let host = try StageHost(
      programs: ["usr/bin/hostnamectl"], files: ["run/systemd/system/x": "", "run/dbus/system_bus_socket": ""])
    let plan = try host.plan(SetHostname.self, "hostname: myhost\ncreate_hostname_file: false")
    #expect(plan.writes == [])
    #expect(plan.commands == [["hostnamectl", "--transient", "set-hostname", "myhost"]])
  }

  @Test func `a name that was changed by hand stays, and one that was not follows the settings`() throws {
    let host = try StageHost(
      files: ["etc/hostname": "byhand\n", "var/lib/swinit/previous-hostname": "old\n"])
    #expect(try host.plan(UpdateHostname.self, "hostname: myhost") == ModulePlan())
    try host.write("etc/hostname", "old\n")
    #expect(try host.plan(UpdateHostname.self, "hostname: myhost").text("/etc/hostname") == "myhost\n")
  }

  // MARK: /etc/hosts

  private let names = "hostname: myhost\nfqdn: myhost.example.com\n"

  @Test(arguments: ["false", "no", "null"]) func `the hosts file is left alone`(value: String) throws {
    #expect(try StageHost().plan(UpdateEtcHosts.self, names + "manage_etc_hosts: \(value)") == ModulePlan())
  }

  @Test(arguments: ["true", "template"]) func `the image's template makes the hosts file`(value: String) throws {
    let host = try StageHost(files: [
      "etc/hosts": "10.0.0.1 kept\n",
      "etc/cloud/templates/hosts.debian.tmpl":
        "## template:jinja\n{# A comment. #}\n127.0.1.1 {{fqdn}} {{hostname}}\n127.0.0.1 localhost\n",
    ])
    let text = try #require(
      try host.plan(UpdateEtcHosts.self, names + "manage_etc_hosts: \(value)").text("/etc/hosts"))
    #expect(text.contains("127.0.1.1 myhost.example.com myhost\n127.0.0.1 localhost\n"))
    #expect(!text.contains("kept") && !text.contains("comment"))
  }

  @Test func `only the host's own line is added to the hosts file`() throws {
    let host = try StageHost(files: ["etc/hosts": "127.0.0.1 localhost\n"])
    let plan = try host.plan(UpdateEtcHosts.self, names + "manage_etc_hosts: localhost")
    #expect(plan.text("/etc/hosts") == "127.0.0.1 localhost\n127.0.1.1 myhost.example.com myhost\n")
  }

  // MARK: Language and time

  @Test func `a locale goes to the file that the settings name`() throws {
    let host = try StageHost(os: "ID=rocky\n")
    #expect(try host.plan(SystemLocale.self, "locale: ar_AE").text("/etc/locale.conf") == "LANG=ar_AE\n")
    let plan = try host.plan(SystemLocale.self, "locale: fr_CA\nlocale_configfile: /etc/alternate_path/locale")
    #expect(plan.writes.map(\.path) == ["/etc/alternate_path/locale"])
    #expect(plan.text("/etc/alternate_path/locale") == "LANG=fr_CA\n")
  }

  @Test(arguments: ["locale: false", "timezone: false", "locale: null"])
  func `the image's locale and time zone may stay`(yaml: String) throws {
    #expect(try StageHost().plan(SystemLocale.self, yaml) == ModulePlan())
    #expect(try StageHost().plan(Timezone.self, yaml) == ModulePlan())
  }

  @Test func `a time zone is a link, and on Debian a file too`() throws {
    let host = try StageHost(files: ["usr/share/zoneinfo/US/Eastern": "TZif2"])
    let plan = try host.plan(Timezone.self, "timezone: US/Eastern")
    #expect(plan.text("/etc/timezone") == "US/Eastern\n")
    #expect(plan.commands == [["ln", "-sf", "/usr/share/zoneinfo/US/Eastern", "/etc/localtime"]])
  }

  // MARK: Last

  @Test func `the last message has the values that stand for names`() throws {
    let host = try StageHost(files: ["proc/uptime": "12.34 5\n"])
    let message = "final_message: |\n  done\n  version: $version\n  datasource: $datasource\n  uptime: $uptime\n"
    let words = try #require(try host.plan(FinalMessage.self, message).commands.first)
    #expect(words.first == "date" && words.count == 2)
    #expect(
      words[1].hasPrefix("+done\nversion: ") && words[1].hasSuffix("datasource: config drive /dev/sr0\nuptime: 12.34"))
  }

  @Test(arguments: [
    ("{delay: now, mode: poweroff, message: Bye Bye, timeout: 2, condition: true}", "'-h' '-P' '--' 'now' 'Bye Bye'"),
    ("{delay: 30, mode: reboot}", "'-r' '--' '+30'"), ("{delay: '+5', mode: halt}", "'-h' '-H' '--' '+5'"),
    ("{mode: reboot, condition: test -f /var/tmp/x}", "test -f /var/tmp/x"),
    ("{mode: reboot, condition: [test, -f, /var/tmp/x]}", "'test' '-f' '/var/tmp/x'"),
  ])
  func `the host goes down as the settings say`(yaml: String, line: String) throws {
    let plan = try StageHost(programs: ["sbin/shutdown"]).plan(PowerStateChange.self, "power_state: \(yaml)")
    let script = try #require(plan.writes.first.map { String(decoding: $0.contents, as: UTF8.self) })
    #expect(script.contains(line))
    #expect(plan.warnings == [])
  }

  @Test func `packages have names, versions and programs`() throws {
    let plan = try StageHost(programs: ["usr/bin/apt-get"]).plan(
      PackageUpdateUpgradeInstall.self,
      """
      packages:
      - pwgen
      - pastebinit
      - [libpython3.8, 3.8.10-0ubuntu1~20.04.2]
      - apt: [mg]
      package_update: true
      package_upgrade: true
      package_reboot_if_required: true
      """)
    #expect(
      plan.commands.map { $0.drop { $0.hasPrefix("-") || $0 == "apt-get" }.first } == [
        "update", "dist-upgrade", "install", "sh",
      ])
    #expect(
      plan.commands[2].suffix(4) == ["pwgen", "pastebinit", "libpython3.8=3.8.10-0ubuntu1~20.04.2", "mg"])
    #expect(plan.warnings == [])
  }
}

// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Stages

@Suite struct HostnameTests {
  private let debian = "ID=debian\n"
  private let rocky = "ID=\"rocky\"\n"

  private func instance(_ hostname: String?) -> InstanceData {
    var instance = InstanceData.sample
    instance.hostname = hostname
    return instance
  }

  // MARK: set_hostname

  @Test func `without settings the host has the instance's name`() throws {
    let plan = try StageHost().plan(SetHostname.self)
    #expect(plan.text("/etc/hostname") == "web\n")
    #expect(plan.commands == [["hostname", "web"]])
  }

  @Test func `by Red Hat's custom the name has the domain`() throws {
    #expect(try StageHost(os: rocky).plan(SetHostname.self).text("/etc/hostname") == "web.example.org\n")
    let plan = try StageHost(os: rocky).plan(SetHostname.self, "prefer_fqdn_over_hostname: false")
    #expect(plan.text("/etc/hostname") == "web\n")
  }

  @Test(arguments: [
    ("hostname: a", "a"), ("hostname: a.b.c", "a"), ("fqdn: a.b.c", "a"), ("{fqdn: a.b.c, hostname: x}", "x"),
    ("{fqdn: a.b.c., prefer_fqdn_over_hostname: true}", "a.b.c"),
    ("{hostname: a.b.c, prefer_fqdn_over_hostname: yes}", "a.b.c"),
    ("{hostname: a, prefer_fqdn_over_hostname: true}", "web.example.org"),
  ]) func `settings name the host`(settings: String, name: String) throws {
    #expect(try StageHost().plan(SetHostname.self, settings).text("/etc/hostname") == "\(name)\n")
  }

  @Test func `an address for a name becomes one`() throws {
    let plan = try StageHost().plan(SetHostname.self, instance: instance("192.0.2.7"))
    #expect(plan.text("/etc/hostname") == "ip-192-0-2-7\n")
  }

  @Test func `a name with its domain that the kernel does not take loses the domain`() throws {
    let long = String(repeating: "a", count: 60)
    let plan = try StageHost(os: rocky).plan(SetHostname.self, instance: instance(long + ".novalocal"))
    #expect(plan.text("/etc/hostname") == long + "\n" && plan.warnings.isEmpty)
  }

  @Test func `preserve_hostname leaves the name alone`() throws {
    #expect(try StageHost().plan(SetHostname.self, "preserve_hostname: true").isEmpty)
    #expect(try StageHost().plan(UpdateHostname.self, "preserve_hostname: true").isEmpty)
  }

  @Test func `a host without a name to be given is left alone`() throws {
    #expect(try StageHost().plan(SetHostname.self, instance: instance(nil)) == ModulePlan())
  }

  @Test(arguments: ["a b", "-a", "a;b", "'$(reboot)'", "[a]", "ä"]) func `what is no host name is ignored`(name: String)
    throws
  {
    let plan = try StageHost().plan(SetHostname.self, "hostname: \(name)")
    #expect(plan.text("/etc/hostname") == "web\n" && plan.warnings.count == 1)
  }

  @Test func `without create_hostname_file only the kernel is told`() throws {
    let host = try StageHost()
    #expect(try host.plan(SetHostname.self, "create_hostname_file: false").writes.isEmpty)
    try host.write("etc/hostname", "old\n")
    #expect(try host.plan(SetHostname.self, "create_hostname_file: false").text("/etc/hostname") == "web\n")
  }

  @Test func `hostnamectl is asked where its service can answer`() throws {
    let host = try StageHost(programs: ["usr/bin/hostnamectl", "run/systemd/system/x"])
    #expect(try host.plan(SetHostname.self).commands == [["hostname", "web"]])
    try host.write("run/dbus/system_bus_socket", "")
    #expect(try host.plan(SetHostname.self).commands == [["hostnamectl", "set-hostname", "web"]])
    let transient = try host.plan(SetHostname.self, "create_hostname_file: false").commands
    #expect(transient == [["hostnamectl", "--transient", "set-hostname", "web"]])
  }

  // MARK: update_hostname

  private let previous = "var/lib/swinit/previous-hostname"

  @Test func `the name that is wanted is remembered`() throws {
    let plan = try StageHost(files: ["etc/hostname": "web\n"]).plan(UpdateHostname.self)
    #expect(plan.writes.map(\.path) == ["/" + previous] && plan.runs.isEmpty)
  }

  @Test func `a new name is set where nobody has changed the old one`() throws {
    let host = try StageHost(files: ["etc/hostname": "# mine\nold\n", previous: "old\n"])
    let plan = try host.plan(UpdateHostname.self)
    #expect(plan.text("/etc/hostname") == "web\n" && plan.text("/" + previous) == "web\n")
    #expect(plan.commands == [["hostname", "web"]])
  }

  @Test func `a name that a person has set stays`() throws {
    #expect(try StageHost(files: ["etc/hostname": "mine\n", previous: "old\n"]).plan(UpdateHostname.self).isEmpty)
    #expect(try StageHost(files: ["etc/hostname": "mine\n"]).plan(UpdateHostname.self).file("/etc/hostname") == nil)
  }

  @Test func `a name that is right stays`() throws {
    #expect(try StageHost(files: ["etc/hostname": "web\n", previous: "web\n"]).plan(UpdateHostname.self).isEmpty)
  }

  // MARK: update_etc_hosts

  @Test(arguments: ["", "manage_etc_hosts: false"]) func `the hosts file is left alone unless settings say otherwise`(
    settings: String
  ) throws {
    #expect(try StageHost().plan(UpdateEtcHosts.self, settings) == ModulePlan())
  }

  @Test func `with localhost one line is added, once`() throws {
    let host = try StageHost(files: ["etc/hosts": "127.0.0.1 localhost\n127.0.1.1 old\n"])
    let plan = try host.plan(UpdateEtcHosts.self, "manage_etc_hosts: localhost")
    let text = "127.0.0.1 localhost\n127.0.1.1 old\n127.0.1.1 web.example.org web\n"
    #expect(plan.text("/etc/hosts") == text)
    try host.write("etc/hosts", text)
    #expect(try host.plan(UpdateEtcHosts.self, "manage_etc_hosts: localhost").isEmpty)
  }

  @Test func `the address is that of the distribution's custom`() throws {
    let plan = try StageHost(os: rocky).plan(UpdateEtcHosts.self, "manage_etc_hosts: localhost")
    #expect(plan.text("/etc/hosts") == "127.0.0.1 web.example.org web\n")
  }

  @Test func `with true the whole file is made, once`() throws {
    let host = try StageHost(files: ["etc/hosts": "192.0.2.1 gone\n"])
    let text = try #require(try host.plan(UpdateEtcHosts.self, "manage_etc_hosts: true").text("/etc/hosts"))
    #expect(text.lines.contains("127.0.1.1 web.example.org web") && text.lines.contains("127.0.0.1 localhost"))
    #expect(!text.contains("gone"))
    try host.write("etc/hosts", text)
    #expect(try host.plan(UpdateEtcHosts.self, "manage_etc_hosts: true").isEmpty)
  }

  @Test func `the image's template is used`() throws {
    let host = try StageHost(files: [
      "etc/cloud/templates/hosts.debian.tmpl": "## template:jinja\n{# c -#}\n127.0.1.1 {{fqdn}} {{hostname}}\n"
    ])
    #expect(
      try host.plan(UpdateEtcHosts.self, "manage_etc_hosts: true").text("/etc/hosts")
        == "127.0.1.1 web.example.org web\n")
    try host.write("etc/cloud/templates/hosts.debian.tmpl", "## template:jinja\n{% if a %}\n")
    let plan = try host.plan(UpdateEtcHosts.self, "manage_etc_hosts: true")
    #expect(plan.warnings.count == 1 && plan.text("/etc/hosts")?.contains("localhost") == true)
  }

  @Test func `other values of manage_etc_hosts are told`() throws {
    let plan = try StageHost().plan(UpdateEtcHosts.self, "manage_etc_hosts: sometimes")
    #expect(plan.isEmpty && plan.warnings.count == 1)
  }
}

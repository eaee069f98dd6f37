// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetModel
import Testing

@Suite("Off switches, the first found wins")
struct OffSwitchTests {
  private static let settings = "etc/cloud/cloud.cfg.d/99-off.cfg"
  private static let disabled = "network: {config: disabled}\n"
  private static let file = "etc/cloud/cloud-init.disabled"

  @Test func `a host without any is on`() throws {
    #expect(try FakeHost().offSwitch == nil)
    #expect(try FakeHost(["proc/cmdline": "root=/dev/vda1 ro quiet\n"]).offSwitch == nil)
  }

  @Test(arguments: ["swinit=disabled", "cloud-init=disabled", "network-config=disabled"])
  func `a word of the kernel command line`(word: String) throws {
    let host = try FakeHost([
      "proc/cmdline": "root=/dev/vda1 \(word) quiet\n", Self.file: "", Self.settings: Self.disabled,
    ])
    let found = try #require(host.offSwitch)
    #expect(found == .kernelCommandLine(word: word, file: host.path("proc/cmdline")))
    #expect(found.description.contains(word))
  }

  @Test func `the network alone may be switched off, and the later stages go on`() throws {
    for (path, text) in [("proc/cmdline", "network-config=disabled"), (Self.settings, Self.disabled)] {
      #expect(OffSwitch.ofEverything(on: try FakeHost([path: text]).files) == nil)
    }
    let host = try FakeHost(["proc/cmdline": "network-config=disabled", Self.file: ""])
    #expect(OffSwitch.ofEverything(on: host.files) == .file(host.path(Self.file)))
  }

  @Test func `ours is looked for first`() throws {
    let host = try FakeHost(["proc/cmdline": "network-config=disabled cloud-init=disabled swinit=disabled"])
    #expect(host.offSwitch == .kernelCommandLine(word: "swinit=disabled", file: host.path("proc/cmdline")))
  }

  @Test(arguments: [
    "xswinit=disabled", "swinit=disabled2", "swinit=enabled", "swinit", "swinit=disabled swinit=enabled",
    "network-config=ZGlzYWJsZWQ=", "network-config=disabled,x", "$(swinit=disabled)", "\u{0}\u{ff}",
  ])
  func `what only looks like such a word is none`(text: String) throws {
    #expect(try FakeHost(["proc/cmdline": "quiet \(text)\n"]).offSwitch == nil)
  }

  @Test func `the file comes before the settings`() throws {
    let host = try FakeHost([Self.file: "", Self.settings: Self.disabled])
    #expect(host.offSwitch == .file(host.path(Self.file)))
  }

  @Test func `the settings, with the file and the line`() throws {
    let host = try FakeHost([Self.settings: "# why\n" + Self.disabled])
    let found = try #require(host.offSwitch)
    #expect(found.description == "\"network: {config: disabled}\" in \(host.path(Self.settings)):2")
  }

  @Test func `a network-config in the settings is no off switch`() throws {
    #expect(try FakeHost([Self.settings: "network: {version: 2, ethernets: {}}\n"]).offSwitch == nil)
  }
}

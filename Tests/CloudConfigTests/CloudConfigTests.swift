// SPDX-License-Identifier: Apache-2.0

import Foundation
import LocalStage
import NetModel
import Testing

@Suite("cloud-init's settings")
struct CloudConfigTests {
  private static let main = "etc/cloud/cloud.cfg"
  private static let directory = "etc/cloud/cloud.cfg.d"

  @Test func `a host without them says nothing`() throws {
    let config = try FakeHost().config
    #expect(config.network == .none)
    #expect(config.renderers == nil)
    #expect(config.findings.isEmpty)
  }

  @Test(arguments: ["", "# nothing\n", "network:\n", "network: {}\n", "network: null\n", "users: [default]\n"])
  func `a file without a network says nothing`(text: String) throws {
    let config = try FakeHost([Self.main: text]).config
    #expect(config.network == .none)
    #expect(config.findings.isEmpty)
  }

  @Test func `config disabled is found with its file and line`() throws {
    let name = "\(Self.directory)/99-disable-network-config.cfg"
    let host = try FakeHost([Self.main: "users: []\n", name: "# subiquity wrote this\nnetwork: {config: disabled}\n"])
    #expect(host.config.disabled?.file == host.path(name))
    #expect(host.config.disabled?.place == Finding.Place(line: 2, column: 11))
  }

  @Test func `a network-config is found with its version and the file that has the last word`() throws {
    let host = try FakeHost([
      Self.main: "network:\n  version: 1\n  config: []\n",
      "\(Self.directory)/50-network.cfg": "network:\n  version: 2\n  ethernets:\n    eth0: {dhcp4: true}\n",
    ])
    let config = try #require(host.config.networkConfig)
    #expect(config.version == 2)
    #expect(config.origin.file == host.path("\(Self.directory)/50-network.cfg"))
    #expect(config.node["ethernets"]?["eth0"]?["dhcp4"]?.text == "true")
    #expect(config.node["config"]?.elements?.isEmpty == true)
  }

  /// mergemanydict of cloudinit/util.py: of equal keys the later file's counts, and mappings are joined at every depth.
  @Test func `files are joined key by key, the last by name counts most`() throws {
    let host = try FakeHost([
      Self.main: "system_info: {network: {renderers: [eni]}}\nnetwork: {version: 2, renderer: networkd}\n",
      "\(Self.directory)/10-a.cfg": "network: {ethernets: {eth0: {dhcp4: true, mtu: 1400}}}\n",
      "\(Self.directory)/20-b.cfg": "network: {ethernets: {eth0: {dhcp4: false}, eth1: {}}}\n",
      "\(Self.directory)/30-c.cfg": "system_info: {distro: debian, network: {renderers: [netplan, eni]}}\n",
      "\(Self.directory)/40-d.txt": "network: {config: disabled}\n",
    ])
    let config = try #require(host.config.networkConfig)
    #expect(config.version == 2)
    #expect(config.node["ethernets"]?["eth0"]?["dhcp4"]?.text == "false")
    #expect(config.node["ethernets"]?["eth0"]?["mtu"]?.text == "1400")
    #expect(config.node["ethernets"]?.entries?.map(\.key) == ["eth0", "eth1"])
    #expect(host.config.renderers == ["netplan", "eni"])
  }

  @Test func `disabled by an earlier file stays, where a later one has no config key`() throws {
    let off = "network: {config: disabled}\n"
    let host = try FakeHost([
      "\(Self.directory)/10-off.cfg": off, "\(Self.directory)/20-on.cfg": "network: {version: 2, ethernets: {}}\n",
    ])
    #expect(host.config.disabled?.file == host.path("\(Self.directory)/10-off.cfg"))
    let version1 = try FakeHost([
      "\(Self.directory)/10-off.cfg": off, "\(Self.directory)/20-on.cfg": "network: {version: 1, config: [a]}\n",
    ])
    #expect(version1.config.networkConfig?.version == 1)
    let null = try FakeHost(["\(Self.directory)/10-off.cfg": off, "\(Self.directory)/20-null.cfg": "network:\n"])
    #expect(null.config.network == .none)
  }

  @Test func `conf_d names another directory, or none`() throws {
    let off = "network: {config: disabled}\n"
    #expect(try FakeHost(["other/a.cfg": off, Self.main: "conf_d: /other\n"]).config.disabled != nil)
    let none = try FakeHost([Self.main: "conf_d:\n", "\(Self.directory)/a.cfg": off])
    #expect(none.config.network == .none)
  }

  @Test func `renderers have our names; what is none is told`() throws {
    let text = """
      system_info:
        network:
          renderers: ['network-manager', sysconfig, freebsd, networkd, sysconfig, [x], "$(reboot)"]
      """
    let host = try FakeHost([Self.main: text])
    #expect(host.config.renderers == ["keyfile", "ifcfg", "networkd"])
    #expect(host.config.codes == [.rendererUnknown, .wrongType, .rendererUnknown])
    let line = try #require(host.config.findings.first?.line)
    #expect(line.hasPrefix("\(host.path(Self.main)):3:47: note: system_info.network.renderers[2]: "))
    #expect(try FakeHost([Self.main: "system_info: {network: {renderers: eni}}\n"]).config.codes == [.wrongType])
    #expect(try FakeHost([Self.main: "system_info: {network: {renderers: eni}}\n"]).config.renderers == nil)
    #expect(try FakeHost([Self.main: "system_info: [network]\n"]).config.renderers == nil)
  }

  @Test(arguments: [
    ("network: [\n", Finding.Code.notYAML), ("network: {config: disabled}\nnetwork: *no\n", .notYAML),
    ("- network\n", .wrongType), ("just text\n", .wrongType), (String(repeating: "[", count: 200), .tooDeep),
    ("a\u{0}b: 1\n", .notYAML), (String(repeating: "#", count: 2 << 20), .tooLarge),
  ])
  func `a file that cannot be read costs itself only`(text: String, code: Finding.Code) throws {
    let bad = "\(Self.directory)/50-bad.cfg"
    let host = try FakeHost([Self.main: "network: {version: 2, ethernets: {}}\n", bad: text])
    #expect(host.config.codes == [code])
    #expect(host.config.findings.first?.file == host.path(bad))
    #expect(host.config.networkConfig?.version == 2)
  }

  @Test func `a network that is no mapping is told, merge_how is noted, a directory is passed over`() throws {
    #expect(try FakeHost([Self.main: "network: disabled\n"]).config.codes == [.wrongType])
    #expect(try FakeHost([Self.main: "merge_how: dict(replace)\n"]).config.codes == [.unknownKey])
    #expect(try FakeHost(["\(Self.directory)/a.cfg/x": ""]).config.findings.isEmpty)
  }

  @Test func `random bytes never crash`() throws {
    let host = try FakeHost()
    for seed in 0..<200 {
      let bytes = (0..<60).map { UInt8(truncatingIfNeeded: (seed &* 7919 &+ $0 &* 104_729) >> 3 ^ $0) }
      try host.write("\(Self.directory)/a.cfg", Data(bytes))
      try host.write(Self.main, Data("network: {config: disabled}\n".utf8))
      #expect(host.config.disabled != nil)
    }
  }

  @Test func `many keys are joined in time`() throws {
    let keys = (0..<50_000).map { "  k\($0): {a: 1}\n" }.joined()
    let host = try FakeHost([Self.main: "network:\n" + keys, "\(Self.directory)/a.cfg": "network:\n" + keys])
    let start = ContinuousClock.now
    #expect(host.config.networkConfig?.node.entries?.count == 50_000)
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}

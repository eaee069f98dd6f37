// SPDX-License-Identifier: Apache-2.0

import GoldenCases
import NetInput
import NetModel
import Renderers
import Testing

/// What every renderer must keep to, whatever its format; one that is added to the table is tested here at once.
@Suite struct ConformanceTests {
  private static let names = RendererTable.names

  /// Every plan of the golden cases, with the case's name.
  private static let plans = GoldenCase.all.compactMap { golden in
    golden.plan.flatMap { $0.links.isEmpty ? nil : (golden.name, $0) }
  }

  private static func renderer(_ name: String) throws -> any Renderer {
    try #require(RendererTable.renderer(named: name)).init()
  }

  @Test(arguments: names) func `the same plan gives the same bytes`(of name: String) throws {
    for (_, plan) in Self.plans {
      let again = NetworkPlan(links: plan.links.reversed(), isComplete: plan.isComplete, source: plan.source)
      #expect(try Self.renderer(name).render(plan) == Self.renderer(name).render(again))
    }
  }

  @Test(arguments: names) func `every plan gives files`(of name: String) throws {
    for (golden, plan) in Self.plans { #expect(try !Self.renderer(name).render(plan).isEmpty, "\(golden)") }
  }

  @Test(arguments: names) func `paths are relative, distinct and inside the root`(of name: String) throws {
    for (_, plan) in Self.plans {
      let paths = try Self.renderer(name).render(plan).map(\.path)
      #expect(Set(paths).count == paths.count)
      for path in paths {
        #expect(path.hasPrefix("etc/") && !path.contains("..") && !path.contains("//"), "\(path)")
      }
    }
  }

  @Test(arguments: names) func `each file begins with who made it of what, and ends with a line feed`(of name: String)
    throws
  {
    for (_, plan) in Self.plans {
      for file in try Self.renderer(name).render(plan) {
        let first = file.contents.prefix { $0 != "\n" }
        #expect(first.hasPrefix("# Made by swinit-net from \(plan.source.rawValue). "), "\(file.path)")
        #expect(file.contents.hasSuffix("\n") && !file.contents.hasSuffix("\n\n"), "\(file.path)")
      }
    }
  }

  @Test(arguments: names) func `files hold plain text alone`(of name: String) throws {
    for (_, plan) in Self.plans {
      for file in try Self.renderer(name).render(plan) {
        let isPlain = file.contents.utf8.allSatisfy { $0 == 0x0a || (0x20..<0x7f).contains($0) }
        #expect(isPlain, "\(file.path)")
        for trap in ["reboot", "shadow", "node 1"] { #expect(!file.contents.contains(trap), "\(file.path)") }
      }
    }
  }

  @Test(arguments: names) func `every link is named in the files`(of name: String) throws {
    for (golden, plan) in Self.plans {
      let named = try Self.words(of: Self.renderer(name).render(plan))
      for link in plan.links { #expect(named.contains(link.name.text), "\(golden): \(link.name)") }
    }
  }

  /// The words of paths and contents that could be names of interfaces, less what the formats put around a name.
  private static func words(of files: [RenderedFile]) -> Set<String> {
    let text = files.map { $0.path + "\n" + $0.contents }.joined(separator: "\n")
    let words = text.split { !($0.isLetter || $0.isNumber || ".-_".contains($0)) }.map(String.init)
    return Set(
      words.map { word in
        var word = word
        for prefix in ["10-swinit-", "swinit-", "ifcfg-"] where word.hasPrefix(prefix) {
          word.removeFirst(prefix.count)
        }
        for suffix in [".network", ".nmconnection"] where word.hasSuffix(suffix) { word.removeLast(suffix.count) }
        return word
      })
  }

  @Test(arguments: names) func `what a format cannot say is a warning with a place in the document`(of name: String)
    throws
  {
    for golden in GoldenCase.all {
      guard let plan = golden.plan, !plan.isFallback else { continue }
      for finding in try NetworkData.locate(Self.renderer(name).unsupported(plan), in: golden.document) {
        #expect(finding.severity == .warning, "\(golden)")
        #expect(finding.message.hasPrefix("\(name): "), "\(golden): \(finding.message)")
        #expect(finding.place != nil, "\(golden): \(finding.message)")
        // DNS servers are those of the whole host; all else is about a link.
        let isAboutLink = plan.links.contains { finding.path.steps.starts(with: $0.path.steps) }
        #expect(isAboutLink || finding.code == .unsupportedNameServers, "\(golden): \(finding.message)")
      }
    }
  }

  @Test(arguments: [
    ("eni", "etc/network/interfaces", 0o644), ("ifcfg", "etc/sysconfig/network-scripts/ifcfg-lan0", 0o644),
    ("netplan", "etc/netplan/50-swinit.yaml", 0o600), ("eni", "etc/systemd/network/10-swinit-lan0.link", 0o644),
    ("ifcfg", "etc/systemd/network/10-swinit-lan0.link", 0o644),
    ("networkd", "etc/systemd/network/10-swinit-lan0.link", 0o644),
    ("networkd", "etc/systemd/network/10-swinit-lan0.network", 0o644),
    ("keyfile", "etc/NetworkManager/conf.d/50-swinit.conf", 0o644),
    ("keyfile", "etc/systemd/network/10-swinit-lan0.link", 0o644),
    ("keyfile", "etc/NetworkManager/system-connections/swinit-lan0.nmconnection", 0o600),
  ])
  func `files have the paths and modes that their readers want`(name: String, path: String, mode: UInt16) throws {
    let plan = try #require(Self.plans.first { $0.0 == "a-name-renames-the-nic" }?.1)
    let file = try #require(try Self.renderer(name).render(plan).first { $0.path == path })
    #expect(file.mode == mode)
    #expect(file.modeText == (mode == 0o600 ? "0600" : "0644"))
  }

  @Test func `a distribution of the table has a renderer for each release`() {
    let expected = [
      "debian": "eni", "devuan:5": "eni", "alpine": "eni", "ubuntu:24.04": "netplan", "centos": "ifcfg",
      "centos:9": "ifcfg",
      "centos:10": "keyfile", "rhel:7.9": "ifcfg", "rocky:10.1": "keyfile", "almalinux:8": "ifcfg", "ol:9": "ifcfg",
      "oracle": "ifcfg", "cloudlinux": "ifcfg", "amzn:2": "ifcfg", "amzn:2023": "networkd", "fedora:42": "keyfile",
      "opensuse-tumbleweed": "keyfile", "arch": "networkd", "photon:5.0": "networkd", "azurelinux": "networkd",
      "mariner": "networkd", "CentOS": "ifcfg",
    ]
    for (text, name) in expected { #expect(DistroTable.rendererName(for: .init(text)) == name, "\(text)") }
    #expect(DistroTable.rendererName(for: .init("slackware")) == nil)
  }

  @Test(arguments: [("centos", false), ("centos:9.4", false), ("centos:abc", true), ("centos:", true)])
  func `a release that begins with no number is known to say nothing`(text: String, isOdd: Bool) {
    #expect(DistroTable.Request(text).isReleaseOdd == isOdd)
  }
}

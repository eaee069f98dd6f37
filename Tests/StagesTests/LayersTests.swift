// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Stages

/// All places that have a say in a setting, each in the form that is hardest to read.
@Suite struct LayersTests {
  private let mark: [UInt8] = [0xef, 0xbb, 0xbf]

  /// A multipart whose lines end as on Windows, behind a byte order mark.
  private func multipart(_ parts: [String]) -> [UInt8] {
    let text =
      "Content-Type: multipart/mixed; boundary=\"=b=\"\nMIME-Version: 1.0\n\n"
      + parts.map { "--=b=\n\($0)\n" }.joined() + "--=b=--\n"
    return mark + Array(text.replacing("\n", with: "\r\n").utf8)
  }

  @Test func `each layer counts over the one below it, in whatever form it comes`() throws {
    let host = try StageHost(files: [
      "etc/cloud/cloud.cfg": "a: cfg\nb: cfg\nc: cfg\nd: cfg\ne: cfg\nf: cfg\n",
      "etc/cloud/cloud.cfg.d/10-one.cfg": "b: one\nc: one\nd: one\ne: one\nf: one\n",
      "etc/cloud/cloud.cfg.d/90-two.cfg": "\u{feff}#cloud-config\r\nc: two\r\nd: two\r\ne: two\r\nf: two\r\n",
    ])
    var instance = InstanceData.sample
    instance.vendorData = [
      Array(###"{"cloud-init": ["#cloud-config\nd: vendor\ne: vendor\nf: vendor"], "other": {}}"###.utf8),
      Array(###""#cloud-config\ne: vendor2\nf: vendor2\n""###.utf8),
    ]
    let packed = Data(compressed(mark + Array("#cloud-config\r\nf: user\r\nlist: [1]\r\n".utf8)))
    let archive = "#cloud-config-archive\n- type: text/cloud-config\n  content: 'list: [2]'\n- |\n  #!/bin/sh\n  ls\n"
    instance.userData = multipart([
      "Content-Type: text/cloud-config\nContent-Transfer-Encoding: base64\n\n\(packed.base64EncodedString())",
      "Content-Type: text/plain; charset=\"us-ascii\"\n\n\(archive)",
      "Content-Type: text/jinja2\n\n## template: jinja\n#cloud-config\nf: {{ v1.region }}",
      "Content-Type: text/cloud-config\n\n",
    ])
    let settings = Settings(host: host.files, instance: instance)
    #expect(
      ["a", "b", "c", "d", "e", "f"].map { settings.root[$0]?.text } == [
        "cfg", "one", "two", "vendor", "vendor2", "user",
      ])
    #expect(settings.root["list"]?.elements?.map(\.text) == ["2"])
    #expect(settings.scripts.map { String(decoding: $0.contents, as: UTF8.self) } == ["#!/bin/sh\nls\n"])
    #expect(settings.warnings.count == 1 && settings.warnings[0].contains("Jinja"))
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "a0: &a0 [x, x, x, x, x, x, x, x]\n"
        + (1...30).map { n in "a\(n): &a\(n) [\((1...8).map { _ in "*a\(n - 1)" }.joined(separator: ", "))]\n" }
        .joined(),
      "a: " + String(repeating: "[", count: 100_000), "a: &a [*a]\n", "a: *nowhere\n", "a: \"\u{0}\"\n",
      (0..<3_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    ])
  func `settings that would cost more than themselves cost themselves only`(yaml: String) {
    let data = UserData(Array("#cloud-config\n\(yaml)".utf8))
    #expect(data.documents.isEmpty && data.warnings.count == 1)
  }

  @Test(arguments: [
    "!topSecret", "*topSecret", "@topSecret", "%topSecret", "{topSecret", "'topSecret", "|topSecret",
  ])
  func `a password that lacks quotes is not shown`(text: String) {
    let data = UserData(Array("#cloud-config\npassword: \(text)\n  x: y\n".utf8))
    #expect(data.warnings.count == 1 && !data.warnings.joined().contains("Secret"))
  }

  @Test(arguments: ["", "\n", " \r\n\t", "\u{feff}", "\u{feff}\n"]) func `nothing at all is no user data`(text: String)
  {
    #expect(UserData(Array(text.utf8)) == UserData())
  }
}

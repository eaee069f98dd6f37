// SPDX-License-Identifier: Apache-2.0

import Foundation
import Randomness
import Testing

@testable import Stages

@Suite struct UserDataTests {
  private func read(_ text: String) -> UserData { UserData(Array(text.utf8)) }

  /// A multipart of pieces that are header fields and a body.
  private func multipart(_ pieces: [String], boundary: String = "==B==", lineBreak: String = "\n") -> String {
    let head = "Content-Type: multipart/mixed; boundary=\"\(boundary)\"\nMIME-Version: 1.0\n\npreamble\n"
    return (head + pieces.map { "--\(boundary)\n\($0)\n" }.joined() + "--\(boundary)--\nepilogue\n")
      .replacingOccurrences(of: "\n", with: lineBreak)
  }

  @Test func `a cloud-config is a document`() {
    let data = read("#cloud-config\nhostname: a\n")
    #expect(data.documents.map { $0["hostname"]?.text } == ["a"])
    #expect(data.warnings.isEmpty && data.scripts.isEmpty)
  }

  @Test func `no data at all is well`() {
    #expect(read("") == UserData())
    #expect(read(" \n\n") == UserData())
    #expect(read("#cloud-config\n# nothing\n") == UserData())
  }

  @Test func `a script has the name of the first part`() {
    let data = read("#!/bin/sh\necho\n")
    #expect(data.scripts == [UserScript(name: "part-001", contents: Array("#!/bin/sh\necho\n".utf8))])
  }

  @Test func `the scripts of vendors are marked`() {
    #expect(UserData(Array("#!/bin/sh\n".utf8), isVendors: true).scripts.map(\.isVendors) == [true])
  }

  @Test func `a script from a system with other line breaks is made to run here`() {
    #expect(read("#!/bin/sh\r\necho a\r\n").scripts.map(\.contents) == [Array("#!/bin/sh\necho a\n".utf8)])
    #expect(read("#!/bin/sh\necho 'a\r\n'").scripts.map(\.contents) == [Array("#!/bin/sh\necho 'a\r\n'".utf8)])
  }

  @Test func `a boot hook loses its first line`() {
    let data = read("#cloud-boothook\n#!/bin/sh\necho\n")
    #expect(data.boothooks.map(\.contents) == [Array("#!/bin/sh\necho\n".utf8)])
  }

  @Test func `compressed data is read`() {
    #expect(UserData(compressed("#cloud-config\na: b\n")).documents.map { $0["a"]?.text } == ["b"])
    // Two members one after the other are one text (RFC 1952 section 2.2).
    let two = compressed("#cloud-config\n") + compressed("a: b\n")
    #expect(UserData(two).documents.map { $0["a"]?.text } == ["b"])
  }

  @Test func `compressed data that stands for too much is not read`() {
    let bomb = compressed([UInt8](repeating: 0x20, count: UserData.largestSize + 1))
    #expect(bomb.count < 20_000)
    let data = UserData(bomb)
    #expect(data.documents.isEmpty && data.warnings.count == 1)
    #expect(throws: GZip.Fault.tooLarge) { try GZip.inflated(bomb, limit: UserData.largestSize) }
  }

  @Test func `the compressed parts have one bound together`() {
    let piece = [UInt8]("#cloud-config\n#".utf8) + [UInt8](repeating: 0x61, count: UserData.largestSize / 2)
    let text = "Content-Transfer-Encoding: base64\n\n" + Data(compressed(piece)).base64EncodedString()
    #expect(read(multipart([text, text, text])).warnings.count == 2)
  }

  @Test func `damaged compressed data costs itself only`() {
    let whole = compressed("#cloud-config\na: b\n")
    for length in 2..<whole.count - 8 { #expect(UserData(Array(whole.prefix(length))).warnings.count == 1) }
  }

  @Test(arguments: ["\n", "\r\n"]) func `a multipart has its parts in order`(lineBreak: String) {
    let data = read(
      multipart(
        [
          "Content-Type: text/cloud-config\n\na: 1",
          "Content-Type: text/x-shellscript; charset=utf-8\nContent-Disposition: attachment; filename=\"setup it.sh\"\n\n#!/bin/sh",
          "Content-Type: text/plain\n\n#cloud-config\na: 2", "\n#!/bin/bash",
        ], lineBreak: lineBreak))
    #expect(data.documents.map { $0["a"]?.text } == ["1", "2"])
    #expect(data.scripts.map(\.name) == ["setupit.sh", "part-004"])
    #expect(data.scripts.map(\.contents) == [Array("#!/bin/sh".utf8), Array("#!/bin/bash".utf8)])
    #expect(data.warnings.isEmpty)
  }

  @Test func `transfer encodings are undone`() {
    let data = read(
      multipart([
        "Content-Type: text/cloud-config\nContent-Transfer-Encoding: base64\n\nYTog\nMQo=",
        "Content-Type: text/cloud-config\nContent-Transfer-Encoding: quoted-printable\n\na: \"=C3=A4=\nb\"",
        "Content-Type: text/cloud-config\nContent-Transfer-Encoding: x-uuencode\n\nbegin",
      ]))
    #expect(data.documents.map { $0["a"]?.text } == ["1", "äb"])
    #expect(data.warnings.count == 1)
  }

  @Test func `multiparts may be nested, up to a bound`() {
    var text = multipart(["Content-Type: text/cloud-config\n\na: 1"], boundary: "b0")
    for depth in 1...7 { text = multipart([text], boundary: "b\(depth)x") }
    #expect(read(text).documents.count == 1)
    text = multipart([text], boundary: "b8x")
    text = multipart([text], boundary: "b9x")
    #expect(read(text).documents.isEmpty && read(text).warnings.count == 1)
  }

  @Test func `a multipart has a bound of parts`() {
    let data = read(multipart([String](repeating: "\n#!/bin/sh", count: UserData.mostParts + 5)))
    #expect(data.scripts.count == UserData.mostParts)
    #expect(data.warnings.count == 1)
  }

  @Test func `a multipart that is cut off is read as far as it goes`() {
    let text = multipart(["Content-Type: text/cloud-config\n\na: 1", "\n#!/bin/sh"])
    let cut = String(text.prefix(text.utf8.count - 25))
    #expect(read(cut).documents.count == 1)
  }

  @Test func `the type of a script may say how often it runs`() {
    let kinds = ["boot": Frequency.always, "instance": .oncePerInstance, "once": .once]
    for (kind, frequency) in kinds {
      let data = read(multipart(["Content-Type: text/x-shellscript-per-\(kind)\n\n#!/bin/sh"]))
      #expect(data.scripts.map(\.frequency) == [frequency])
    }
  }

  @Test(arguments: [
    "#include\nhttp://192.0.2.1/", "## template: jinja\n#cloud-config\na: {{ v1 }}", "##template:jinja\n#!/bin/sh",
    "#cloud-config-jsonp\n[]", "#part-handler\n", "#upstart-job\n", "hello", "a: b",
  ]) func `what is not supported is told and ignored`(text: String) {
    let data = read(text)
    #expect(data.documents.isEmpty && data.scripts.isEmpty && data.warnings.count == 1)
  }

  @Test func `a part that cannot be read costs itself only`() {
    let data = read(
      multipart([
        "Content-Type: text/cloud-config\n\na: [", "Content-Type: text/cloud-config\n\n- list",
        "Content-Type: text/jinja2\n\n#cloud-config", "Content-Type: text/cloud-config\n\nb: 1",
      ]))
    #expect(data.documents.map { $0["b"]?.text } == ["1"])
    #expect(data.warnings.count == 3)
  }

  @Test func `merge_how is told`() {
    #expect(read("#cloud-config\nmerge_how: dict(recurse_array)\na: 1\n").warnings.count == 1)
  }

  @Test func `names of scripts stay in their directory`() {
    let names = ["../../etc/passwd", "..", "", "runcmd", ".hidden", "a/b", "ä.sh"]
    let data = read(
      multipart(names.map { "Content-Disposition: attachment; filename=\"\($0)\"\n\n#!/bin/sh" }))
    #expect(
      data.scripts.map(\.name)
        == ["part-001", "part-002", "part-003", "part-004", "part-005", "a_b", ".sh"].map {
          $0 == ".sh" ? "part-007" : $0
        })
  }

  @Test func `of two scripts of one name the last counts`() {
    let part = "Content-Disposition: attachment; filename=a.sh\n\n#!/bin/"
    #expect(read(multipart([part + "sh", part + "bash"])).scripts.map(\.contents) == [Array("#!/bin/bash".utf8)])
  }

  @Test func `an archive has documents and scripts`() {
    let data = read(
      """
      #cloud-config-archive
      - "a: 1"
      - type: text/cloud-config
        content: "a: 2"
      - filename: s.sh
        type: text/x-shellscript
        content: |
          #!/bin/sh
      - content: "#cloud-boothook\\n#!/bin/sh\\n"
      - [1]
      """)
    #expect(data.documents.map { $0["a"]?.text } == ["1", "2"])
    #expect(data.scripts.map(\.name) == ["s.sh"])
    #expect(data.boothooks.count == 1)
    #expect(data.warnings.count == 1)
  }

  @Test func `bytes of binary values are as they were`() throws {
    let node = try #require(read("#cloud-config\na: !!binary aGVsbG8=\n").documents.first?["a"])
    #expect(node.scalarBytes == Array("hello".utf8))
  }

  @Test func `no beginning and no damage of a multipart crashes`() {
    let text = multipart([
      "Content-Type: text/cloud-config\nContent-Transfer-Encoding: base64\n\nYTogMQo=",
      "Content-Type: multipart/mixed; boundary=\"in\\\"ner\"\n\n--in\"ner\n\n#!/bin/sh\n--in\"ner--",
      "Content-Transfer-Encoding: quoted-printable\n\n#cloud-config\na: =C3=A4=",
    ])
    let bytes = Array(text.utf8)
    for length in 0...bytes.count { _ = UserData(Array(bytes.prefix(length))) }
    var generator = SeededRandom(seed: 7)
    for _ in 0..<2_000 {
      var damaged = bytes
      for _ in 0..<4 {
        damaged[Int(generator.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: generator.next())
      }
      _ = UserData(damaged)
    }
    for _ in 0..<500 {
      let noise = (0..<200).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      _ = UserData(noise)
      _ = UserData([0x1f, 0x8b, 8, 0] + noise)
      _ = UserData(Array("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n".utf8) + noise)
    }
  }
}

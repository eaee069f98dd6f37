// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Stages

@Suite struct WriteFilesTests {
  private func plan(_ entry: String, _ module: any Module.Type = WriteFiles.self) throws -> ModulePlan {
    try StageHost().plan(module, "write_files:\n- {\(entry)}\n")
  }

  @Test func `a file has its path, contents, mode and owner`() throws {
    let plan = try plan("path: /a/b, content: hello, permissions: '0600', owner: 'www:data'")
    #expect(plan.writes == [FileWrite("/a/b", text: "hello", mode: 0o600, owner: "www:data")])
    #expect(plan.warnings.isEmpty)
  }

  @Test func `what is not said has its default`() throws {
    #expect(try plan("path: /a").writes == [FileWrite("/a", text: "", mode: 0o644)])
  }

  @Test(arguments: ["'0640'", "0640", "640", "0o640", "'640'"]) func `permissions are octal`(text: String) throws {
    #expect(try plan("path: /a, permissions: \(text)").writes.map(\.mode) == [0o640])
  }

  @Test(arguments: ["u+x", "0999", "17777", "[6]"]) func `permissions that are none are told`(text: String) throws {
    let plan = try plan("path: /a, permissions: '\(text)'")
    #expect(plan.writes.map(\.mode) == [0o644] && plan.warnings.count == 1)
  }

  @Test(arguments: ["b64", "base64"]) func `Base64 is undone`(encoding: String) throws {
    let plan = try plan("path: /a, encoding: \(encoding), content: \"aGVs\\nbG8=\"")
    #expect(plan.text("/a") == "hello")
  }

  @Test(arguments: ["gz+b64", "gzip+base64", "gz+base64", "GZIP+B64"])
  func `compression is undone`(encoding: String) throws {
    let content = Data(compressed("hello")).base64EncodedString()
    #expect(try plan("path: /a, encoding: \(encoding), content: \(content)").text("/a") == "hello")
  }

  @Test func `binary values are bytes`() throws {
    let content = Data(compressed("hello")).base64EncodedString()
    #expect(try plan("path: /a, encoding: gz, content: !!binary \(content)").text("/a") == "hello")
    #expect(try plan("path: /a, content: !!binary aGk=").text("/a") == "hi")
  }

  @Test(arguments: ["encoding: b64, content: a", "encoding: gz, content: hello", "content: [1]", "content: {a: 1}"])
  func `contents that cannot be read are not written, and not told`(entry: String) throws {
    let plan = try plan("path: /a, \(entry)")
    #expect(plan.isEmpty && plan.warnings.count == 1)
    #expect(plan.warnings.allSatisfy { !$0.contains("hello") })
  }

  @Test func `an encoding that is none leaves the text as it is`() throws {
    let plan = try plan("path: /a, encoding: rot13, content: hello")
    #expect(plan.text("/a") == "hello" && plan.warnings.count == 1)
  }

  @Test func `a file may be appended to`() throws {
    #expect(try plan("path: /a, content: x, append: true").writes.map(\.isAppended) == [true])
  }

  @Test func `deferred files come later, and each once`() throws {
    #expect(try plan("path: /a, defer: true").isEmpty)
    #expect(try plan("path: /a, defer: true", WriteFilesDeferred.self).writes.map(\.path) == ["/a"])
    #expect(try plan("path: /a", WriteFilesDeferred.self).isEmpty)
  }

  @Test func `an entry that cannot be used costs itself only`() throws {
    let plan = try StageHost().plan(WriteFiles.self, "write_files: [{content: a}, b, {path: /c, content: c}]")
    #expect(plan.writes.map(\.path) == ["/c"] && plan.warnings.count == 2)
    #expect(try StageHost().plan(WriteFiles.self, "write_files: {path: /a}").warnings.count == 1)
  }

  @Test func `a source is left out, and what content says is written`() throws {
    let plan = try plan("path: /a, source: {uri: 'http://192.0.2.1/'}, content: b")
    #expect(plan.text("/a") == "b" && plan.warnings.count == 1)
    #expect(try self.plan("path: /a, source: {uri: 'http://192.0.2.1/'}").isEmpty)
  }

  @Test func `a path is taken as it stands from the root`() throws {
    #expect(try plan("path: /a/../../b").writes.map(\.path) == ["/b"])
    #expect(try plan("path: a").writes.map(\.path) == ["/a"])
  }
}

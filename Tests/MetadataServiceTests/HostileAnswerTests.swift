// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MetadataService

/// What a server may do to the question for meta_data.json.
@Suite struct HostileAnswerTests {
  /// Each is a failure that may pass, so that all tries are made, and ends within their time limits.
  static let passing: [(name: String, script: [HostileServer.Step], reason: String)] = [
    ("silence", [.hang], "time was up: connected, but no complete answer"),
    ("a stall amid the headers", [.send("HTTP/1.1 200 OK\r\nContent-Le"), .hang], "time was up: connected, but no"),
    (
      "a stall amid the body", [.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"uuid\""), .hang],
      "time was up: status 200, 7 bytes of 100"
    ),
    ("a slow drip", [.drip("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", .milliseconds(40))], "time was up"),
    ("an end at once", [.close], "the connection ended early: connected, but no complete answer"),
    ("an end amid the headers", [.send("HTTP/1.1 200 OK\r\nX: "), .close], "the connection ended early"),
    (
      "a body shorter than its length", [.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}"), .close],
      "the connection ended early: status 200, 2 bytes of 99"
    ),
    (
      "an end amid a chunk", [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{}"), .close],
      "the connection ended early: status 200, 2 bytes"
    ),
    (
      "an end without the last chunk",
      [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"), .close],
      "the connection ended early: status 200, 2 bytes"
    ),
    (
      "a chunk without a size", [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"), .hang],
      "the connection ended early: status 200, 0 bytes, then"
    ),
    (
      "a body longer than its length", [.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{\"uuid\":\"1\"}"), .close],
      "is no JSON object, but begins with \"{\"uui\""
    ),
    ("a negative length", [.send("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}"), .hang], "the answer is not HTTP"),
    (
      "a length beyond all numbers",
      [.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n{}"), .hang], "the answer is not HTTP"
    ),
    ("no status line", [.send("SSH-2.0-OpenSSH_9.2p1\r\n"), .hang], "the answer is not HTTP"),
    ("HTTP of another version", [.send("HTTP/9.9 200 OK\r\n\r\n"), .hang], "the answer is not HTTP"),
    ("bytes of no sense", [.bytes(Array(0...255)), .close], "the answer is not HTTP"),
    ("another protocol", [.send("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n{}"), .hang], "the answer is not HTTP"),
    ("a page of HTML", .ok("\n <!DOCTYPE html><title>Log in</title>"), "a page of HTML instead of data"),
    ("data that is called HTML", .ok(metaData, headers: "Content-Type: text/html\r\n"), "a page of HTML"),
    ("a text", .ok("not found"), "is no JSON object, but begins with \"not found\""),
    ("a list", .ok("[1]"), "is no JSON object"),
    ("nothing at all with status 200", .ok(""), "is no JSON object"),
    ("nesting without end", .ok(String(repeating: "[", count: 100_000)), "is no JSON object"),
    ("trouble of the service", .answer("503 Busy", ""), "status 503"),
  ]

  @Test(arguments: passing.indices)
  func `a failure that may pass is tried five times, within the time for each, and told`(_ index: Int) async throws {
    let (name, script, reason) = Self.passing[index]
    let pace = FakePace()
    let (text, requests, time) = try await failure(script, pace: pace.pace)
    #expect(text.contains(reason), "\(name): \(text)")
    #expect(requests == Array(repeating: metaDataPath, count: 5), "\(name)")
    #expect(pace.waits == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4)], "\(name)")
    #expect(time < .seconds(100), "\(name)")
  }

  @Test(arguments: passing.indices)
  func `a failure that has passed is forgotten`(_ index: Int) async throws {
    let (name, script, _) = Self.passing[index]
    let server = try await HostileServer([metaDataPath: [script, .ok(metaData)]])
    let reading = try await read(server, limits: shortLimits)
    #expect(reading.data.name == "vm1", "\(name)")
    #expect(reading.warnings == [], "\(name)")
    await server.stop()
  }

  /// Each is a failure that does not pass: the document is asked for once, and the list of versions then.
  static let final: [(name: String, script: [HostileServer.Step], reason: String)] = [
    (
      "17 MiB as the length says", [.send("HTTP/1.1 200 OK\r\nContent-Length: \(17 << 20)\r\n\r\n"), .hang],
      "too large: 17825792 bytes; at most 16777216 are taken"
    ),
    (
      "a body without end", [.send("HTTP/1.1 200 OK\r\n\r\n"), .flood(String(repeating: "x", count: 4000))],
      "too large: more than 16777216 bytes"
    ),
    (
      "chunks without end",
      [
        .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        .flood("fa0\r\n\(String(repeating: "x", count: 4000))\r\n"),
      ],
      "too large: more than"
    ),
    ("headers without end", [.send("HTTP/1.1 200 OK\r\n"), .flood("X-Some: thing\r\n")], "too large"),
    ("one header without end", [.send("HTTP/1.1 200 OK\r\nX: "), .flood("xxxxxxxxxx")], "too large"),
    ("a status line without end", [.send("HTTP/1.1 200 "), .flood("OK OK OK ")], "too large"),
    ("promises without end", [.flood("HTTP/1.1 100 Continue\r\n\r\n")], "too large"),
    ("a refusal", .answer("403 Forbidden", "no"), "is refused: status 403"),
    ("another success", .answer("204 No Content", ""), "is refused: status 204"),
    (
      "another server", .answer("302 Found", "", headers: "Location: http://127.0.0.1.example/x\r\n"),
      "status 302, to another server: http://127.0.0.1.example/x"
    ),
    (
      "another port", .answer("301 Moved", "", headers: "Location: http://127.0.0.1:1/x\r\n"),
      "status 301, to another server"
    ),
    ("another scheme", .answer("301 Moved", "", headers: "Location: https://127.0.0.1/x\r\n"), "to another server"),
    ("another server by two slashes", .answer("307 X", "", headers: "Location: //evil/x\r\n"), "to another server"),
    ("no place to go to", .answer("302 Found", ""), "status 302 without a place to go to"),
    ("a place with blanks", .answer("302 Found", "", headers: "Location: /a b\r\n"), "without a place to go to"),
    ("a circle", .answer("302 Found", "", headers: "Location: \(metaDataPath)\r\n"), "redirected more than 3 times"),
  ]

  @Test(arguments: final.indices)
  func `a failure that does not pass is not tried again, and told`(_ index: Int) async throws {
    let (name, script, reason) = Self.final[index]
    let pace = FakePace()
    var limits = shortLimits
    limits.request = .seconds(60)
    let (text, requests, time) = try await failure(script, limits: limits, pace: pace.pace)
    #expect(text.contains(reason), "\(name): \(text)")
    #expect(pace.waits == [], "\(name)")
    #expect(requests.count == (name == "a circle" ? 8 : 2), "\(name)")
    #expect(time < .seconds(100), "\(name)")
  }

  @Test func `a redirection within the service is followed`() async throws {
    let server = try await HostileServer([
      metaDataPath: [.answer("301 Moved", "", headers: "Location: /a\r\n")],
      "/b": [.answer("308 Moved", "", headers: "Location: /c#there\r\n")], "/c": [.ok(metaData)],
    ])
    let absolute = [HostileServer.Step].answer(
      "302 Found", "", headers: "Location: http://127.0.0.1:\(server.port)/b\r\n")
    server.answer("/a", absolute)
    #expect(try await read(server).data.name == "vm1")
    #expect(server.requests.prefix(4) == [metaDataPath, "/a", "/b", "/c"])
    await server.stop()
  }

  @Test func `a service that is nowhere is told so for each try`() async throws {
    let server = try await HostileServer([:])
    let port = server.port
    await server.stop()
    await #expect {
      let endpoints = try MetadataURL("http://127.0.0.1:\(port)").endpoints
      _ = try await MetadataSource(endpoints, limits: shortLimits, pace: FakePace().pace).read()
    } throws: {
      "\($0)".hasSuffix("http://127.0.0.1:\(port)/openstack/: no connection: Connection refused (5 times)")
    }
  }
}

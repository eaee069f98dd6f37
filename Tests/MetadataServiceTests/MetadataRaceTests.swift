// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MetadataService

@Suite struct MetadataRaceTests {
  private func good(_ name: String, after time: Duration = .zero) -> HostileServer.Answers {
    let answer = [HostileServer.Step].ok(#"{"uuid":"1","name":"\#(name)"}"#)
    return [metaDataPath: [[.wait(time)] + answer]]
  }

  /// Two services at one port, `localhost` of both families: IPv4 is asked first.
  private func race(
    _ ipv4: HostileServer.Answers?, _ ipv6: HostileServer.Answers?, persistence: Persistence = Persistence()
  ) async throws -> (reading: Result<MetadataSource.Reading, MetadataFailure>, time: Duration, requests: [[String]]) {
    let one = try await HostileServer(ipv4 ?? [:])
    let port = one.port
    let two = try await HostileServer(ipv6 ?? [:], host: "::1", port: port)
    if ipv4 == nil { await one.stop() }
    if ipv6 == nil { await two.stop() }
    var limits = shortLimits
    limits.connect = .seconds(30)
    limits.request = .seconds(30)
    let start = ContinuousClock.now
    let endpoints = try MetadataURL("http://localhost:\(port)").endpoints
    let source = MetadataSource(endpoints, limits: limits, persistence: persistence)
    let reading: Result<MetadataSource.Reading, MetadataFailure>
    do throws(MetadataFailure) {
      reading = .success(try await source.read())
    } catch {
      reading = .failure(error)
    }
    let time = ContinuousClock.now - start
    if ipv4 != nil { await one.stop() }
    if ipv6 != nil { await two.stop() }
    return (reading, time, [one.requests, two.requests])
  }

  @Test func `one that is quick is not disturbed by a race`() async throws {
    let (reading, _, requests) = try await race(good("one"), good("two"))
    #expect(try reading.get().data.name == "one")
    #expect(requests[1] == [])
  }

  @Test func `one that is dead does not hold up the other`() async throws {
    let (reading, time, _) = try await race(nil, good("two"))
    #expect(try reading.get().data.name == "two")
    #expect(time < .seconds(100))
  }

  @Test func `one that is silent does not hold up the other, nor is it waited for`() async throws {
    let (reading, time, requests) = try await race(["*": [[.hang]]], good("two"))
    #expect(try reading.get().data.name == "two")
    #expect(time < .seconds(100))
    #expect(requests[0] == [metaDataPath])
  }

  @Test func `one that is slow wins against one that gives no data`() async throws {
    let (reading, _, requests) = try await race(
      good("one", after: .milliseconds(700)), ["*": [.ok("<html>portal</html>")]])
    #expect(try reading.get().data.name == "one")
    #expect("\(try reading.get().data.source)".contains("127.0.0.1"))
    #expect(requests[1].count >= 1)
  }

  @Test func `where none gives data each is told with what came`() async throws {
    var persistence = Persistence()
    persistence.tries = 2
    persistence.firstWait = .milliseconds(10)
    let (reading, _, _) = try await race(["*": [.answer("500 Oops", "")]], nil, persistence: persistence)
    guard case .failure(let failure) = reading else {
      Issue.record("there is no service")
      return
    }
    let lines = "\(failure)".split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.contains { $0.hasPrefix("  http://127.0.0.1:") && $0.hasSuffix("/openstack/: status 500 (2 times)") })
    #expect(lines.contains { $0.hasPrefix("  http://[::1]:") && $0.contains("Connection refused (2 times)") })
  }
}

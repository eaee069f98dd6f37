// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

@testable import KernelState

@Suite struct ResolverComparisonTests {
  private func addresses(_ texts: String...) throws -> [IPAddress] { try texts.map { try address($0) } }

  /// A host without DHCP and advertisements.
  private func staticHost() throws -> Host {
    var host = try Host()
    host.links.removeLast()
    return host
  }

  @Test func `a server that the resolver does not have is told`() throws {
    var host = try Host()
    host.resolver.servers = try addresses("192.0.2.54")
    #expect(
      host.texts == ["eth0: dns: 192.0.2.53 planned, nothing found; /etc/resolv.conf does not name it"])
  }

  @Test func `a domain that the resolver does not search is told, whatever its case`() throws {
    var host = try Host()
    host.resolver.searchDomains = [try #require(DomainName("EXAMPLE.com"))]
    #expect(host.texts.isEmpty)
    host.resolver.searchDomains = []
    #expect(
      host.texts == ["eth0: search: example.com planned, nothing found; /etc/resolv.conf does not name it"])
  }

  @Test func `a server that was not planned is told where nothing could have brought it`() throws {
    var host = try staticHost()
    host.resolver.servers = try addresses("192.0.2.53", "192.0.2.54")
    #expect(host.texts == ["host: dns: nothing planned, 192.0.2.54 found; /etc/resolv.conf names it"])
    host.links[0].nameServers = []
    #expect(host.texts.isEmpty)
    #expect(host.notes.count == 2)
    var dynamic = try Host()
    dynamic.resolver.servers = try addresses("192.0.2.53", "192.0.2.54")
    #expect(dynamic.texts.isEmpty)
  }

  @Test func `a server that is listed behind the third is not asked`() throws {
    var host = try Host()
    host.resolver.servers = try addresses("10.0.0.1", "10.0.0.2", "10.0.0.3", "192.0.2.53")
    #expect(
      host.texts == [
        "eth0: dns: 192.0.2.53 planned, 192.0.2.53 as server 4 found; the C library asks the first 3 of /etc/resolv.conf"
      ])
    host.resolver.isResolved = true
    #expect(host.texts.isEmpty)
  }

  @Test func `no more than three servers of the plan are demanded`() throws {
    var host = try staticHost()
    host.links[0].nameServers = try addresses("192.0.2.51", "192.0.2.52", "192.0.2.53", "192.0.2.54", "192.0.2.55")
    host.resolver.servers = try addresses("192.0.2.51", "192.0.2.52", "192.0.2.53")
    #expect(host.texts.isEmpty)
    // All of them, in an order of the consumer's own.
    host.resolver.servers = try addresses("192.0.2.55", "192.0.2.54", "192.0.2.53", "192.0.2.52", "192.0.2.51")
    #expect(host.texts.isEmpty)
    host.resolver.servers = try addresses("192.0.2.55", "192.0.2.54", "192.0.2.53")
    #expect(host.texts.count == 2)
  }

  @Test func `a resolver of this host hides its servers, which is told as a note`() throws {
    var host = try staticHost()
    host.resolver.servers = try addresses("127.0.0.1")
    #expect(host.texts.isEmpty)
    #expect(
      host.notes == [
        "eth0: dns: 192.0.2.53 planned, 127.0.0.1 found; "
          + "/etc/resolv.conf names a resolver of this host, whose own servers cannot be seen"
      ])
  }
}

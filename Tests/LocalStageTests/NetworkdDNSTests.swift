// SPDX-License-Identifier: Apache-2.0

import Testing

/// packaging/systemd/networkd-dns, on a host of its own.
@Suite struct NetworkdDNSTests {
  /// What resolv.conf says, by what networkd knows of links: their numbers, and lines of their state files.
  private func resolver(document: String?, _ links: KeyValuePairs<Int, String>) throws -> [String] {
    let script = try PackagedScript("systemd/networkd-dns")
    try script.write("etc/resolv.conf", "nameserver 198.51.100.1\n")
    if let document { try script.write("etc/systemd/network/swinit-resolv.conf", document) }
    for (number, state) in links {
      try script.write("run/systemd/netif/links/\(number)", "ADMIN_STATE=configured\n\(state)\nLLMNR=yes\n")
      try script.write("sys/class/net/eth\(number)/ifindex", "\(number)\n")
    }
    try script.run()
    return try script.resolver()
  }

  @Test func `the document's servers come first, then those of each link by its number, each once`() throws {
    let found = try resolver(
      document: "# ours\nsearch example.org\nnameserver 192.0.2.53\n",
      [
        10: "DNS=10.10.0.53\nDOMAINS=", 2: "DNS=192.0.2.53 10.2.0.53\nDOMAINS=example.net example.org",
        3: "DNS=\nDOMAINS=example.com",
      ])
    #expect(
      found == [
        "search example.org example.net example.com", "nameserver 192.0.2.53", "nameserver 10.2.0.53",
        "nameserver 10.10.0.53",
      ])
  }

  @Test func `a link-local server is of its link`() throws {
    let found = try resolver(document: "", [2: "DNS=fe80::53 fe80::54%eth2 2001:db8::53"])
    #expect(found == ["nameserver fe80::53%eth2", "nameserver fe80::54%eth2", "nameserver 2001:db8::53"])
  }

  @Test func `where the local stage left nothing, nothing is touched`() throws {
    #expect(try resolver(document: nil, [2: "DNS=10.2.0.53"]) == ["nameserver 198.51.100.1"])
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import LocalStage
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

  @Test func `without any server what stands there stays`() throws {
    #expect(try resolver(document: "# ours\n", [2: "DNS=\nDOMAINS=example.net"]) == ["nameserver 198.51.100.1"])
  }

  @Test func `a merge that fails leaves nothing behind`() throws {
    let script = try PackagedScript("systemd/networkd-dns")
    try script.write("etc/resolv.conf", "nameserver 198.51.100.1\n")
    try script.write("etc/systemd/network/swinit-resolv.conf", "nameserver 192.0.2.53\n")
    try script.replace("awk", with: "echo half; exit 2")
    try script.run(status: 2)
    #expect(try script.resolver() == ["nameserver 198.51.100.1"])
    #expect(!FileManager.default.fileExists(atPath: script.root.appending(path: "etc/resolv.conf.swinit").path))
  }

  @Test func `the local stage knows what the script has made: kept at the next boot, gone with clean`() throws {
    let script = try PackagedScript("systemd/networkd-dns")
    let host = HostFiles(root: script.root.path)
    try script.write("etc/resolv.conf", "nameserver 198.51.100.1\n")
    for path in ["usr/lib/systemd/systemd-networkd", "etc/os-release"] { try script.write(path, "ID=arch\n") }
    let nic = "sys/class/net/eth2"
    for (name, text) in [
      "address": "fa:16:3e:00:00:02", "type": "1", "uevent": "", "ifindex": "2", "device/vendor": "1",
    ] {
      try script.write("\(nic)/\(name)", "\(text)\n")
    }
    func boot() -> Bool {
      let options = LocalOptions(host: host, drive: nil, distro: nil, renderer: nil, isDryRun: false)
      var run = LocalRun(options, patience: FakeClock().patience, log: BootLog(kernelLog: nil, isQuiet: true))
      return run.run()
    }
    #expect(boot())
    #expect(try script.resolver() == ["nameserver 198.51.100.1"], "the fallback has no servers before a lease")
    try script.write("run/systemd/netif/links/2", "DNS=10.2.0.53\n")
    try script.run()
    #expect(try script.resolver() == ["nameserver 10.2.0.53"])
    #expect(boot())
    #expect(try script.resolver() == ["nameserver 10.2.0.53"])
    #expect(try Ledger.read(below: host.root)?.edits.isEmpty == true)
    try Transaction.clean(below: host.root)
    #expect(try script.resolver() == ["nameserver 198.51.100.1"])
  }

  @Test func `where the local stage left nothing, nothing is touched`() throws {
    #expect(try resolver(document: nil, [2: "DNS=10.2.0.53"]) == ["nameserver 198.51.100.1"])
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Boots after the drive has gone, or when its document cannot be used any more.
@Suite struct LocalKeptTests {
  /// A host that was booted with a document of two NICs, whose drive is gone since.
  private func host(missing: Int? = nil) throws -> FakeHost {
    let host = try FakeHost()
    for number in [1, 2] where number != missing { try host.addNIC("ens\(number)", number) }
    try host.seed(staticDocument(1, 2))
    #expect(host.boot())
    try host.removeSeed()
    return host
  }

  @Test func `a NIC that comes back is configured, though the drive is gone`() throws {
    let host = try host(missing: 2)
    #expect(host.report["complete"] as? Bool == false)
    #expect(host.boot())
    #expect(host.report["complete"] as? Bool == false)
    try host.addNIC("ens2", 2)
    #expect(host.boot())
    #expect(host.source == "kept")
    #expect(host.report["complete"] as? Bool == true)
    #expect(host.interfaces.contains("address 192.0.2.10/24"))
    #expect(host.boot())
    #expect(host.source == "kept")
  }

  @Test func `files that somebody has removed are written again`() throws {
    let host = try host()
    try host.remove("etc/network")
    #expect(host.boot())
    #expect(host.interfaces.contains("address 192.0.1.10/24"))
  }

  @Test func `another consumer that is installed meanwhile is written for`() throws {
    let host = try host()
    try host.remove("sbin/ifup")
    try host.write("usr/lib/systemd/systemd-networkd", "")
    #expect(host.boot())
    #expect(host.source == "kept")
    #expect(host.read("etc/systemd/network/10-swinit-ens1.network")?.contains("192.0.1.10/24") == true)
  }

  @Test func `an image on a machine with other NICs, whose firmware has no name, gets DHCP`() throws {
    let host = try host()
    for number in [1, 2] {
      try host.remove("sys/class/net/ens\(number)")
      try host.addNIC("ens\(number)", number + 5)
    }
    #expect(host.boot())
    #expect(host.source == "fallback")
    #expect(host.interfaces.contains("iface ens1 inet dhcp"))
  }

  @Test func `where the document is lost too, the files are kept as they are`() throws {
    let host = try host()
    let written = host.interfaces
    try host.remove("var/lib/swinit/network_data.json")
    #expect(host.boot())
    #expect(host.source == "kept")
    #expect(host.codes.contains("files-kept"))
    #expect(host.interfaces == written)
  }

  @Test func `a document all of whose networks are wrong does not cost the host its network`() throws {
    let wrong = staticDocument(1, 2).replacing("255.255.255.0", with: "255.0.255.0")
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.addNIC("ens2", 2)
    try host.seed(wrong)
    #expect(host.boot())
    #expect(host.source == "fallback")
    #expect(host.interfaces.contains("iface ens1 inet dhcp"))
    try host.seed(staticDocument(1, 2))
    #expect(host.boot())
    try host.seed(wrong)
    #expect(host.boot())
    #expect(host.source == "kept")
    #expect(host.interfaces.contains("address 192.0.1.10/24"))
  }

  @Test func `a document that is wrong as a whole is not waited for`() throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.seed(#"{"links":{"id":"a"},"networks":[]}"#)
    #expect(host.boot())
    #expect(host.source == "fallback")
    #expect(host.clock.time == .zero)
  }

  @Test func `links without networks are what the document asks for`() throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.seed(#"{"links":[{"id":"l1","type":"phy","ethernet_mac_address":"fa:16:3e:00:00:01"}],"networks":[]}"#)
    #expect(host.boot())
    #expect(host.source == "seed")
  }

  @Test(.enabled(if: getuid() == 0 && ProtectedFile.isPossible))
  func `a resolv.conf that somebody protects costs its servers, and not the network`() throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.write("etc/resolv.conf", "nameserver 198.51.100.1\n")
    let file = try ProtectedFile(host.url.appending(path: "etc/resolv.conf"))
    try host.seed(staticDocument(1))
    #expect(host.boot())
    #expect(host.codes.contains("resolver-protected"))
    #expect(host.interfaces.contains("address 192.0.1.10/24"))
    #expect(host.read("etc/resolv.conf") == "nameserver 198.51.100.1\n")
    _ = file
  }

  @Test(.enabled(if: getuid() == 0 && ProtectedFile.isPossible))
  func `a resolv.conf of ours that somebody has protected since costs its servers, and not the network`() throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.seed(staticDocument(1))
    #expect(host.boot())
    try host.write("etc/resolv.conf", "nameserver 198.51.100.1\n")
    let file = try ProtectedFile(host.url.appending(path: "etc/resolv.conf"))
    try host.seed(staticDocument(1, address: 11))
    #expect(host.boot())
    #expect(host.interfaces.contains("address 192.0.1.11/24"))
    #expect(host.read("etc/resolv.conf") == "nameserver 198.51.100.1\n")
    _ = file
  }
}

/// A file that nobody can change until the test ends (chattr(1)).
private final class ProtectedFile {
  private let url: URL

  init(_ url: URL) throws {
    self.url = url
    #expect(try Self.change("+i", url) == 0)
  }

  deinit { _ = try? Self.change("-i", url) }

  private static func change(_ attribute: String, _ url: URL) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/chattr")
    process.arguments = [attribute, url.path]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Whether this machine's file system knows the attribute.
  static var isPossible: Bool {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer {
      _ = try? change("-i", url)
      try? FileManager.default.removeItem(at: url)
    }
    return FileManager.default.createFile(atPath: url.path, contents: nil) && (try? change("+i", url)) == 0
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// packaging/dhcp/swinit, run by the shell as dhclient-script(8) runs it, with the paths of a directory of its own.
@Suite struct LeaseHookTests {
  private let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  private init() throws {
    for path in ["etc/dhcp", "run"] {
      try FileManager.default.createDirectory(at: root.appending(path: path), withIntermediateDirectories: true)
    }
  }

  /// What resolv.conf says after leases one after another; each is the variables that dhclient sets.
  private func resolver(after leases: [String]) throws -> [String] {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: package.appending(path: "packaging/dhcp/swinit"), encoding: .utf8)
    let hook = text.replacing("/etc/", with: "\(root.path)/etc/").replacing("/run/", with: "\(root.path)/run/")
    let before = "make_resolv_conf() { echo dhclient >\(root.path)/etc/resolv.conf; }"
    for lease in leases {
      let shell = Process()
      shell.executableURL = URL(filePath: "/bin/sh")
      shell.arguments = [
        "-euc",
        "new_domain_search= new_domain_name= new_dhcp6_domain_search="
          + " new_domain_name_servers= new_dhcp6_name_servers=\n\(lease)\n\(before)\n\(hook)\nmake_resolv_conf",
      ]
      try shell.run()
      shell.waitUntilExit()
      #expect(shell.terminationStatus == 0)
    }
    return try String(contentsOf: root.appending(path: "etc/resolv.conf"), encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.map(String.init)
  }

  private func leave(_ document: String) throws {
    try Data(document.utf8).write(to: root.appending(path: "etc/dhcp/swinit-resolv.conf"))
  }

  private let first = "interface=eth0 new_domain_name=example.net new_domain_name_servers='10.0.0.53 192.0.2.53'"
  private let second = "interface=eth1 new_domain_search='example.com example.net' new_domain_name_servers=10.1.0.53"
  private let sixth = "interface=eth1 new_dhcp6_name_servers='2001:db8::53 fe80::53'"

  @Test func `the document's servers come before those of every lease, each once`() throws {
    try leave("# ours\nsearch example.org\nnameserver 192.0.2.53\n")
    #expect(
      try resolver(after: [first, second, sixth]) == [
        "search example.org example.net example.com", "nameserver 192.0.2.53", "nameserver 10.0.0.53",
        "nameserver 10.1.0.53", "nameserver 2001:db8::53", "nameserver fe80::53%eth1",
      ])
    try FileManager.default.removeItem(at: root)
  }

  @Test func `a lease that is renewed takes the place of its old one`() throws {
    try leave("# ours\n")
    let renewed = "interface=eth0 new_domain_name_servers=10.0.0.54"
    #expect(try resolver(after: [first, renewed]) == ["nameserver 10.0.0.54"])
    try FileManager.default.removeItem(at: root)
  }

  @Test func `where the local stage has left nothing, dhclient does as it always does`() throws {
    #expect(try resolver(after: [first]) == ["dhclient"])
    try FileManager.default.removeItem(at: root)
  }
}

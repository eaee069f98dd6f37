// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// packaging/dhcp/swinit, run by the shell as dhclient-script(8) runs it, on a host of its own.
@Suite struct LeaseHookTests {
  /// What resolv.conf says after leases one after another; each is the variables that dhclient sets.
  private func resolver(document: String?, after leases: [String]) throws -> [String] {
    let hook = try PackagedScript("dhcp/swinit")
    if let document { try hook.write("etc/dhcp/swinit-resolv.conf", document) }
    let none =
      "new_domain_search= new_domain_name= new_dhcp6_domain_search= new_domain_name_servers= new_dhcp6_name_servers="
    let own = "make_resolv_conf() { echo dhclient >\(hook.root.path)/etc/resolv.conf; }"
    for lease in leases { try hook.run(after: "\(none)\n\(lease)\n\(own)", before: "make_resolv_conf") }
    return try hook.resolver()
  }

  private let first = "interface=eth0 new_domain_name=example.net new_domain_name_servers='10.0.0.53 192.0.2.53'"
  private let second = "interface=eth1 new_domain_search='example.com example.net' new_domain_name_servers=10.1.0.53"
  private let sixth = "interface=eth1 new_dhcp6_name_servers='2001:db8::53 fe80::53'"

  @Test func `the document's servers come before those of every lease, each once`() throws {
    let document = "# ours\nsearch example.org\nnameserver 192.0.2.53\n"
    #expect(
      try resolver(document: document, after: [first, second, sixth]) == [
        "search example.org example.net example.com", "nameserver 192.0.2.53", "nameserver 10.0.0.53",
        "nameserver 10.1.0.53", "nameserver 2001:db8::53", "nameserver fe80::53%eth1",
      ])
  }

  @Test func `a lease that is renewed takes the place of its old one`() throws {
    let renewed = "interface=eth0 new_domain_name_servers=10.0.0.54"
    #expect(try resolver(document: "# ours\n", after: [first, renewed]) == ["nameserver 10.0.0.54"])
  }

  @Test func `a resolv.conf that is a link is left to whoever made it`() throws {
    let hook = try PackagedScript("dhcp/swinit")
    try hook.write("etc/dhcp/swinit-resolv.conf", "nameserver 192.0.2.53\n")
    try hook.write("run/stub", "nameserver 127.0.0.53\n")
    let link = hook.root.appending(path: "etc/resolv.conf").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../run/stub")
    try hook.run(
      after: "new_domain_search= new_domain_name= new_dhcp6_domain_search= new_dhcp6_name_servers=\n\(first)",
      before: "make_resolv_conf")
    #expect(try hook.resolver() == ["nameserver 127.0.0.53"])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../run/stub")
  }

  @Test func `where the local stage has left nothing, dhclient does as it always does`() throws {
    #expect(try resolver(document: nil, after: [first]) == ["dhclient"])
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Testing

@Suite("Rule 22: no text passes but through a type that bounds it")
struct InjectionTests {
  private static let attacks = [
    "$(reboot)", "`reboot`", "; reboot", "| sh", "& reboot", #"\nup reboot"#, #"x\u0000y"#, "../../../etc/passwd",
    "/etc/passwd",
    #"\" : \""#, "'", "${IFS}", "%s%n", "ens1\\u2028", "-rf", "\u{202e}", "*", "a b",
  ]

  /// Every text member of a document at once.
  @Test(arguments: attacks)
  func `an attack in every place leaves the plan clean`(attack: String) throws {
    let more = #""name":"\#(attack)","vif_id":"\#(attack)""#
    let keys = ["bond_mode", "bond_miimon", "bond_primary", "bond_arp_ip_target", "bond_xmit_hash_policy"]
    let options = keys.map { #""\#($0)":"\#(attack)""# }.joined(separator: ",")
    let service = #"{"type":"\#(attack)","address":"\#(attack)"},\#(dns(attack))"#
    let net = static4(
      #""network_id":"\#(attack)","gateway":"\#(attack)","dns_search":["\#(attack)"],"dns_nameservers":["\#(attack)"],"#
        + #""services":[\#(service)],"routes":[{"network":"\#(attack)","netmask":"\#(attack)","gateway":"\#(attack)"}]"#
    )
    let links = [
      phy(1, more), phy(2, more), phy(3), bond(attack, of: [2], "\(more),\(options)"), vlan(attack + "v", more),
      vlan("w", tag: #""\#(attack)""#), phy(4, type: #""\#(attack)""#),
    ]
    let networks = [
      net, static4(on: attack, host: 11), network(attack), network("ipv4", #""ip_address":"\#(attack)""#),
    ]
    let reading = read(document(links, networks, services: [service]))
    expectSound(reading)
    #expect(try reading.link("ens1").addressTexts == ["192.0.2.10/24"])
    #expect(try reading.names().sorted() == ["bond0", "ens1", "ens1.100", "ens2", "ens3", "ens4"])
  }

  @Test(arguments: attacks)
  func `a finding is one printable line, whatever it quotes`(attack: String) {
    let keys = #"{"links":[{"\#(attack)":1,"id":"a","type":"phy","mtu":"\#(attack)"}],"\#(attack)":{},"networks":[]}"#
    for finding in read(keys).findings {
      let line = finding.line(file: "-")
      #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f..<0xa0).contains($0.value) }, "\(line)")
    }
  }
}

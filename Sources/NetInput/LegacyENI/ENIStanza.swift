// SPDX-License-Identifier: Apache-2.0

import NetModel

/// One `iface NAME FAMILY METHOD` with its options.
struct ENIStanza {
  /// The name, without the label of an alias.
  let name: InterfaceName
  /// How the stanza gives addresses.
  let method: ENIMethod
  /// The word that names the interface.
  let word: ENIWord
  /// The options in their order.
  var options: [ENIOption] = []

  /// The place of the stanza's interface.
  var path: DocumentPath { .root[name.text] }

  /// The first option of a name.
  func option(_ name: String) -> ENIOption? { options.first { $0.name == name } }

  /// What makes the stanza one of a link that is not a NIC; nil where it is one.
  var signOfOtherLink: String? {
    options.first { ENIOption.isOfOtherLink($0.name) }?.name ?? (name.text.utf8.contains(.dot) ? name.text : nil)
  }

  /// The name in a word: `eth0:1` is a further address of eth0 (interfaces(5), "alias interfaces").
  static func interfaceText(of word: ENIWord) -> String { String(word.text.prefix { $0 != ":" }) }
}

/// An option of a stanza.
struct ENIOption {
  /// The name, with hyphens for underscores: Proxmox writes `dns_nameservers`.
  let name: String
  /// The name as it stands.
  let word: ENIWord
  /// The rest of the line.
  let values: [ENIWord]

  init(_ line: ENILine) {
    word = line.words[0]
    name = String(word.text.map { $0 == "_" ? "-" : $0 })
    values = Array(line.words.dropFirst())
  }

  /// Where the first value stands, else the name.
  var place: ENIWord { values.first ?? word }

  /// The value as it stands, blanks made one.
  var text: String { values.map(\.text).joined(separator: " ") }

  /// Options that have one value in a stanza.
  static let single: Set<String> = ["address", "netmask", "gateway", "mtu", "hwaddress", "metric", "dhcp"]
  /// Options that may be repeated.
  static let servers: Set<String> = ["dns-nameservers", "dns-nameserver"]
  static let domains: Set<String> = ["dns-search", "dns-domain"]
  static let commands: Set<String> = ["up", "pre-up", "post-up"]
  static let undoing: Set<String> = ["down", "pre-down", "post-down"]
  /// Options that say what follows from others.
  static let implied: Set<String> = ["broadcast", "network"]

  private static let known = single.union(servers).union(domains).union(commands).union(undoing).union(implied)

  /// Whether an option is read, or costs its stanza.
  var isKnown: Bool { Self.known.contains(name) || Self.isOfOtherLink(name) }

  /// Whether an option makes a bond, a bridge or a VLAN (ifenslave, bridge-utils-interfaces(5), interfaces(5)).
  static func isOfOtherLink(_ name: String) -> Bool {
    name == "slaves" || name == "vlan-raw-device" || name.hasPrefix("bond-") || name.hasPrefix("bridge-")
  }
}

/// How a stanza gives its interface addresses.
enum ENIMethod {
  case manual
  case fixed(IPFamily)
  case dhcpv4
  case advertised(IPv6Mode)

  /// The methods of interfaces(5) that a NIC in a cloud can have.
  init?(family: String, method: String) {
    switch (family, method) {
    case ("inet", "manual"), ("inet6", "manual"): self = .manual
    case ("inet", "static"): self = .fixed(.v4)
    case ("inet6", "static"): self = .fixed(.v6)
    case ("inet", "dhcp"): self = .dhcpv4
    case ("inet6", "auto"): self = .advertised(.slaac)
    case ("inet6", "dhcp"): self = .advertised(.stateful)
    default: return nil
    }
  }
}

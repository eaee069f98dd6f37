// SPDX-License-Identifier: Apache-2.0

import NetModel

/// An ifcfg-N file: KEY=VALUE lines in the shape that a shell and NetworkManager's parser read alike.
struct IfcfgFile {
  /// The N of ifcfg-N.
  let suffix: String
  let path: String
  private let values: [String: String]

  init(_ contents: String, path: String, suffix: String) throws {
    var values: [String: String] = [:]
    for line in try TextLine.all(of: contents, file: path) where !line.text.isEmpty && !line.text.hasPrefix("#") {
      guard let equals = line.text.firstIndex(of: "=") else { throw line.error("no KEY=VALUE") }
      let key = String(line.text[..<equals])
      guard key.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }), !key.isEmpty else {
        throw line.error("\"\(key)\" is no key (blanks round \"=\", export and several on a line are read differently)")
      }
      guard IfcfgKeys.knows(key) else { throw line.error("nobody knows the key \(key)") }
      let value = try Self.unquoted(String(line.text[line.text.index(after: equals)...]), at: line)
      if value.isEmpty { throw line.error("\(key) without a value") }
      guard values.updateValue(value, forKey: key) == nil else { throw line.error("\(key) twice") }
    }
    self.values = values
    self.suffix = suffix
    self.path = path
  }

  /// The value that both a shell and NetworkManager take from what stands after `=`.
  private static func unquoted(_ text: String, at line: TextLine) throws -> String {
    let plain = { (c: Character) in c.isASCII && (c.isLetter || c.isNumber || "_.:/%+,@-".contains(c)) }
    guard text.hasPrefix("\"") else {
      if let odd = text.first(where: { !plain($0) }) { throw line.error("\"\(odd)\" without quotes") }
      return text
    }
    var value = ""
    var rest = text.dropFirst()
    while let character = rest.popFirst() {
      switch character {
      case "\"":
        guard rest.isEmpty else { throw line.error("text after the closing quote") }
        return value
      case "\\":
        guard let next = rest.popFirst(), "\"\\$`".contains(next) else { throw line.error("a backslash of nothing") }
        value.append(next)
      case "$", "`": throw line.error("a shell expands \(character)")
      default: value.append(character)
      }
    }
    throw line.error("no closing quote")
  }

  /// The value of a key.
  subscript(key: String) -> String? { values[key] }

  /// Whether a key says yes or no; nil where it is not there, an error where it is neither.
  func flag(_ key: String) throws -> Bool? {
    switch values[key] {
    case nil: nil
    case "yes": true
    case "no": false
    case let other?: throw error("\(key)=\(other): yes or no")
    }
  }

  /// An error in this file.
  func error(_ text: String) -> MeaningError { MeaningError(path, text) }

  /// All keys.
  var keys: Dictionary<String, String>.Keys { values.keys }
}

/// The keys of which is known what both readers make of them.
enum IfcfgKeys {
  private static let plain: Set<String> = [
    "DEVICE", "TYPE", "HWADDR", "MACADDR", "ONBOOT", "BOOTPROTO", "NM_CONTROLLED", "MTU", "IPADDR", "PREFIX", "NETMASK",
    "GATEWAY", "DEFROUTE", "METRIC", "IPV4_ROUTE_METRIC", "IPV6_ROUTE_METRIC", "IPV6INIT", "IPV6_AUTOCONF", "IPV6ADDR",
    "IPV6ADDR_SECONDARIES", "IPV6_DEFAULTGW", "IPV6_DEFROUTE", "IPV6_FORCE_ACCEPT_RA", "IPV6_DISABLED", "DHCPV6C",
    "DHCPV6C_OPTIONS", "DOMAIN", "PEERDNS", "IPV6_PEERDNS", "BONDING_OPTS", "BONDING_MASTER", "MASTER", "SLAVE", "VLAN",
    "PHYSDEV", "VLAN_ID", "VID", "NOZEROCONF", "NAME", "PERSISTENT_DHCLIENT", "IPV4_FAILURE_FATAL",
    "IPV6_FAILURE_FATAL", "IPV4_DHCP_TIMEOUT", "IPV4_REQUIRED_TIMEOUT", "AUTOCONNECT_RETRIES", "IPV6_RA_TIMEOUT",
    "IPV6_PRIVACY", "CONNECTED_MODE", "REORDER_HDR", "IPV6_MTU", "GATEWAYDEV",
  ]

  /// Whether a key is one of these, or one of those that are numbered.
  static func knows(_ key: String) -> Bool {
    if plain.contains(key) { return true }
    for stem in ["IPADDR", "PREFIX", "NETMASK", "DNS"] {
      if let number = key.after(stem)?.decimal, "\(stem)\(number)" == key { return true }
    }
    return false
  }
}

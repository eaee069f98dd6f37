// SPDX-License-Identifier: Apache-2.0

/// The keys that have a meaning here: nm-settings-keyfile(5) and nm-settings(5) of NetworkManager 1.30 to 1.44.
///
/// NetworkManager passes over what it does not know, mostly without a word; `controller` and `port-type` are such keys
/// until 1.46.
enum KeyfileKeys {
  /// Names that the same group has as well.
  static let aliases = ["802-3-ethernet": "ethernet"]

  private static let groups: [String: Set<String>] = [
    "connection": [
      "id", "uuid", "type", "interface-name", "autoconnect", "autoconnect-priority", "autoconnect-retries",
      "autoconnect-slaves", "master", "slave-type",
    ],
    "ethernet": ["mac-address", "cloned-mac-address", "mtu"],
    "infiniband": ["mac-address", "transport-mode", "mtu"],
    "bond": Set(KeyfileBond.options).union(["mode"]),
    "vlan": ["id", "parent", "flags"],
    "ipv4": ip.union(["dhcp-client-id"]),
    "ipv6": ip.union(["addr-gen-mode", "ip6-privacy", "ra-timeout"]),
  ]

  /// `required-timeout` is there from 1.34 on; it changes how long the wait is, and nothing that is configured.
  private static let ip: Set<String> = [
    "method", "gateway", "dns", "dns-search", "route-metric", "dhcp-timeout", "dhcp-send-hostname", "required-timeout",
    "may-fail", "ignore-auto-dns", "ignore-auto-routes", "never-default",
  ]

  /// The numbers of keys like `address1`, in ascending order.
  static func numbers(of prefix: String, in group: KeyFile.Group) -> [Int] {
    group.keys.compactMap { $0.after(prefix)?.decimal }.sorted()
  }

  /// Checks that a file has no others.
  static func check(_ file: KeyFile) throws {
    for name in file.names {
      guard let group = file[name], let known = groups[aliases[name] ?? name] else {
        throw MeaningError(file.path, "invalid setting name '\(name)'")
      }
      for key in group.keys where !known.contains(key) && !isNumbered(key, name) {
        throw group.error("nobody knows the key \(key)")
      }
    }
  }

  private static func isNumbered(_ key: String, _ group: String) -> Bool {
    guard group == "ipv4" || group == "ipv6" else { return false }
    let stem = key.hasSuffix("_options") ? String(key.dropLast("_options".count)) : key
    let number = stem.after("route") ?? (stem == key ? stem.after("address") : nil)
    return number?.decimal.map { $0 > 0 && "\($0)" == number } ?? false
  }
}

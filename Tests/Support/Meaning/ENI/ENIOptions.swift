// SPDX-License-Identifier: Apache-2.0

/// The options that something reads: ifupdown 0.8.41 by family and method (inet.defn, inet6.defn), or its hooks.
enum ENIOptions {
  /// Native options of the methods that we know.
  static let methods: [String: [String: Set<String>]] = [
    "inet": [
      "loopback": [],
      "static": [
        "address", "netmask", "broadcast", "metric", "gateway", "pointopoint", "hwaddress", "mtu", "scope",
      ],
      "manual": ["hwaddress", "mtu"],
      "dhcp": ["hostname", "metric", "leasetime", "vendor", "client", "hwaddress"],
    ],
    "inet6": [
      "loopback": [],
      "auto": ["privext", "accept_ra", "dhcp", "request_prefix", "ll-attempts", "ll-interval"],
      "static": [
        "address", "netmask", "metric", "gateway", "media", "hwaddress", "mtu", "accept_ra", "autoconf", "privext",
        "scope",
        "preferred-lifetime", "dad-attempts", "dad-interval",
      ],
      "manual": ["hwaddress", "mtu"],
      "dhcp": ["hwaddress", "accept_ra", "autoconf", "request_prefix", "ll-attempts", "ll-interval"],
    ],
  ]

  /// What ifenslave 2.13 writes to sysfs, in the order in which its hook does.
  static let bondOptions = [
    "bond-fail-over-mac", "bond-use-carrier", "bond-num-grat-arp", "bond-num-unsol-na", "bond-arp-ip-target",
    "bond-arp-interval", "bond-miimon", "bond-downdelay", "bond-updelay", "bond-ad-select", "bond-mode",
    "bond-xmit-hash-policy", "bond-tlb-dynamic-lb", "bond-packets-per-slave", "bond-arp-validate", "bond-lacp-rate",
    "bond-primary", "bond-primary-reselect",
  ]

  /// What other hooks read: ifenslave's members, resolvconf's DNS, the vlan package's parent.
  private static let hookOptions: Set<String> = [
    "bond-slaves", "bond-master", "vlan-raw-device", "dns-nameservers", "dns-nameserver", "dns-search", "dns-domain",
  ]

  private static let known: Set<String> =
    methods.values.reduce(into: hookOptions.union(bondOptions)) { all, methods in
      for options in methods.values { all.formUnion(options) }
    }

  /// Whether any method or hook reads an option of this name.
  static func knows(_ name: String) -> Bool { known.contains(name) }
}

extension ENIStanza {
  /// The value of an option that the stanza's own method reads; in others it is silently nothing.
  func native(_ name: String) -> String? {
    ENIOptions.methods[family]?[method]?.contains(name) == true ? options[name] : nil
  }
}

// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetInput

/// The names that a host is to have.
struct HostName: Hashable, Sendable {
  /// The name alone.
  let short: String
  /// The name with its domain; the name alone where no domain is known.
  let full: String
  /// The one of the two that the kernel is to have.
  let chosen: String

  /// The names that settings and the instance give; nil where neither does.
  ///
  /// Keys and their rank are those of cloud-init's reference, module "Set Hostname". The full name is preferred where
  /// the distribution's custom is so, unless `prefer_fqdn_over_hostname` says otherwise.
  init?(_ context: ModuleContext, _ plan: inout ModulePlan) {
    let settings = context.settings
    let (fqdn, hostname) = (plan.name("fqdn", in: settings), plan.name("hostname", in: settings))
    let given = context.instance.hostname.map(Self.withoutEnd).flatMap { name -> String? in
      if name.isHostName { return Self.ofAddress(name) ?? name }
      if !name.isEmpty { plan.warn("the instance's hostname is no host name; it is ignored") }
      return nil
    }
    if let fqdn {
      (short, full) = (hostname ?? Self.first(fqdn), fqdn)
    } else if let hostname, hostname.contains(".") {
      (short, full) = (Self.first(hostname), hostname)
    } else if let name = hostname ?? given.map(Self.first) {
      (short, full) = (name, given ?? name)
    } else {
      return nil
    }
    let prefersFull = context.distribution.map { Self.prefersFull.contains($0.id) } ?? false
    let isFull = plan.flag("prefer_fqdn_over_hostname", in: settings, default: prefersFull)
    // The kernel takes no more than 64 bytes (sethostname(2)).
    chosen = isFull && full.utf8.count <= 64 ? full : short
  }

  /// The distributions by whose custom the kernel's host name has the domain: that of Red Hat, Photon and Azure Linux.
  private static let prefersFull: Set<String> = [
    "rhel", "centos", "rocky", "almalinux", "fedora", "ol", "amzn", "cloudlinux", "eurolinux", "miraclelinux",
    "virtuozzo", "openEuler", "photon", "mariner", "azurelinux",
  ]

  private static func first(_ name: String) -> String { String(name.prefix { $0 != "." }) }

  /// A full name may end with the root's dot, which programs that set names do not take.
  fileprivate static func withoutEnd(_ name: String) -> String { name.last == "." ? String(name.dropLast()) : name }

  /// Some clouds give an address for a name, whose first part would be a number.
  private static func ofAddress(_ name: String) -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil } ? "ip-" + parts.joined(separator: "-") : nil
  }
}

extension ModulePlan {
  fileprivate mutating func name(_ key: String, in settings: YAMLNode) -> String? {
    guard let text = text(key, in: settings).map(HostName.withoutEnd) else { return nil }
    if text.isHostName { return text }
    warn("\(key) is no host name: letters, digits, hyphens and dots are expected; it is ignored")
    return nil
  }
}

extension String {
  /// Whether it is a name of a host, with its domain or without: at most 253 bytes, of which none but letters, digits,
  /// hyphens and underscores, and at most 63 between dots (RFC 1123 section 2.1, RFC 1035 section 2.3.4).
  fileprivate var isHostName: Bool {
    guard (1...253).contains(utf8.count) else { return false }
    return split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
      (1...63).contains(part.utf8.count) && part.first != "-" && part.last != "-"
        && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }
  }
}

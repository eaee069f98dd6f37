// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Addresses and their lengths.
extension FindingLog {
  /// The static addresses of a network, those of `ip_addresses` after its own; nil where it has none that can be used.
  mutating func readAddresses(of network: WireNetwork, family: IPFamily?, at path: DocumentPath) -> [IPPrefix]? {
    var prefixes: [IPPrefix] = []
    let more = elements(
      of: network.ipAddresses, at: path["ip_addresses"], expected: "an object that describes an address")
    if more.isEmpty || !(network.ipAddress?.isEmpty ?? true) {
      let own = readPrefix(
        network.ipAddress, network.netmask, family: family, at: path["ip_address"], maskAt: path["netmask"])
      guard let own else { return nil }
      prefixes.append(own)
    }
    for (path, address) in more {
      let prefix = readPrefix(
        address.address, address.netmask, family: family, at: path["address"], maskAt: path["netmask"], of: "address")
      if let prefix, !prefixes.contains(prefix) { prefixes.append(prefix) }
    }
    return prefixes.isEmpty ? nil : prefixes
  }

  private mutating func readPrefix(
    _ address: WireScalar?, _ mask: WireScalar?, family: IPFamily?, at path: @autoclosure () -> DocumentPath,
    maskAt: @autoclosure () -> DocumentPath,
    of what: String = "network"
  ) -> IPPrefix? {
    guard let text = text(address, at: path(), expected: "an IP address") else {
      if address?.isEmpty ?? true {
        add(
          .missingKey, at: path(), "a static network needs an address; this one is left out",
          hint: "add ip_address, or make the type ipv4_dhcp or ipv6_dhcp")
      }
      return nil
    }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let ip = IPAddress(String(parts[0])), !ip.isUnspecified, !ip.isMulticast else {
      add(.addressInvalid, at: path(), "\"\(text.printable)\" is no address of an interface; this \(what) is left out")
      return nil
    }
    if let family, ip.family != family {
      add(
        .networkFamily, at: path(),
        "\(ip) is an \(ip.family.rawValue) address in an \(family.rawValue) network; it is used as it is",
        hint: "make the type \(ip.family == .v4 ? "ipv4" : "ipv6")")
    }
    let length: Int
    if parts.count == 2 {
      guard let own = Int(decimal: parts[1].utf8), own <= ip.family.bits else {
        add(.addressInvalid, at: path(), "\"\(text.printable)\" has no length that fits; this \(what) is left out")
        return nil
      }
      length = own
      compare(mask, with: own, family: ip.family, at: maskAt())
    } else {
      guard let given = readLength(mask, family: ip.family, at: maskAt(), of: what) else { return nil }
      length = given
    }
    guard let prefix = IPPrefix(ip, length: length) else { return nil }
    warnIfNotHost(prefix, at: path())
    return prefix
  }

  /// The length that a netmask gives; the whole address where there is none; nil, with an error, where it is unusable.
  private mutating func readLength(
    _ scalar: WireScalar?, family: IPFamily, at path: @autoclosure () -> DocumentPath, of what: String
  )
    -> Int?
  {
    guard let scalar, !scalar.isEmpty else {
      add(
        .netmaskMissing, at: path(),
        "nothing gives the length of the network; /\(family.bits) is used, which has no neighbours",
        hint: "add netmask, or write the address as ADDRESS/LENGTH")
      return family.bits
    }
    guard let text = text(scalar, at: path(), expected: "a netmask") else { return nil }
    do throws(Netmask.Failure) {
      let mask = try Netmask(text, family: family)
      if case .length(let length) = mask {
        add(
          .netmaskIsPrefix, at: path(),
          "\"\(text.printable)\" is a prefix length, not a mask; it is taken as /\(length)",
          hint: "write a mask such as \(family == .v4 ? "255.255.255.0" : "ffff:ffff:ffff:ffff::")")
      }
      return mask.bits
    } catch {
      add(
        .netmaskInvalid, at: path(),
        "\"\(text.printable)\" \(error.explanation(for: family)); this \(what) is left out",
        hint: "write a mask such as \(family == .v4 ? "255.255.255.0" : "ffff:ffff:ffff:ffff::")")
      return nil
    }
  }

  private mutating func compare(
    _ mask: WireScalar?, with length: Int, family: IPFamily, at path: @autoclosure () -> DocumentPath
  ) {
    guard let mask, !mask.isEmpty, let text = text(mask, at: path(), expected: "a netmask") else { return }
    let other = try? Netmask(text, family: family).bits
    guard other != length else { return }
    let meaning = other.map { "means /\($0)" } ?? "is no mask"
    add(
      .netmaskConflict, at: path(), "\"\(text.printable)\" \(meaning), but the address says /\(length), which is used",
      hint: "remove one of the two")
  }

  private mutating func warnIfNotHost(_ prefix: IPPrefix, at path: @autoclosure () -> DocumentPath) {
    guard prefix.family == .v4, prefix.length < 31 else { return }
    let hosts = UInt128(UInt32.max >> UInt32(prefix.length))
    let place = prefix.address.value & hosts
    guard place == 0 || place == hosts else { return }
    add(
      .addressNotHost, at: path(),
      "\(prefix) is the \(place == 0 ? "network's own" : "broadcast") address, not a host's; it is used as it is")
  }
}

extension Netmask.Failure {
  /// What is wrong with a mask, in words that follow it.
  func explanation(for family: IPFamily) -> String {
    switch self {
    case .nonContiguous: "is no mask, for it has zeros before ones"
    case .wrongFamily: "does not fit an \(family.rawValue) address"
    case .unreadable: "is neither a mask nor a prefix length"
    }
  }
}

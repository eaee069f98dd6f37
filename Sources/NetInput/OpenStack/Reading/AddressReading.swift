// SPDX-License-Identifier: Apache-2.0

import NetModel

/// An address of the document and the netmask beside it.
private struct AddressPlace {
  let address: WireScalar?
  let mask: WireScalar?
  /// Of the object that both stand in.
  let path: DocumentPath
  /// The key of the address.
  let key: String
  /// What an error costs.
  let what: String

  var addressPath: DocumentPath { path[key] }
  var maskPath: DocumentPath { path["netmask"] }
}

/// Addresses and their lengths.
extension FindingLog {
  /// The static addresses of a network, those of `ip_addresses` after its own; nil where it has none that can be used.
  mutating func readAddresses(of network: WireNetwork, family: IPFamily?, at path: DocumentPath) -> [IPPrefix]? {
    var prefixes = OrderedSet<IPPrefix>()
    let more = elements(
      of: network.ipAddresses, at: path["ip_addresses"], expected: "an object that describes an address")
    if more.isEmpty || !(network.ipAddress?.isEmpty ?? true) {
      let own = AddressPlace(
        address: network.ipAddress, mask: network.netmask, path: path, key: "ip_address", what: "network")
      guard let prefix = readPrefix(own, family: family) else { return nil }
      prefixes.append(prefix)
    }
    for (path, wire) in more {
      let place = AddressPlace(
        address: wire.address, mask: wire.netmask, path: path, key: "address", what: "address")
      if let prefix = readPrefix(place, family: family) { prefixes.append(prefix) }
    }
    return prefixes.elements.isEmpty ? nil : prefixes.elements
  }

  private mutating func readPrefix(_ place: AddressPlace, family: IPFamily?) -> IPPrefix? {
    guard let text = readText(of: place) else { return nil }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let ip = IPAddress(String(parts[0])), ip.isAssignable else {
      add(
        .addressInvalid, at: place.addressPath,
        "\"\(text.printable)\" is no address of an interface; this \(place.what) is left out")
      return nil
    }
    if let family, ip.family != family {
      add(
        .networkFamily, at: place.addressPath,
        "\(ip) is an \(ip.family.rawValue) address in an \(family.rawValue) network; it is used as it is",
        hint: "make the type \(ip.family == .v4 ? "ipv4" : "ipv6")")
    }
    guard parts.count == 2 else { return readMasked(ip, at: place) }
    guard let prefix = Int(decimal: parts[1].utf8).flatMap({ IPPrefix(ip, length: $0) }) else {
      add(
        .addressInvalid, at: place.addressPath,
        "\"\(text.printable)\" has no length that fits; this \(place.what) is left out")
      return nil
    }
    compare(place.mask, with: prefix.length, family: ip.family, at: place.maskPath)
    warnIfNotHost(prefix, at: place.addressPath)
    return prefix
  }

  /// The text of an address, which a static network must have.
  private mutating func readText(of place: AddressPlace) -> String? {
    if let text = text(place.address, at: place.addressPath, expected: "an IP address") { return text }
    if place.address?.isEmpty ?? true {
      add(
        .missingKey, at: place.addressPath, "a static network needs an address; this one is left out",
        hint: "add ip_address, or make the type ipv4_dhcp or ipv6_dhcp")
    }
    return nil
  }

  /// An address with the length that its netmask gives.
  private mutating func readMasked(_ ip: IPAddress, at place: AddressPlace) -> IPPrefix? {
    let length = readLength(place.mask, family: ip.family, at: place.maskPath, of: place.what)
    guard let prefix = length.flatMap({ IPPrefix(ip, length: $0) }) else { return nil }
    warnIfNotHost(prefix, at: place.addressPath)
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

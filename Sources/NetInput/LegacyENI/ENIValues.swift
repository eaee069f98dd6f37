// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The values of options, each through its type, with a finding where it is none.
extension ENILog {
  /// The address that a stanza gives, with its length; nil, with an error, where the stanza cannot be used.
  mutating func readAddress(of stanza: ENIStanza, family: IPFamily) -> IPPrefix? {
    guard let option = stanza.option("address"), !option.values.isEmpty else {
      add(
        .missingKey, at: stanza.word, in: stanza.path["address"],
        "a static stanza needs an address; this one is left out", hint: "add address, or make it inet dhcp")
      return nil
    }
    let path = stanza.path["address"]
    let parts = option.text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = parts.first.flatMap({ IPAddress(String($0)) }), address.isAssignable else {
      add(
        .addressInvalid, at: option.place, in: path,
        "\"\(option.text.printable)\" is no address of an interface; this stanza is left out")
      return nil
    }
    if address.family != family {
      add(
        .networkFamily, at: option.place, in: path,
        "\(address) is an \(address.family.rawValue) address in an \(family.rawValue) stanza; it is used as it is",
        hint: "write \(address.family == .v4 ? "inet" : "inet6")")
    }
    guard parts.count == 2 else { return readNetmask(of: stanza, for: address) }
    guard let prefix = Int(decimal: parts[1].utf8).flatMap({ IPPrefix(address, length: $0) }) else {
      add(
        .addressInvalid, at: option.place, in: path,
        "\"\(option.text.printable)\" has no length that fits; this stanza is left out")
      return nil
    }
    compareNetmask(of: stanza, with: prefix)
    return prefix
  }

  /// Dotted or colon masks and lengths alike; interfaces(5) allows both.
  private mutating func readNetmask(of stanza: ENIStanza, for address: IPAddress) -> IPPrefix? {
    guard let option = stanza.option("netmask"), !option.values.isEmpty else {
      add(
        .netmaskMissing, at: stanza.word, in: stanza.path["netmask"],
        "nothing gives the length of the network; /\(address.family.bits) is used, which has no neighbours",
        hint: "add netmask, or write the address as ADDRESS/LENGTH")
      return .host(address)
    }
    do throws(Netmask.Failure) {
      return IPPrefix(address, length: try Netmask(option.text, family: address.family).bits)
    } catch {
      add(
        .netmaskInvalid, at: option.place, in: stanza.path["netmask"],
        "\"\(option.text.printable)\" \(error.explanation(for: address.family)); this stanza is left out")
      return nil
    }
  }

  private mutating func compareNetmask(of stanza: ENIStanza, with prefix: IPPrefix) {
    guard let option = stanza.option("netmask"), !option.values.isEmpty else { return }
    let other = try? Netmask(option.text, family: prefix.family).bits
    guard other != prefix.length else { return }
    add(
      .netmaskConflict, at: option.place, in: stanza.path["netmask"],
      "\"\(option.text.printable)\" \(other.map { "means /\($0)" } ?? "is no mask"), "
        + "but the address says /\(prefix.length), which is used",
      hint: "remove one of the two")
  }

  /// A next hop; nil where there is none (0.0.0.0 and :: count as none), and, with an error, where it is unusable.
  mutating func readGateway(of stanza: ENIStanza, own: [IPPrefix]) -> IPAddress? {
    guard let option = stanza.option("gateway"), !option.values.isEmpty else { return nil }
    guard let gateway = IPAddress(option.text), gateway.isUnspecified || gateway.isAssignable else {
      add(
        .routeGatewayInvalid, at: option.place, in: stanza.path["gateway"],
        "\"\(option.text.printable)\" is no address of a gateway; there is no default route of it")
      return nil
    }
    if own.contains(where: { $0.address == gateway }) {
      add(
        .routeGatewayInvalid, at: option.place, in: stanza.path["gateway"],
        "\(gateway) is an address of this link itself; there is no default route of it")
      return nil
    }
    return gateway.isUnspecified ? nil : gateway
  }

  mutating func readMetric(of stanza: ENIStanza) -> RouteMetric? {
    guard let option = stanza.option("metric") else { return nil }
    if let metric = Int(decimal: option.text.utf8).flatMap({ RouteMetric($0) }) { return metric }
    add(
      .routeMetricInvalid, at: option.place, in: stanza.path["metric"],
      "\"\(option.text.printable)\" is no metric; it is ignored", hint: "0 to 4294967295 is expected")
    return nil
  }

  mutating func readMTU(of stanza: ENIStanza) -> MTU? {
    guard let option = stanza.option("mtu") else { return nil }
    let number = Int(decimal: option.text.utf8)
    if number == 0 { return nil }
    if let mtu = number.flatMap({ MTU($0) }) { return mtu }
    add(
      .mtuInvalid, at: option.place, in: stanza.path["mtu"], "\"\(option.text.printable)\" is no MTU; it is ignored",
      hint: "68 to 65535 is expected")
    return nil
  }

  /// `hwaddress ether ADDRESS`, or without the class (interfaces(5)).
  mutating func readMAC(of stanza: ENIStanza) -> MACAddress? {
    guard let option = stanza.option("hwaddress") else { return nil }
    let isPlain = option.values.count == 1 || ["ether", "infiniband"].contains(option.values.first?.text)
    if isPlain, option.values.count <= 2, let address = option.values.last.flatMap({ MACAddress($0.text) }) {
      return address
    }
    add(
      .macInvalid, at: option.place, in: stanza.path["hwaddress"],
      "\"\(option.text.printable)\" is no MAC address; it is ignored",
      hint: "six octets such as fa:16:3e:00:00:01 are expected, not all zero")
    return nil
  }

  /// The DNS servers of options, in their order; what is none is told.
  mutating func readServers(_ options: [ENIOption], at path: DocumentPath) -> [IPAddress] {
    options.filter { ENIOption.servers.contains($0.name) }.flatMap { option in
      option.values.compactMap { word in
        if let address = IPAddress(word.text), !address.isUnspecified, !address.isMulticast { return address }
        add(
          .dnsInvalid, at: word, in: path[option.name],
          "\"\(word.text.printable)\" is no address of a DNS server; it is ignored")
        return nil
      }
    }
  }

  /// The search domains of options, in their order; what is none is told.
  mutating func readDomains(_ options: [ENIOption], at path: DocumentPath) -> [DomainName] {
    options.filter { ENIOption.domains.contains($0.name) }.flatMap { option in
      option.values.compactMap { word in
        if let domain = DomainName(word.text) { return domain }
        add(
          .searchDomainInvalid, at: word, in: path[option.name],
          "\"\(word.text.printable)\" is no domain name; it is ignored")
        return nil
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// DNS servers and search domains, in all the places where producers put them.
extension FindingLog {
  /// The DNS servers of a list of services; services of other types are noted.
  mutating func readServices(_ list: WireList<WireService>?, at path: @autoclosure () -> DocumentPath) -> [IPAddress] {
    elements(of: list, at: path(), expected: "an object that describes a service").compactMap { path, service in
      if let type = service.type, !type.isEmpty, type.text?.lowercased() != "dns" {
        add(
          .serviceNotDNS, at: path["type"],
          "\(type.text.map { "\"\($0.printable)\"" } ?? type.found) is no service that concerns the network; "
            + "it is ignored"
        )
        return nil
      }
      return readServer(service.address, at: path["address"])
    }
  }

  /// The DNS servers of a network: of its services, its `dns_nameservers`, and the services of its routes.
  mutating func readNameServers(of network: WireNetwork, at path: DocumentPath) -> [IPAddress] {
    var servers = readServices(network.services, at: path["services"])
    let plain = elements(of: network.dnsNameServers, at: path["dns_nameservers"], expected: "an IP address")
    servers += plain.compactMap { readServer($0.value, at: $0.path) }
    if case .elements(let routes)? = network.routes {
      for (index, route) in routes.enumerated() {
        guard case .success(let route) = route else { continue }
        servers += readServices(route.services, at: path["routes"][index]["services"])
      }
    }
    return servers
  }

  /// The search domains of a network.
  mutating func readSearchDomains(of network: WireNetwork, at path: DocumentPath) -> [DomainName] {
    elements(of: network.dnsSearch, at: path["dns_search"], expected: "a domain").compactMap { path, scalar in
      guard let text = text(scalar, at: path, expected: "a domain") else { return nil }
      if let domain = DomainName(text) { return domain }
      add(.searchDomainInvalid, at: path, "\"\(text.printable)\" is no domain name; it is ignored")
      return nil
    }
  }

  private mutating func readServer(_ scalar: WireScalar?, at path: @autoclosure () -> DocumentPath) -> IPAddress? {
    guard let text = text(scalar, at: path(), expected: "an IP address") else {
      if scalar?.isEmpty ?? true { add(.missingKey, at: path(), "this DNS server has no address; it is ignored") }
      return nil
    }
    if let address = IPAddress(text), !address.isUnspecified, !address.isMulticast { return address }
    add(.dnsInvalid, at: path(), "\"\(text.printable)\" is no address of a DNS server; it is ignored")
    return nil
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The keys that an object of the document may have.
///
/// The decoder's own list of an object's keys costs more than reading the object, so keys are compared while the text
/// is walked anyway.
struct WireShape: Sendable {
  /// What such an object is called, for messages.
  let kind: String
  private let keys: [(name: [UInt8], elements: WireShape?)]
  private let prefix: [UInt8]

  /// - Parameter keys: Each key, with the shape of the objects in its array where there are any.
  private init(_ kind: String, prefix: String = "", _ keys: KeyValuePairs<String, WireShape?>) {
    self.kind = kind
    self.prefix = Array(prefix.utf8)
    self.keys = keys.map { (Array($0.utf8), $1) }
  }

  /// What a key is to an object.
  enum Key {
    /// One of the shape's keys, by its place among them.
    case listed(Int)
    /// A key of which the shape knows the beginning.
    case prefixed(String)
    case unknown
  }

  /// The number of keys that the shape lists.
  var count: Int { keys.count }

  /// What a key is, given its bytes without escapes.
  func key(_ name: some Collection<UInt8>) -> Key {
    if let place = keys.firstIndex(where: { $0.name.count == name.count && $0.name.elementsEqual(name) }) {
      return .listed(place)
    }
    return !prefix.isEmpty && name.starts(with: prefix) ? .prefixed(String(decoding: name, as: UTF8.self)) : .unknown
  }

  /// The shape of the objects in the array of a key.
  func elements(of key: Key) -> WireShape? {
    if case .listed(let place) = key { keys[place].elements } else { nil }
  }

  private static let service = WireShape("service", ["type": nil, "address": nil])

  private static let address = WireShape("network address", ["address": nil, "netmask": nil])

  private static let route = WireShape(
    "route", ["network": nil, "netmask": nil, "gateway": nil, "metric": nil, "services": service])

  // `vif_id` is the port's id in neutron: of no use in the guest. Every `bond_` key is judged when the bond is read.
  private static let link = WireShape(
    "link", prefix: "bond_",
    [
      "id": nil, "type": nil, "ethernet_mac_address": nil, "mtu": nil, "vif_id": nil, "name": nil, "vlan_id": nil,
      "vlan_link": nil, "vlan_mac_address": nil,
    ])

  // `id` and `network_id` are no keys of ours: ironic and CloudStack repeat them. `network_name` is for people.
  private static let network = WireShape(
    "network",
    [
      "id": nil, "type": nil, "link": nil, "ip_address": nil, "netmask": nil, "routes": route, "services": service,
      "network_id": nil, "gateway": nil, "dns_nameservers": nil, "dns_search": nil, "ip_addresses": address,
      "network_name": nil,
    ])

  /// The document itself.
  static let document = WireShape("document", ["links": link, "networks": network, "services": service])
}

/// A key that stands more than once in its object.
struct RepeatedKey: Hashable {
  let key: String
  let path: DocumentPath
}

/// A key that its object may not have.
struct UnknownKey: Equatable {
  /// What the object is called.
  let kind: String
  let key: String
  let path: DocumentPath
}

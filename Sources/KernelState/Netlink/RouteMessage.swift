// SPDX-License-Identifier: Apache-2.0

import CLinux
import NetModel

extension KernelRoute {
  /// Reads RTM_NEWROUTE: struct rtmsg and RTA_* attributes, a route for each next hop.
  ///
  /// None for another message, another table than the main one, routes that reach nobody (blackhole and the like), and
  /// what the kernel has learned of single destinations.
  static func all(in message: NetlinkMessage) -> [KernelRoute] {
    let attributes = NetlinkAttributes(message.body.dropping(12))
    guard message.type == RTM_NEWROUTE, let family = message.body.uint8(0).flatMap(IPFamily.init(number:)),
      let length = message.body.uint8(1), let table = message.body.uint8(4), let origin = message.body.uint8(5),
      message.body.uint8(7) == UInt8(RTN_UNICAST), let flags = message.body.uint32(8),
      flags & UInt32(RTM_F_CLONED) == 0,
      attributes.uint32(Int(RTA_TABLE.rawValue)) ?? UInt32(table) == UInt32(RT_TABLE_MAIN.rawValue),
      let destination = destination(attributes, family, length: Int(length))
    else { return [] }
    let expires = attributes[Int(RTA_CACHEINFO.rawValue)]?.uint32(expiryOffset) ?? 0
    let route = KernelRoute(
      link: 0, to: destination, metric: attributes.uint32(Int(RTA_PRIORITY.rawValue)) ?? 0,
      origin: Origin(number: origin), expires: expires != 0)
    guard let hops = attributes[Int(RTA_MULTIPATH.rawValue)] else {
      return attributes.index(Int(RTA_OIF.rawValue)).map { [route.by($0, attributes)] } ?? []
    }
    return self.hops(hops).map { route.by($0.link, $0.attributes) }
  }

  /// rta_expires of struct rta_cacheinfo; IPv6 alone uses it.
  private static let expiryOffset = 8

  private static func destination(_ attributes: NetlinkAttributes, _ family: IPFamily, length: Int) -> IPPrefix? {
    guard let bytes = attributes[Int(RTA_DST.rawValue)] else { return length == 0 ? .everything(family) : nil }
    return bytes.address(family).flatMap { IPPrefix($0, length: length) }
  }

  /// The next hops of a route that has several: struct rtnexthop and RTA_* attributes, again and again.
  private static func hops(_ bytes: NetlinkBytes) -> [(link: Int, attributes: NetlinkAttributes)] {
    let headerLength = 8
    var hops: [(Int, NetlinkAttributes)] = []
    var rest = bytes
    while let length = rest.uint16(0).map(Int.init), let link = rest.uint32(4),
      let value = rest.range(headerLength, length - headerLength)
    {
      hops.append((Int(link), NetlinkAttributes(value)))
      rest = rest.dropping(length.aligned)
    }
    return hops
  }

  private func by(_ link: Int, _ attributes: NetlinkAttributes) -> KernelRoute {
    var route = self
    route.link = link
    if let gateway = attributes[Int(RTA_GATEWAY.rawValue)] {
      route.gateway = gateway.address(destination.family)
    } else if let via = attributes[Int(RTA_VIA.rawValue)], let family = via.uint16(0) {
      route.gateway = UInt8(exactly: family).flatMap(IPFamily.init(number:)).flatMap { via.dropping(2).address($0) }
    }
    return route
  }
}

extension KernelRoute.Origin {
  /// The kernel's numbers (RTPROT_* of rtnetlink.h); all others are routing daemons'.
  init(number: UInt8) {
    switch Int32(number) {
    case RTPROT_REDIRECT, RTPROT_KERNEL: self = .kernel
    case RTPROT_UNSPEC, RTPROT_BOOT: self = .boot
    case RTPROT_STATIC: self = .configuration
    case RTPROT_RA: self = .advertisement
    case RTPROT_DHCP: self = .dhcp
    default: self = .daemon
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// A unicast route of the main table as the kernel has it now; of one with several next hops, one of them.
public struct KernelRoute: Hashable, Sendable {
  /// The index of the interface.
  public var link: Int
  /// Where it leads.
  public var destination: IPPrefix
  /// The next hop, which may be of the other family (RFC 5549); nil where the destination is on the link.
  public var gateway: IPAddress?
  /// The preference; 0 where nothing was said for IPv4, 1024 for IPv6.
  public var metric: UInt32
  /// Who made it.
  public var origin: Origin
  /// Whether it goes away by itself.
  public var expires: Bool

  /// Who made a route (RTPROT_* of rtnetlink(7)).
  public enum Origin: Hashable, Sendable {
    /// The kernel, for an address, or because a router redirected.
    case kernel
    /// A person, or a program that does not say: `ip route add`, and dhclient's script.
    case boot
    /// The administrator's configuration.
    case configuration
    /// A DHCP client.
    case dhcp
    /// A router advertisement.
    case advertisement
    /// A routing daemon.
    case daemon
  }

  /// A route that was configured and stays.
  public init(
    link: Int, to destination: IPPrefix, via gateway: IPAddress? = nil, metric: UInt32 = 0,
    origin: Origin = .configuration, expires: Bool = false
  ) {
    self.link = link
    self.destination = destination
    self.gateway = gateway
    self.metric = metric
    self.origin = origin
    self.expires = expires
  }
}

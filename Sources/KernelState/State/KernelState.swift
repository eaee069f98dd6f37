// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The network of a running host, as far as a plan speaks of it.
public struct KernelState: Sendable {
  /// All interfaces.
  public let links: [KernelLink]
  /// What the resolver uses.
  public let resolver: ResolverState
  private let indices: [String: Int]
  private let positions: [Int: Int]
  private let nics: [MACAddress: Int]
  private let addresses: [Int: [KernelAddress]]
  private let routes: [Int: [KernelRoute]]
  private let destinations: [IPPrefix: [KernelRoute]]

  /// A state of its parts, in any order.
  public init(links: [KernelLink], addresses: [KernelAddress], routes: [KernelRoute], resolver: ResolverState) {
    self.links = links
    self.resolver = resolver
    indices = Dictionary(links.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    positions = Dictionary(links.enumerated().map { ($1.index, $0) }, uniquingKeysWith: { first, _ in first })
    let named = links.enumerated().compactMap { place, link in link.nicAddress.map { ($0.portAddress, place) } }
    nics = Dictionary(named.filter { links[$0.1].mayBeNIC }, uniquingKeysWith: { first, _ in first })
    self.addresses = Dictionary(grouping: addresses, by: \.link)
    self.routes = Dictionary(grouping: routes, by: \.link)
    destinations = Dictionary(grouping: routes, by: \.destination)
  }

  /// The interface of a name.
  public func link(named name: InterfaceName) -> KernelLink? { indices[name.text].map { links[$0] } }

  /// The interface of an index.
  public func link(_ index: Int) -> KernelLink? { positions[index].map { links[$0] } }

  /// The interface that a NIC of a plan is, under whatever name.
  func link(of nic: NIC) -> KernelLink? { nic.macAddress.flatMap { nics[$0.portAddress] }.map { links[$0] } }

  /// The addresses of an interface, in the kernel's order.
  public func addresses(of link: KernelLink) -> [KernelAddress] { addresses[link.index] ?? [] }

  /// The routes of an interface, in the kernel's order.
  public func routes(of link: KernelLink) -> [KernelRoute] { routes[link.index] ?? [] }

  /// The routes of all interfaces to a destination.
  func routes(to destination: IPPrefix) -> [KernelRoute] { destinations[destination] ?? [] }
}

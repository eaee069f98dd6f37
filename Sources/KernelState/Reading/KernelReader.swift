// SPDX-License-Identifier: Apache-2.0

import CLinux
import NetModel

extension KernelState {
  /// Reads what the running kernel has, and what the files below a root tell of some interfaces.
  ///
  /// The interfaces, addresses and routes are always those of the network namespace that this runs in; needs no rights.
  ///
  /// - Parameters:
  ///   - names: The interfaces of whose settings more is to be known than the kernel's tables tell.
  ///   - root: The directory that stands for `/`.
  /// - Throws: `KernelError` where the kernel refuses its tables.
  public init(of names: [InterfaceName], root: String = "/") throws(KernelError) {
    var socket = try NetlinkSocket()
    let links = try socket.messages(.links).compactMap { KernelLink($0) }
    let addresses = try socket.messages(.addresses).compactMap { KernelAddress($0) }
    let routes = try socket.messages(.routes).flatMap { KernelRoute.all(in: $0) }
    let (wanted, files) = (Set(names.map(\.text)), TextFiles(root: root))
    self.init(
      links: links.map { wanted.contains($0.name) ? $0.detailed(files) : $0 }, addresses: addresses, routes: routes,
      resolver: ResolverState(files))
  }
}

extension KernelLink {
  /// The interface with what the kernel's table does not tell.
  fileprivate func detailed(_ files: TextFiles) -> KernelLink {
    var link = self
    if kind == "bond" { link.bond = KernelBond(of: name, files) }
    link.ipv6 = IPv6Settings(of: name, files)
    if permanentMACAddress == nil {
      // Kernels before 5.6 tell it to this question alone.
      var bytes = [UInt8](repeating: 0, count: 32)
      let length = Int(linux_permanent_address(name, &bytes))
      link.permanentMACAddress = MACAddress(bytes: Array(bytes.prefix(length)))
    }
    return link
  }
}

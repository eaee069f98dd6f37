// SPDX-License-Identifier: Apache-2.0

import NetModel

extension Link {
  /// The static addresses in the order in which they must be added so that the kernel prefers them in the plan's order.
  ///
  /// It puts a new IPv4 address behind those that are there and a new IPv6 address before them (ipv6_link_dev_addr() in
  /// the kernel's addrconf.c), and takes the first of equals as the source of new connections.
  var addressesToAdd: [IPPrefix] { addresses(.v4) + addresses(.v6).reversed() }

  /// The first and the last of several static IPv6 addresses, of which readers of one file may prefer either.
  var rivalIPv6Addresses: (first: IPPrefix, last: IPPrefix)? {
    guard let first = addresses(.v6).first, let last = addresses(.v6).last, first != last else { return nil }
    return (first, last)
  }
}

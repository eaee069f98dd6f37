// SPDX-License-Identifier: Apache-2.0

import CLinux
import NetModel

extension KernelAddress {
  /// Reads RTM_NEWADDR: struct ifaddrmsg and IFA_* attributes; nil for another message, and for other families.
  init?(_ message: NetlinkMessage) {
    let attributes = NetlinkAttributes(message.body.dropping(8))
    // On a link with a peer, IFA_ADDRESS is the peer's.
    guard message.type == RTM_NEWADDR, let family = message.body.uint8(0).flatMap(IPFamily.init(number:)),
      let length = message.body.uint8(1), let scope = message.body.uint8(3), let link = message.body.uint32(4),
      let address = (attributes[Int(IFA_LOCAL)] ?? attributes[Int(IFA_ADDRESS)]).flatMap({ $0.address(family) }),
      let prefix = IPPrefix(address, length: Int(length))
    else { return nil }
    let flags = attributes.uint32(Int(IFA_FLAGS)) ?? UInt32(message.body.uint8(2) ?? 0)
    self.init(link: Int(link), prefix, isGlobal: Int(scope) == Int(RT_SCOPE_UNIVERSE.rawValue))
    isPermanent = flags & UInt32(IFA_F_PERMANENT) != 0
    if flags & UInt32(IFA_F_DADFAILED) != 0 {
      detection = .duplicate
    } else if flags & UInt32(IFA_F_TENTATIVE) != 0, flags & UInt32(IFA_F_OPTIMISTIC) == 0 {
      detection = .running
    }
  }
}

extension IPFamily {
  /// The family of the kernel's number: AF_INET or AF_INET6.
  init?(number: UInt8) {
    switch Int32(number) {
    case AF_INET: self = .v4
    case AF_INET6: self = .v6
    default: return nil
    }
  }
}

extension NetlinkBytes {
  /// An address of a family in network byte order; nil where its length is another.
  func address(_ family: IPFamily) -> IPAddress? {
    guard count == family.bits / 8 else { return nil }
    return IPAddress(family: family, value: array.reduce(0) { $0 << 8 | UInt128($1) })
  }
}

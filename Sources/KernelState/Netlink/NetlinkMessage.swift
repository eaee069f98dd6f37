// SPDX-License-Identifier: Apache-2.0

import CLinux

/// A message of the kernel: a header of 16 bytes, and what it says (netlink(7)).
struct NetlinkMessage {
  /// What the message is, RTM_NEWLINK for instance.
  let type: Int
  /// The number of the request that it answers.
  let sequence: UInt32
  /// What it says.
  let body: NetlinkBytes
  /// Whether the tables changed while they were told, so that something may be missing or twice.
  let isInterrupted: Bool

  private static let headerLength = 16

  /// The messages of one datagram; nil where a length in it cannot be true.
  static func all(in datagram: [UInt8]) -> [NetlinkMessage]? {
    var messages: [NetlinkMessage] = []
    var rest = NetlinkBytes(datagram[...])
    while rest.count > 0 {
      guard let length = rest.uint32(0).map(Int.init), length >= headerLength, let type = rest.uint16(4),
        let flags = rest.uint16(6), let sequence = rest.uint32(8),
        let body = rest.range(headerLength, length - headerLength)
      else { return nil }
      messages.append(
        NetlinkMessage(
          type: Int(type), sequence: sequence, body: body, isInterrupted: Int32(flags) & NLM_F_DUMP_INTR != 0))
      rest = rest.dropping(length.aligned)
    }
    return messages
  }

  /// The number of an error that this message tells; 0 where it tells of none.
  var errorNumber: Int32 {
    guard type == Int(NLMSG_ERROR) || type == Int(NLMSG_DONE), let number = body.uint32(0) else { return 0 }
    return Int32(bitPattern: 0 &- number)
  }

  /// Whether nothing comes after it.
  var isLast: Bool { type == Int(NLMSG_DONE) || type == Int(NLMSG_ERROR) }
}

extension Int {
  /// The least multiple of 4 that is not below: everything in a message begins at one.
  var aligned: Int { (self + 3) & ~3 }
}

// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// Asks the kernel for its tables of interfaces, addresses and routes (rtnetlink(7)); needs no rights.
struct NetlinkSocket: ~Copyable {
  private let file: Int32
  private var sequence: UInt32 = 0
  private var buffer = [UInt8](repeating: 0, count: Self.largestDatagram)

  /// The kernel never makes a datagram of a table larger than 32 KiB.
  private static let largestDatagram = 64 << 10
  /// How long an answer may take, in seconds.
  private static let patience: Int32 = 5
  /// How often a table is read that changes meanwhile.
  private static let attempts = 10

  init() throws(KernelError) {
    file = linux_route_socket(Self.patience)
    guard file >= 0 else { throw .refused(-file) }
  }

  deinit { close(file) }

  /// All messages of a table.
  mutating func messages(_ request: NetlinkRequest) throws(KernelError) -> [NetlinkMessage] {
    for _ in 0..<Self.attempts {
      if let messages = try attempt(request) { return messages }
    }
    throw .restless
  }

  /// The messages, or nil where the table has changed meanwhile.
  private mutating func attempt(_ request: NetlinkRequest) throws(KernelError) -> [NetlinkMessage]? {
    sequence += 1
    let bytes = request.bytes(sequence: sequence)
    guard send(file, bytes, bytes.count, 0) == bytes.count else { throw .refused(errno) }
    var messages: [NetlinkMessage] = []
    var isWhole = true
    while true {
      for message in try receive() where message.sequence == sequence {
        isWhole = isWhole && !message.isInterrupted
        guard message.isLast else {
          messages.append(message)
          continue
        }
        guard message.errorNumber == 0 else { throw .refused(message.errorNumber) }
        return isWhole ? messages : nil
      }
    }
  }

  private mutating func receive() throws(KernelError) -> [NetlinkMessage] {
    var count = -1
    repeat { count = recv(file, &buffer, buffer.count, Int32(MSG_TRUNC)) } while count < 0 && errno == EINTR
    guard count >= 0 else { throw .refused(errno) }
    guard count <= buffer.count, let messages = NetlinkMessage.all(in: Array(buffer.prefix(count))) else {
      throw .unintelligible
    }
    return messages
  }
}

// SPDX-License-Identifier: Apache-2.0

import CLinux

/// A request for one of the kernel's tables.
enum NetlinkRequest: CaseIterable {
  case links, addresses, routes

  /// The request as bytes: a header, and a fixed part that says nothing, so that all of the table is meant.
  func bytes(sequence: UInt32) -> [UInt8] {
    let length = 16 + fixedLength
    return native(UInt32(length)) + native(type) + native(UInt16(NLM_F_REQUEST | NLM_F_DUMP)) + native(sequence)
      + [UInt8](repeating: 0, count: length - 12)
  }

  private var type: UInt16 {
    switch self {
    case .links: UInt16(RTM_GETLINK)
    case .addresses: UInt16(RTM_GETADDR)
    case .routes: UInt16(RTM_GETROUTE)
    }
  }

  /// The length of the fixed part: struct ifinfomsg, ifaddrmsg, rtmsg.
  private var fixedLength: Int {
    switch self {
    case .links: 16
    case .addresses: 8
    case .routes: 12
    }
  }

  private func native<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value) { Array($0) }
  }
}

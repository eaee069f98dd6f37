// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Why the kernel does not tell its state.
public enum KernelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It refused, with a number of errno(3).
  case refused(Int32)
  /// What it said is no netlink message.
  case unintelligible
  /// Its tables changed each time that they were read.
  case restless

  /// The error in a few words.
  public var description: String {
    switch self {
    case .refused(let number): String(cString: strerror(number))
    case .unintelligible: "its answer is no netlink message"
    case .restless: "its tables change faster than they can be read"
    }
  }
}

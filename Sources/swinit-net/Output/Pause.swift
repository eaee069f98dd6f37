// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Waits without doing anything.
enum Pause {
  static func sleep(_ time: Duration) {
    let (seconds, attoseconds) = time.components
    var rest = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    var left = rest
    while nanosleep(&rest, &left) != 0, errno == EINTR { rest = left }
  }
}

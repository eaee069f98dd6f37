// SPDX-License-Identifier: Apache-2.0

import NetModel

extension Link {
  /// Whether IP over InfiniBand must run in connected mode (RFC 4755): its MTU is above that of datagrams, of which the
  /// least, 2044 bytes, is what every fabric carries (RFC 4391).
  var needsConnectedMode: Bool { (nic?.isInfiniBand ?? false) && (mtu?.bytes ?? 0) > 2044 }

  /// What is told by formats that systemd-networkd reads in the end, of which 250 is the first that sets the mode.
  func connectedModeFindings(renderer: String) -> [Finding] {
    guard needsConnectedMode, let mtu else { return [] }
    return [
      Finding(
        .unsupportedMTU, at: path,
        "\(renderer): only from systemd 250 on \(name) is in InfiniBand's connected mode, which MTU \(mtu) needs",
        hint: "leave the MTU at 2044 or below where systemd is older")
    ]
  }
}

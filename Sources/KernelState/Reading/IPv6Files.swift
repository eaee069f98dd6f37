// SPDX-License-Identifier: Apache-2.0

extension IPv6Settings {
  /// Reads /proc/sys/net/ipv6/conf/N; nil where the interface has no IPv6.
  init?(of name: String, _ files: TextFiles) {
    let number = { (key: String) in files.text("proc/sys/net/ipv6/conf/\(name)/\(key)").flatMap { Int($0) } }
    guard let acceptRA = number("accept_ra") else { return nil }
    self.init(acceptRA: acceptRA, forwards: number("forwarding") ?? 0 != 0, isDisabled: number("disable_ipv6") == 1)
  }
}

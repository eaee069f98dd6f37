// SPDX-License-Identifier: Apache-2.0

import LocalStage

/// What /etc/hosts is to say (hosts(5)).
enum HostsFile {
  /// The address at which the host finds itself by name: that of Debian's custom, or the loopback address.
  static func ownAddress(_ distribution: OSRelease?) -> String {
    ["debian", "ubuntu", "raspbian", "devuan"].contains(distribution?.id) ? "127.0.1.1" : "127.0.0.1"
  }

  /// The whole file, where the image has no template for it.
  static func text(_ name: HostName, _ address: String) -> String {
    """
    # Made by swinit at each boot, since manage_etc_hosts is true; changes are lost.
    \(address) \(names(name))
    127.0.0.1 localhost
    ::1 localhost ip6-localhost ip6-loopback
    ff02::1 ip6-allnodes
    ff02::2 ip6-allrouters

    """
  }

  /// A file with a line for the host added to what stands there; nil where there is such a line.
  static func added(_ name: HostName, _ address: String, to text: String) -> String? {
    let lines = text.lines
    let isThere = lines.contains { line in
      let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
      return words.count > 1 && words[0] == address && words[1] == name.full
        && (words.dropFirst(2).contains(name.short) || name.short == name.full)
    }
    return isThere ? nil : (lines + ["\(address) \(names(name))"]).map { $0 + "\n" }.joined()
  }

  private static func names(_ name: HostName) -> String {
    name.full == name.short ? name.full : "\(name.full) \(name.short)"
  }
}

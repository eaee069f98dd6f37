// SPDX-License-Identifier: Apache-2.0

/// The name of a network interface, safe in every file we write.
///
/// The kernel takes 1 to 15 bytes without `/`, `:` and white space, but not `.` and `..` (`dev_valid_name`, IFNAMSIZ
/// 16). We take less: ASCII letters, digits, `.`, `_`, `-`, beginning with a letter or digit, so that a name is plain
/// text to a shell, to YAML and to the path of a file. Names that the kernel's directories use themselves are out, and
/// so are names of digits alone, which systemd refuses (`ifname_valid`).
public struct InterfaceName: Hashable, Sendable, CustomStringConvertible {
  /// The longest name in bytes: IFNAMSIZ less the terminating zero.
  public static let longest = 15

  /// The name itself.
  public let text: String

  /// Fails where the text is no name as described above.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard let first = bytes.first, bytes.count <= Self.longest, first.isLetter || first.isDigit,
      bytes.allSatisfy({ $0.isLetter || $0.isDigit || $0 == .dot || $0 == .underscore || $0 == .hyphen }),
      !bytes.allSatisfy({ $0.isDigit }), !Self.reserved.contains(text)
    else { return nil }
    self.text = text
  }

  /// `all` and `default` are directories of /proc/sys/net/ipv4/conf, `bonding_masters` is a file of /sys/class/net, and
  /// `lo` is the loopback interface, which is not ours.
  private static let reserved = ["all", "default", "lo", "bonding_masters"]

  /// The name itself.
  public var description: String { text }
}

extension InterfaceName: Comparable {
  /// Orders as people count: `eth2` before `eth10`.
  public static func < (one: InterfaceName, other: InterfaceName) -> Bool {
    var left = one.text.utf8[...]
    var right = other.text.utf8[...]
    while let a = left.first, let b = right.first {
      if a.isDigit, b.isDigit {
        let (x, y) = (left.prefix(while: \.isDigit), right.prefix(while: \.isDigit))
        if let m = UInt64(decimal: x), let n = UInt64(decimal: y), m != n { return m < n }
        if x.count != y.count { return x.count < y.count }
        left = left.dropFirst(x.count)
        right = right.dropFirst(y.count)
      } else if a != b {
        return a < b
      } else {
        left = left.dropFirst()
        right = right.dropFirst()
      }
    }
    return left.isEmpty && !right.isEmpty
  }
}

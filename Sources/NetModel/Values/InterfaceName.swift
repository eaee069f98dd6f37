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
    let (left, right) = (Array(one.text.utf8), Array(other.text.utf8))
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      guard left[i].isDigit, right[j].isDigit else {
        if left[i] != right[j] { return left[i] < right[j] }
        (i, j) = (i + 1, j + 1)
        continue
      }
      let (starts, ends) = ((i, j), (endOfDigits(left, i), endOfDigits(right, j)))
      // At most 15 digits: they fit.
      let (m, n) = (number(left[i..<ends.0]), number(right[j..<ends.1]))
      if m != n { return m < n }
      if ends.0 - starts.0 != ends.1 - starts.1 { return ends.0 - starts.0 < ends.1 - starts.1 }
      (i, j) = ends
    }
    return i == left.count && j < right.count
  }

  private static func endOfDigits(_ bytes: [UInt8], _ start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end].isDigit { end += 1 }
    return end
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> UInt64 {
    digits.reduce(0) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) }
  }
}

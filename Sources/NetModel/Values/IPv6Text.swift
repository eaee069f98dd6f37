// SPDX-License-Identifier: Apache-2.0

/// The text of IPv6 addresses: every spelling of RFC 4291 section 2.2 in, the one of RFC 5952 out.
enum IPv6Text {
  /// Reads an address; nil if it is none.
  static func parse(_ text: [UInt8]) -> UInt128? {
    guard let gap = firstDoubleColon(in: text) else {
      guard let groups = groups(text[...]), groups.count == 8 else { return nil }
      return join(groups)
    }
    guard let head = groups(text[..<gap], isEnd: false), let tail = groups(text[(gap + 2)...]) else { return nil }
    // "::" stands for at least one group (RFC 4291 section 2.2, 2: "one or more groups").
    guard head.count + tail.count <= 7 else { return nil }
    return join(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
  }

  private static func firstDoubleColon(in text: [UInt8]) -> Int? {
    text.indices.dropLast().first { text[$0] == .colon && text[$0 + 1] == .colon }
  }

  /// The 16-bit groups of text without "::"; at the address's end, an IPv4 address may take the last two places.
  private static func groups(_ text: ArraySlice<UInt8>, isEnd: Bool = true) -> [UInt16]? {
    if text.isEmpty { return [] }
    var groups: [UInt16] = []
    let parts = text.split(separator: .colon, omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if isEnd, index == parts.count - 1, part.contains(.dot) {
        guard let value = IPAddress.parseIPv4(part) else { return nil }
        groups += [UInt16(value >> 16), UInt16(value & 0xffff)]
      } else {
        guard let group = UInt16(hexadecimal: part) else { return nil }
        groups.append(group)
      }
    }
    return groups
  }

  private static func join(_ groups: [UInt16]) -> UInt128 {
    groups.reduce(0) { $0 << 16 | UInt128($1) }
  }

  /// Writes lower case, no leading zeros, the longest run of two or more zero groups as "::", the first of equal ones.
  ///
  /// IPv4-mapped addresses end in dotted decimal, as `inet_ntop(3)` and the kernel's tools write them.
  static func write(_ value: UInt128) -> String {
    if value >> 32 == 0xffff { return "::ffff:" + IPAddress.dotted(UInt32(truncatingIfNeeded: value)) }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> (112 - 16 * $0)) }
    let text = { (groups: ArraySlice<UInt16>) in groups.map { String($0, radix: 16) }.joined(separator: ":") }
    guard let gap = longestZeroRun(groups) else { return text(groups[...]) }
    return text(groups[..<gap.lowerBound]) + "::" + text(groups[gap.upperBound...])
  }

  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int>? {
    var best = 0..<0
    var start = 0
    while start < groups.count {
      guard groups[start] == 0 else {
        start += 1
        continue
      }
      let end = groups[start...].firstIndex { $0 != 0 } ?? groups.endIndex
      if end - start > best.count { best = start..<end }
      start = end
    }
    return best.count >= 2 ? best : nil
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Turns byte offsets of a text into lines and columns.
struct TextPlaces {
  private let bytes: [UInt8]
  private let lineStarts: [Int]

  /// Finds the lines of a text in UTF-8.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  /// The place of a byte; the end of the text counts as one more.
  func place(at offset: Int) -> Finding.Place {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    // Continuation bytes (10xxxxxx) are no characters of their own.
    let characters = bytes[lineStarts[low]..<min(offset, bytes.count)].count { $0 & 0xc0 != 0x80 }
    return Finding.Place(line: low + 1, column: characters + 1)
  }
}

extension [Finding] {
  /// The findings with their places in a JSON text, in the order of the places; the text is walked once, and only if
  /// there is a finding.
  func located(in bytes: [UInt8]) -> [Finding] {
    guard contains(where: { $0.place == nil }) else { return self }
    let offsets = JSONScanner.offsets(of: map(\.path), in: bytes)
    let places = TextPlaces(bytes)
    let located = map { finding in
      var finding = finding
      if finding.place == nil { finding.place = offsets[finding.path].map(places.place) }
      return finding
    }
    // Stable: findings of one place stay in the order in which the rules found them.
    return located.enumerated().sorted {
      ($0.element.place ?? .start, $0.offset) < ($1.element.place ?? .start, $1.offset)
    }.map(\.element)
  }
}

extension Finding.Place {
  fileprivate static let start = Finding.Place(line: 1, column: 1)
}

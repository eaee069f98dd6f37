// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Turns byte offsets of a text into lines and columns.
struct TextPlaces {
  private static let blockSize = 256

  private let bytes: [UInt8]
  private let lineStarts: [Int]
  /// How many characters begin before each block of bytes: a whole document may be one line, and each column is counted
  /// from the nearest block.
  private let charactersBefore: [Int]

  /// Finds the lines of a text in UTF-8.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    var count = 0
    charactersBefore = stride(from: 0, through: bytes.count, by: Self.blockSize).map { start in
      defer { count += Self.characters(in: bytes[start..<min(start + Self.blockSize, bytes.count)]) }
      return count
    }
  }

  /// The place of a byte; the end of the text counts as one more.
  func place(at offset: Int) -> Finding.Place {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let characters = characters(before: min(offset, bytes.count)) - characters(before: lineStarts[low])
    return Finding.Place(line: low + 1, column: characters + 1)
  }

  private func characters(before offset: Int) -> Int {
    let block = offset / Self.blockSize
    return charactersBefore[block] + Self.characters(in: bytes[(block * Self.blockSize)..<offset])
  }

  /// Continuation bytes (10xxxxxx) are no characters of their own.
  private static func characters(in bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xc0 != 0x80 } }
}

extension [Finding] {
  /// The findings with their places in a JSON text, in the order of the places; the text is walked once, and only if
  /// there is a finding.
  func located(in bytes: [UInt8]) -> [Finding] {
    guard contains(where: { $0.place == nil }) else { return self }
    let tree = JSONScanner.places(of: lazy.map(\.path), in: bytes, shape: .document)
    let places = TextPlaces(bytes)
    let located = map { finding in
      var finding = finding
      if finding.place == nil { finding.place = tree.offset(of: finding.path).map(places.place) }
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

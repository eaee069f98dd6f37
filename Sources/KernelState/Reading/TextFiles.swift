// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Reads small text files below a root; nothing here knows a global path.
struct TextFiles {
  /// The directory that stands for `/`.
  let root: String

  /// The most that is read of a file; those of /proc and /sys have a page at most.
  private static let limit = 64 << 10

  /// The contents of a file without blanks at its ends; nil where it cannot be read.
  func text(_ path: String) -> String? {
    let file = open("\(root)/\(path)", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: Self.limit)
    var count = 0
    while count < bytes.count {
      let read = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(file, buffer.baseAddress?.advanced(by: count), buffer.count - count)
      }
      if read < 0, errno == EINTR { continue }
      guard read >= 0 else { return nil }
      if read == 0 { break }
      count += read
    }
    let text = bytes[..<count].drop { $0 <= 0x20 }
    let end = text.lastIndex { $0 > 0x20 }
    return end.map { String(decoding: text[...$0], as: UTF8.self) } ?? ""
  }
}

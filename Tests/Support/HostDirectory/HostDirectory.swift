// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A directory with the files of a host, gone when the test ends.
open class HostDirectory {
  /// Where it is.
  public let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  /// An empty one.
  public init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, with the directories above it.
  public func write(_ path: String, _ text: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// The text of a file; nil where there is none.
  public func read(_ path: String) -> String? { try? String(contentsOf: url.appending(path: path), encoding: .utf8) }

  /// Removes a file, or a directory with all that is in it.
  public func remove(_ path: String) throws { try FileManager.default.removeItem(at: url.appending(path: path)) }

  /// Whether something is there, following links.
  public func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appending(path: path).path)
  }
}

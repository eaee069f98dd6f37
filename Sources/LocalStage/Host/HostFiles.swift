// SPDX-License-Identifier: Apache-2.0

import SystemPackage

/// Reads files and directories below a root; nothing here knows a global path.
public struct HostFiles: Sendable {
  /// The directory that stands for `/`.
  public let root: FilePath

  /// Files below a root.
  public init(root: String) { self.root = FilePath(root) }

  /// Whether the host is the machine that this runs on, whose kernel and devices may be asked.
  public var isThisMachine: Bool { root.components.isEmpty && root.isAbsolute }

  /// Where a path of the host is.
  public func path(_ path: String) -> FilePath { root.appending(FilePath(path).components) }

  /// The contents of a file, up to a number of bytes.
  public func contents(of path: String, limit: Int = 1 << 20) throws(Errno) -> [UInt8] {
    try Self.contents(of: self.path(path), limit: limit)
  }

  /// The contents of a small file as text without blanks at its ends; nil where it cannot be read.
  public func line(_ path: String) -> String? {
    guard let bytes = try? contents(of: path, limit: 4096) else { return nil }
    let text = bytes.drop { $0 <= 0x20 }
    let end = text.lastIndex { $0 > 0x20 } ?? text.startIndex
    return text.isEmpty ? "" : String(decoding: text[...end], as: UTF8.self)
  }

  /// The names in a directory, sorted; empty where there is none.
  public func names(in path: String) -> [String] { Self.names(in: self.path(path)) }

  /// Whether something is there, following links.
  public func exists(_ path: String) -> Bool {
    (try? FileDescriptor.open(self.path(path), .readOnly).close()) != nil
  }

  /// The contents of any file, or of an open one, up to a number of bytes.
  public static func contents(of path: FilePath, limit: Int) throws(Errno) -> [UInt8] {
    do {
      let file = try FileDescriptor.open(path, .readOnly)
      return try file.closeAfter { try contents(of: file, limit: limit) }
    } catch let error as Errno {
      throw error
    } catch {
      throw .ioError
    }
  }

  /// The contents of an open file up to a number of bytes.
  public static func contents(of file: FileDescriptor, limit: Int) throws(Errno) -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      while bytes.count < limit {
        let wanted = min(limit - bytes.count, max(bytes.count, 16 << 10))
        let chunk = try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
          count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        if chunk.isEmpty { break }
        bytes += chunk
      }
      return bytes
    } catch let error as Errno {
      throw error
    } catch {
      throw .ioError
    }
  }
}

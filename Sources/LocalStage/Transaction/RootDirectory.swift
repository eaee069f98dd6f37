// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemPackage

/// An open directory that stands for `/`, and the way below it that no symbolic link leads out of.
///
/// A root may be an image whose links were made for another host: each is followed as if the root were `/`, one name
/// at a time (openat(2) with `O_NOFOLLOW`), and `..` ends at the root.
final class RootDirectory {
  private let root: FileDescriptor
  private var open: [String: FileDescriptor] = [:]

  /// Opens a root.
  init(_ path: FilePath) throws(Errno) {
    do {
      root = try FileDescriptor.open(path, .readOnly, options: [.directory, .closeOnExec])
    } catch {
      throw error as? Errno ?? .ioError
    }
  }

  deinit {
    for descriptor in open.values {
      // A process that another thread is starting holds a copy until it executes; a lock must not live on there.
      _ = flock(descriptor.rawValue, LOCK_UN)
      try? descriptor.close()
    }
    try? root.close()
  }

  /// A directory by its path relative to the root; stays open as long as the root does.
  func directory(_ path: String) throws(Errno) -> FileDescriptor {
    if path.isEmpty { return root }
    if let descriptor = open[path] { return descriptor }
    let descriptor = try walk(path)
    open[path] = descriptor
    return descriptor
  }

  /// Closes a directory and all below it, because it is to be removed.
  func close(_ path: String) {
    for (key, descriptor) in open where key == path || key.hasPrefix(path + "/") {
      try? descriptor.close()
      open[key] = nil
    }
  }

  private func walk(_ path: String) throws(Errno) -> FileDescriptor {
    var names = path.split(separator: "/").reversed().map(String.init)
    var way: [FileDescriptor] = []
    defer { for descriptor in way.dropLast() { try? descriptor.close() } }
    func leave(_ count: Int) {
      for descriptor in way.suffix(count) { try? descriptor.close() }
      way.removeLast(min(count, way.count))
    }
    var links = 0
    do throws(Errno) {
      while let name = names.popLast() {
        if name == "." { continue }
        if name == ".." {
          leave(1)
          continue
        }
        let parent = way.last ?? root
        if let next = try Self.step(name, from: parent) {
          way.append(next)
          continue
        }
        links += 1
        guard links <= 40 else { throw .tooManySymbolicLinkLevels }
        guard let destination = Self.destination(of: name, in: parent) else { throw .notDirectory }
        if destination.hasPrefix("/") { leave(way.count) }
        names += destination.split(separator: "/").reversed().map(String.init)
      }
      // The way may lead back to the root.
      if way.isEmpty, let again = try Self.step(".", from: root) { way.append(again) }
    } catch {
      leave(way.count)
      throw error
    }
    guard let last = way.last else { throw .notDirectory }
    return last
  }

  /// A directory in a directory; nil where the name is no directory, but perhaps a link to one.
  private static func step(_ name: String, from directory: FileDescriptor) throws(Errno) -> FileDescriptor? {
    let descriptor = openat(directory.rawValue, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if descriptor >= 0 { return FileDescriptor(rawValue: descriptor) }
    guard errno == ENOTDIR || errno == ELOOP else { throw Errno(rawValue: errno) }
    return nil
  }

  /// What a symbolic link says; nil where it is none, or no UTF-8.
  static func destination(of name: String, in directory: FileDescriptor) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlinkat(directory.rawValue, name, &buffer, Int(PATH_MAX))
    guard count > 0 else { return nil }
    return String(validating: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

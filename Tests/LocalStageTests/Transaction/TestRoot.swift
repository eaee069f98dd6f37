// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemPackage

/// A directory that stands for `/`, gone when the test ends.
final class TestRoot {
  let path: FilePath

  init() {
    // In memory where that can be had: the exhaustive tests make thousands of these.
    let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = Array("\(parent)/swinit-test-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil)
    path = FilePath(platformString: template)
  }

  /// A copy with modes, and with hard links where the other has them.
  convenience init(copying other: TestRoot) {
    self.init()
    var inodes: [ino_t: String] = [:]
    for (name, status) in other.walk() {
      switch status.st_mode & S_IFMT {
      case S_IFDIR: precondition(mkdir(at(name), status.st_mode & 0o7777) == 0)
      case S_IFLNK: makeLink(name, to: other.destination(of: name) ?? "")
      default:
        if let first = inodes[status.st_ino] {
          precondition(link(at(first), at(name)) == 0)
        } else {
          write(name, other.read(name) ?? "", mode: status.st_mode & 0o7777)
        }
        inodes[status.st_ino] = name
      }
    }
  }

  deinit {
    for (name, _) in walk().reversed() { Glibc.remove(at(name)) }
    rmdir(path.string)
  }

  /// Where a path of the root is.
  func at(_ name: String) -> String { "\(path)/\(name)" }

  func makeDirectory(_ name: String) {
    var way = ""
    for component in name.split(separator: "/") {
      way += (way.isEmpty ? "" : "/") + component
      if mkdir(at(way), 0o755) == 0 { chmod(at(way), 0o755) }
    }
  }

  func write(_ name: String, _ text: String, mode: mode_t = 0o644) {
    if let slash = name.lastIndex(of: "/") { makeDirectory(String(name[..<slash])) }
    let file = open(at(name), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600)
    precondition(file >= 0, "\(name): \(Errno(rawValue: errno))")
    precondition(Glibc.write(file, text, text.utf8.count) == text.utf8.count && fchmod(file, mode) == 0)
    close(file)
  }

  func makeLink(_ name: String, to destination: String) {
    if let slash = name.lastIndex(of: "/") { makeDirectory(String(name[..<slash])) }
    precondition(symlink(destination, at(name)) == 0)
  }

  func remove(_ name: String) { precondition(Glibc.remove(at(name)) == 0) }

  func status(_ name: String) -> stat? {
    var status = stat()
    return lstat(at(name), &status) == 0 ? status : nil
  }

  func exists(_ name: String) -> Bool { status(name) != nil }

  func read(_ name: String) -> String? {
    let file = open(at(name), O_RDONLY | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return String(unsafeUninitializedCapacity: 64 << 10) { max(0, Glibc.read(file, $0.baseAddress, $0.count)) }
  }

  func destination(of name: String) -> String? {
    var text = [CChar](repeating: 0, count: 4096)
    let count = readlink(at(name), &text, 4096)
    return count < 0 ? nil : String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// All that is in the root, directories before what is in them.
  func walk(_ directory: String = "") -> [(String, stat)] {
    guard let stream = opendir(at(directory)) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(directory.isEmpty ? name : "\(directory)/\(name)") }
    }
    return names.sorted().flatMap { name -> [(String, stat)] in
      guard let status = status(name) else { return [] }
      return [(name, status)] + (status.st_mode & S_IFMT == S_IFDIR ? walk(name) : [])
    }
  }
}

extension TestRoot {
  /// Every file and link with mode and contents, and every directory but those of the state, which may be empty.
  var snapshot: [String: String] {
    var all: [String: String] = [:]
    for (name, status) in walk() {
      let mode = String(status.st_mode & 0o7777, radix: 8)
      switch status.st_mode & S_IFMT {
      case S_IFDIR: if !name.hasPrefix("var/lib/swinit") { all[name] = "directory \(mode)" }
      case S_IFLNK: all[name] = "link to \(destination(of: name) ?? "?")"
      default: all[name] = "file \(mode) \(read(name) ?? "?")"
      }
    }
    return all
  }

  /// What a reader of configuration sees: no directories, nothing of ours, no dot files.
  var visible: [String: String] {
    snapshot.filter { name, what in
      !what.hasPrefix("directory") && !name.hasPrefix("var/lib/swinit") && !name.contains("/.")
    }
  }

  /// What no transaction may leave: temporaries and journals.
  var litter: [String] {
    walk().map(\.0).filter { $0.contains("/.swinit-") || $0.hasPrefix(".swinit-") || $0.hasSuffix("journal.json") }
  }

  /// The ledger and the one beside the copies.
  static let ledgers = ["var/lib/swinit/ledger.json", "var/lib/swinit/saved/ledger.json"]

  /// The names of the copies that are kept.
  var copies: [String] {
    walk("var/lib/swinit/saved").map { String($0.0.dropFirst("var/lib/swinit/saved/".count)) }
      .filter { $0 != "ledger.json" }
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import SystemPackage

/// The files of cloud-init's settings that can be read.
struct CloudConfigFiles {
  private struct File {
    let path: String
    let root: YAMLNode
  }

  /// The largest file that is read, in bytes.
  static let largestSize = 1 << 20

  /// The files, the one that counts most first.
  private var files: [File] = []
  /// The doubts, in the order in which the files are read.
  private(set) var findings: [CloudConfig.FileFinding] = []

  /// Reads cloud.cfg, then all `*.cfg` of cloud.cfg.d, of which the last by name counts most. `conf_d` in cloud.cfg
  /// names another directory (cloudinit/util.py).
  init(_ host: HostFiles) {
    let main = read("etc/cloud/cloud.cfg", host)
    let directory = main.map { $0["conf_d"] == nil ? nil : $0["conf_d"]?.text ?? "" } ?? nil
    if let directory, directory.isEmpty { return }
    let path = directory ?? "etc/cloud/cloud.cfg.d"
    for name in host.names(in: path) where name.hasSuffix(".cfg") { _ = read("\(path)/\(name)", host) }
  }

  /// What stands below a key at the top, of all files.
  func merged(_ key: String) -> YAMLNode? {
    var merged: YAMLNode?
    for file in files {
      guard let node = file.root[key] else { continue }
      merged = merged.map { $0.merged(over: node) } ?? node
    }
    return merged
  }

  /// All that the files say; nil where there are none.
  var merged: YAMLNode? {
    files.first.map { first in files.dropFirst().reduce(first.root) { $0.merged(over: $1.root) } }
  }

  /// The place of a path in the first file that has such a value.
  func origin(of path: [String], where isMeant: (YAMLNode) -> Bool = { _ in true }) -> CloudConfig.Origin? {
    for file in files {
      var node: YAMLNode? = file.root
      var place = file.root.place
      for key in path {
        let entry = node?.entries?.last { $0.key == key }
        node = entry?.value
        place = entry?.place ?? place
      }
      if let node, isMeant(node) { return CloudConfig.Origin(file: file.path, place: place) }
    }
    return nil
  }

  // MARK: Reading

  /// Reads a file, which counts more than those read before.
  private mutating func read(_ path: String, _ host: HostFiles) -> YAMLNode? {
    let shown = host.path(path).string
    do throws(Errno) {
      let bytes = try host.contents(of: path, limit: Self.largestSize + 1)
      guard let root = root(of: bytes, path: shown) else { return nil }
      files.insert(File(path: shown, root: root), at: 0)
      return root
    } catch {
      // What is not there or no file, cloud-init passes over too.
      if error != .noSuchFileOrDirectory, error != .isDirectory, error != .notDirectory {
        add(Finding(.unreadable, at: .root, "the file cannot be read: \(error)"), path: shown)
      }
      return nil
    }
  }

  private mutating func root(of bytes: [UInt8], path: String) -> YAMLNode? {
    guard bytes.count <= Self.largestSize else {
      add(
        Finding(.tooLarge, at: .root, "the file has more than \(Self.largestSize) bytes; it is passed over"), path: path
      )
      return nil
    }
    do throws(YAMLFault) {
      guard let root = try YAMLNode.read(bytes), !root.isNull else { return nil }
      guard root.entries != nil else {
        add(
          Finding(.wrongType, at: .root, place: root.place, "the file is not a mapping; it is passed over"), path: path)
        return nil
      }
      for key in ["merge_how", "merge_type"] where root[key] != nil {
        let message = "\(key) is not followed; files are merged as cloud-init does without it"
        add(Finding(.unknownKey, at: .root[key], place: root.place, message), path: path)
      }
      return root
    } catch {
      add(error.finding, path: path)
      return nil
    }
  }

  private mutating func add(_ finding: Finding, path: String) {
    findings.append(CloudConfig.FileFinding(file: path, finding: finding))
  }
}

// SPDX-License-Identifier: Apache-2.0

import SystemPackage

/// Why a ledger cannot be used. The host can be configured without it, but what stood there before is not known then.
public enum LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It cannot be read.
  case unreadable(Errno)
  /// It is no ledger.
  case corrupt
  /// A later version of the program wrote it.
  case newer(format: Int)

  /// The error in a few words.
  public var description: String {
    switch self {
    case .unreadable(let reason): "cannot read /\(StatePath.ledger): \(reason)"
    case .corrupt: "/\(StatePath.ledger) is no ledger"
    case .newer(let format):
      "/\(StatePath.ledger) has format \(format); this program knows formats up to \(Ledger.currentFormat)"
    }
  }
}

extension Ledger {
  /// Reads the ledger below a root; nil where there is none.
  public static func read(below root: FilePath) throws(LedgerError) -> Ledger? {
    let directory: RootDirectory
    do { directory = try RootDirectory(root) } catch { throw .unreadable(error) }
    return try read(from: directory)
  }

  /// Reads the ledger below an open root, or the one beside the copies where it is lost; nil where there is neither.
  static func read(from root: RootDirectory) throws(LedgerError) -> Ledger? {
    let loss: LedgerError?
    do throws(LedgerError) {
      if let ledger = try read(StatePath.ledger, from: root) { return ledger }
      loss = nil
    } catch {
      if case .newer = error { throw error }
      loss = error
    }
    if let second = try? read(StatePath.secondLedger, from: root) { return second }
    if let loss { throw loss }
    return nil
  }

  private static func read(_ path: String, from root: RootDirectory) throws(LedgerError) -> Ledger? {
    let bytes: [UInt8]?
    do { bytes = try root.contents(of: path)?.bytes } catch { throw .unreadable(error) }
    guard let bytes else { return nil }
    guard let format = try? StatePath.decode(Format.self, from: bytes).format else { throw .corrupt }
    guard format <= currentFormat else { throw .newer(format: format) }
    guard let ledger = try? StatePath.decode(Ledger.self, from: bytes), ledger.isSound else { throw .corrupt }
    return ledger
  }

  /// What every format has.
  private struct Format: Decodable { let format: Int }

  /// Whether no path leads elsewhere, and every copy is one.
  private var isSound: Bool {
    let copies = files.compactMap(\.before) + edits.map(\.copy)
    return (files.map(\.path) + edits.map(\.path) + directories).allSatisfy(\.isPlainPath)
      && Set(files.map(\.path)).count == files.count
      && copies.allSatisfy { $0.name.isPlainPath && !$0.name.contains("/") && $0.standing.canBeSaved }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Glibc
import LocalStage
import SystemPackage

/// The system calls without the wait for the disk, and with a fault at a chosen step. A write is two steps.
final class TestChanges: FileChanges {
  enum Fault {
    case none
    /// Nothing more happens after some steps.
    case crash(after: Int)
    /// The same, and of the files that had not been synced, those with some names are empty afterwards.
    case powerCut(after: Int, empties: (String) -> Bool)
    /// One step fails, and a crash may follow some steps later.
    case failure(at: Int, Errno, crashAfter: Int = .max)
  }

  private let fault: Fault
  private let system = SystemFileChanges()
  private var unsynced: [(name: String, file: FileDescriptor)] = []

  /// The steps that were begun.
  private(set) var count = 0
  /// Whether nothing happens any more.
  private(set) var isDown = false
  /// The steps, for people.
  private(set) var trace: [String] = []

  init(_ fault: Fault = .none) { self.fault = fault }

  deinit { for (_, file) in unsynced { try? file.close() } }

  private func step<Result>(_ what: String, _ body: () throws(Errno) -> Result) throws(Errno) -> Result {
    guard !isDown else { throw .ioError }
    count += 1
    switch fault {
    case .none: break
    case .failure(at: count, let reason, _): throw reason
    case .failure(let first, _, let more):
      guard count > first, count - first > more else { break }
      isDown = true
      throw .ioError
    case .crash(let last), .powerCut(let last, _):
      guard count > last else { break }
      isDown = true
      if case .powerCut(_, let empties) = fault {
        for (name, file) in unsynced where empties(name) { ftruncate(file.rawValue, 0) }
      }
      throw .ioError
    }
    trace.append(what)
    return try body()
  }

  func create(_ name: String, in directory: FileDescriptor) throws(Errno) -> FileDescriptor {
    let file = try step("create \(name)") { () throws(Errno) in try system.create(name, in: directory) }
    unsynced.append((name, FileDescriptor(rawValue: dup(file.rawValue))))
    return file
  }

  func setOwner(_ user: UInt32, _ group: UInt32, of file: FileDescriptor) throws(Errno) {
    try step("setOwner") { () throws(Errno) in try system.setOwner(user, group, of: file) }
  }

  func setMode(_ mode: ModeBits, of file: FileDescriptor) throws(Errno) {
    try step("setMode \(mode)") { () throws(Errno) in try system.setMode(mode, of: file) }
  }

  func write(_ bytes: [UInt8], to file: FileDescriptor) throws(Errno) {
    let half = bytes.count / 2
    try step("write") { () throws(Errno) in try system.write(Array(bytes[..<half]), to: file) }
    try step("write") { () throws(Errno) in try system.write(Array(bytes[half...]), to: file) }
  }

  func makeLink(_ name: String, to destination: String, in directory: FileDescriptor) throws(Errno) {
    try step("makeLink \(name)") { () throws(Errno) in try system.makeLink(name, to: destination, in: directory) }
  }

  func addName(_ second: String, to name: String, in directory: FileDescriptor) throws(Errno) {
    try step("addName \(second)") { () throws(Errno) in try system.addName(second, to: name, in: directory) }
  }

  func rename(_ name: String, to other: String, in directory: FileDescriptor) throws(Errno) {
    try step("rename \(other)") { () throws(Errno) in try system.rename(name, to: other, in: directory) }
  }

  func unlink(_ name: String, in directory: FileDescriptor) throws(Errno) {
    try step("unlink \(name)") { () throws(Errno) in try system.unlink(name, in: directory) }
  }

  func makeDirectory(_ name: String, in directory: FileDescriptor) throws(Errno) {
    try step("makeDirectory \(name)") { () throws(Errno) in try system.makeDirectory(name, in: directory) }
  }

  func removeDirectory(_ name: String, in directory: FileDescriptor) throws(Errno) {
    try step("removeDirectory \(name)") { () throws(Errno) in try system.removeDirectory(name, in: directory) }
  }

  func sync(_ directory: FileDescriptor) throws(Errno) {
    try step("sync") {
      for (_, file) in unsynced { try? file.close() }
      unsynced = []
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import CLinux
import Subprocess
import SystemPackage

/// Runs programs, one after another.
struct ProgramRunner {
  /// Why a program did not do what was wanted.
  struct Failure: Error, CustomStringConvertible {
    let description: String
    /// The exit status; nil where it did not come to one.
    var status: Int32?
  }

  private enum Ending: Sendable {
    case ended(TerminationStatus)
    case late
  }

  private static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// Where the output of programs goes.
  let log: FileDescriptor

  /// Runs a program to its end, which comes by force when its time is over.
  func run(_ invocation: Invocation) async throws(Failure) {
    let name = invocation.arguments.first ?? ""
    let ending: Ending
    do {
      ending = try await withThrowingTaskGroup(of: Ending.self) { group in
        group.addTask { .ended(try await self.status(of: invocation)) }
        if let seconds = invocation.timeout {
          group.addTask {
            try await Task.sleep(for: .seconds(seconds))
            return .late
          }
        }
        defer { group.cancelAll() }
        return try await group.next() ?? .late
      }
    } catch {
      throw Failure(description: "\(name) cannot be run: \(error)")
    }
    switch ending {
    case .late: throw Failure(description: "\(name) has not ended after \(invocation.timeout ?? 0) s")
    case .ended(.exited(let status)) where invocation.goodStatuses.contains(status): return
    case .ended(.exited(let status)): throw Failure(description: "\(name) ended with \(status)", status: status)
    case .ended(.signaled(let signal)): throw Failure(description: "\(name) was ended by signal \(signal)")
    }
  }

  private func status(of invocation: Invocation) async throws -> TerminationStatus {
    var variables: [Environment.Key: String] = ["PATH": Self.path, "LANG": "C.UTF-8", "HOME": "/root"]
    for (key, value) in invocation.environment { variables[Environment.Key(stringLiteral: key)] = value }
    let program = invocation.arguments.first ?? ""
    let output = FileDescriptorOutput.fileDescriptor(log, closeAfterSpawningProcess: false)
    let arguments = Arguments(Array(invocation.arguments.dropFirst()))
    let result =
      try await Subprocess.run(
        program.hasPrefix("/") ? .path(FilePath(program)) : .name(program), arguments: arguments,
        environment: .custom(variables),
        input: .fileDescriptor(try Self.file(invocation.input ?? []), closeAfterSpawningProcess: true), output: output,
        error: output)
    return result.terminationStatus
  }

  /// A file in memory, at whose beginning it stands: writing to a pipe would end us where a program does not read it all.
  private static func file(_ bytes: [UInt8]) throws -> FileDescriptor {
    let number = linux_memory_file()
    guard number >= 0 else { throw Errno(rawValue: -number) }
    let file = FileDescriptor(rawValue: number)
    do {
      try file.writeAll(bytes)
      try file.seek(offset: 0, from: .start)
      return file
    } catch {
      try? file.close()
      throw error
    }
  }
}

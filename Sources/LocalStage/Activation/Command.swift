// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemPackage

/// A program that is started with arguments, never by a shell.
public struct Command: Hashable, Sendable {
  /// The program's path and its arguments.
  public let words: [String]

  /// A call of a program.
  public init(_ words: String...) { self.words = words }

  /// A call of a program.
  public init(words: [String]) { self.words = words }

  /// Runs it with nothing on standard input and its output on ours; the exit status, 128 and more for a signal.
  ///
  /// - Parameter limit: The time after which it is ended by force, with all that it has started. ifup waits a minute for
  ///   each NIC that no DHCP server answers.
  /// - Throws: Why it cannot be started, or `timedOut`.
  public func run(limit: Duration = .seconds(600)) throws(Errno) -> Int32 {
    let child = try start()
    let end = ContinuousClock.now + limit
    var status: Int32 = 0
    while true {
      let ended = waitpid(child, &status, WNOHANG)
      if ended == child { break }
      if ended < 0, errno != EINTR { throw Errno(rawValue: errno) }
      guard ContinuousClock.now < end else {
        kill(-child, SIGKILL)
        waitpid(child, &status, 0)
        throw .timedOut
      }
      usleep(2000)
    }
    return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
  }

  /// Starts it as the first of a process group, with every signal as a program expects it.
  private func start() throws(Errno) -> pid_t {
    var arguments = words.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    arguments.append(nil)
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var child = pid_t()
    let result = posix_spawn(&child, words.first ?? "", &files, &attributes, arguments, environ)
    guard result == 0 else { throw Errno(rawValue: result) }
    return child
  }
}

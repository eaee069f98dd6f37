// SPDX-License-Identifier: Apache-2.0

import Glibc
import LocalStage
import SystemPackage

/// A directory of a host that is held open, so that what is done in it is done there whatever users rename meanwhile.
///
/// A link is followed only where root made it: users could lead us anywhere, `~/.ssh` to root's own for instance.
struct OpenDirectory: ~Copyable {
  /// What directories that are not there are to be like when they are made.
  struct New {
    var mode: UInt16
    var owner: FileOwner?
  }

  private let descriptor: Int32

  private init(opening path: String, in parent: Int32, _ options: Int32) throws(Errno) {
    descriptor = openat(parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | options)
    if descriptor < 0 { throw Errno(rawValue: errno) }
  }

  deinit { close(descriptor) }

  /// The most links, each leading to the next, that are followed (`MAXSYMLINKS` of the kernel).
  static let mostLinks = 40

  /// The directory in which a path of a host is, with those above it that are not there made, where that is wanted.
  ///
  /// A link leads where it would if the host's root were this machine's.
  static func above(_ path: String, on host: HostFiles, making new: New? = nil) throws(Errno) -> OpenDirectory {
    try opened(FilePath(path).removingLastComponent(), on: host, making: new, after: 0)
  }

  private static func opened(
    _ path: FilePath, on host: HostFiles, making new: New?, after links: Int
  ) throws(Errno) -> OpenDirectory {
    var directory = try OpenDirectory(opening: host.root.string, in: AT_FDCWD, 0)
    var (done, rest) = (FilePath("/"), path.components[...])
    while let component = rest.popFirst() {
      if let target = directory.targetOfRootsLink(component.string) {
        guard links < mostLinks else { throw .tooManySymbolicLinkLevels }
        let path = done.pushing(target).appending(rest).lexicallyNormalized()
        return try opened(path, on: host, making: new, after: links + 1)
      }
      directory = try directory.child(component.string, making: new)
      done.append(component)
    }
    return directory
  }

  private func child(_ name: String, making new: New?) throws(Errno) -> OpenDirectory {
    do throws(Errno) {
      return try OpenDirectory(opening: name, in: descriptor, O_NOFOLLOW)
    } catch .noSuchFileOrDirectory where new != nil {
      return try made(name, new)
    } catch .notDirectory where isLink(name) {
      throw .tooManySymbolicLinkLevels
    }
  }

  private func made(_ name: String, _ new: New?) throws(Errno) -> OpenDirectory {
    let mode = new?.mode ?? 0o755
    guard mkdirat(descriptor, name, CModeT(mode)) == 0 || errno == EEXIST else { throw Errno(rawValue: errno) }
    let directory = try OpenDirectory(opening: name, in: descriptor, O_NOFOLLOW)
    // The umask has taken bits away.
    guard fchmod(directory.descriptor, CModeT(mode)) == 0 else { throw Errno(rawValue: errno) }
    if let owner = new?.owner, fchown(directory.descriptor, owner.user, owner.group) != 0 {
      throw Errno(rawValue: errno)
    }
    return directory
  }

  private func isLink(_ name: String) -> Bool { status(name).map { $0.st_mode & S_IFMT == S_IFLNK } ?? false }

  private func isLinkOfRoot(_ name: String) -> Bool { isLink(name) && status(name)?.st_uid == 0 }

  private func status(_ name: String) -> stat? {
    var status = stat()
    return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
  }
}

extension OpenDirectory {
  /// Opens a file, which may not be a link, nor anything that opening waits for.
  func file(
    _ name: String, _ access: FileDescriptor.AccessMode, _ options: Int32 = 0
  ) throws(Errno) -> FileDescriptor {
    let file = openat(descriptor, name, access.rawValue | options | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
    if file < 0 { throw Errno(rawValue: errno) }
    return FileDescriptor(rawValue: file)
  }

  /// What a link points to, as it is written, if root made it; nil for users' links and for what is no link.
  func targetOfRootsLink(_ name: String) -> FilePath? {
    guard isLinkOfRoot(name) else { return nil }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard readlinkat(descriptor, name, &buffer, Int(PATH_MAX)) > 0 else { return nil }
    return FilePath(platformString: buffer)
  }

  /// Gives a file another name, in the place of what has that name.
  func rename(_ name: String, to other: String) throws(Errno) {
    guard renameat(descriptor, name, descriptor, other) == 0 else { throw Errno(rawValue: errno) }
  }

  /// Removes a file, if it is there.
  func remove(_ name: String) { unlinkat(descriptor, name, 0) }
}

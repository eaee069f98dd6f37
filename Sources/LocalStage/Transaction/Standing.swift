// SPDX-License-Identifier: Apache-2.0

import Renderers

/// What stands at a path; symbolic links are not followed.
public enum Standing: Hashable, Sendable, Codable {
  /// Nothing.
  case nothing
  /// A file.
  case file(mode: ModeBits, hash: ContentHash)
  /// A symbolic link, and what it says.
  case link(to: String)
  /// A directory.
  case directory
  /// A device, a pipe, a socket, or a link that is no UTF-8.
  case special

  /// What stands where a rendered file has been written.
  init(_ file: RenderedFile) { self = .file(mode: ModeBits(file.mode), hash: ContentHash(of: file.contents.utf8)) }

  /// Whether a copy can be made of it, so that it may be replaced.
  var canBeSaved: Bool {
    switch self {
    case .file, .link: true
    case .nothing, .directory, .special: false
    }
  }

  /// The hash of a file's contents.
  var hash: ContentHash? { if case .file(_, let hash) = self { hash } else { nil } }
}

// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Document paths as a tree, so that one walk through a document finds all of them.
final class PathTree {
  private(set) var children: [DocumentPath.Step: PathTree] = [:]
  /// Where in the text the value stands, once it is found.
  var offset: Int?

  /// The tree of paths, with none found yet.
  init(_ paths: some Sequence<DocumentPath>) {
    for path in paths { insert(path) }
  }

  private init() {}

  private func insert(_ path: DocumentPath) {
    var node = self
    for step in path.steps {
      let child = node.children[step] ?? PathTree()
      node.children[step] = child
      node = child
    }
  }

  /// Where the value of a path stands; of one that is not there, its nearest ancestor.
  func offset(of path: DocumentPath) -> Int? {
    var node = self
    var nearest = offset
    for step in path.steps {
      guard let child = node.children[step] else { break }
      node = child
      nearest = node.offset ?? nearest
    }
    return nearest
  }
}

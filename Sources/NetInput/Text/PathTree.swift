// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Document paths as a tree, so that one walk through a document finds all of them.
final class PathTree {
  let path: DocumentPath
  private(set) var children: [DocumentPath.Step: PathTree] = [:]

  init(_ paths: some Sequence<DocumentPath>) {
    path = .root
    for path in paths { insert(path.steps[...]) }
  }

  private init(path: DocumentPath) { self.path = path }

  private func insert(_ steps: ArraySlice<DocumentPath.Step>) {
    guard let step = steps.first else { return }
    let child = children[step] ?? PathTree(path: DocumentPath(steps: path.steps + [step]))
    children[step] = child
    child.insert(steps.dropFirst())
  }

  /// Values for every node: its own, else its nearest ancestor's.
  func resolved<Value>(_ values: [DocumentPath: Value], inherited: Value? = nil) -> [DocumentPath: Value] {
    var result: [DocumentPath: Value] = [:]
    let own = values[path] ?? inherited
    result[path] = own
    for child in children.values { result.merge(child.resolved(values, inherited: own)) { first, _ in first } }
    return result
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel

/// What `groups` wants: groups, and users that are to be in them.
struct GroupSettings {
  /// The groups with their members, in their order; all names are valid.
  private(set) var groups: [(name: String, members: [String])] = []
  /// Doubts.
  private(set) var warnings: [String] = []

  /// Reads names between commas, a list of names and mappings, or a mapping of names to members.
  init(_ node: YAMLNode?) {
    guard let elements = node?.elements else {
      if let node { add(node, at: "groups") }
      return
    }
    for (index, element) in elements.enumerated() { add(element, at: "groups[\(index)]") }
  }

  private mutating func add(_ node: YAMLNode, at place: String) {
    if let entries = node.entries {
      for entry in entries { add(entry.key, entry.value.commaSeparated, at: place) }
    } else if node.text != nil {
      for name in node.commaSeparated { add(name, [], at: place) }
    } else {
      warnings.append("\(place): a name or a mapping of a name to its members is expected here; this is ignored")
    }
  }

  private mutating func add(_ name: String, _ members: [String], at place: String) {
    guard AccountName.isValid(name) else {
      warnings.append("\(place): \"\(name.printable)\" is no name of a group; it is not made")
      return
    }
    let valid = members.filter { AccountName.isValid($0) }
    for member in members where !AccountName.isValid(member) {
      warnings.append("\(place): \"\(member.printable)\" is no name of a user; it is not added to \(name)")
    }
    groups.append((name, valid))
  }
}

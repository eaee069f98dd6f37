// SPDX-License-Identifier: Apache-2.0

/// The numbers of the user and the group that a file is to belong to.
typealias FileOwner = (user: UInt32, group: UInt32)

extension Accounts {
  /// The numbers of `USER`, `USER:GROUP` or `:GROUP`, each by name or number; without a user, root, and without a group,
  /// that of the user.
  func owner(_ text: String) -> FileOwner? {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
    guard let name = parts.first, let id = name.isEmpty ? 0 : user(name)?.id ?? UInt32(name) else { return nil }
    guard parts.count == 2, !parts[1].isEmpty else { return (id, user(name)?.groupID ?? id) }
    return (group(parts[1])?.id ?? UInt32(parts[1])).map { (id, $0) }
  }
}

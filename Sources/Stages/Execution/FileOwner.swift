// SPDX-License-Identifier: Apache-2.0

extension Accounts {
  /// The numbers of `USER` or `USER:GROUP`, each by name or number; without a group, that of the user.
  func owner(_ text: String) -> (user: UInt32, group: UInt32)? {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard let name = parts.first, let id = user(name)?.id ?? UInt32(name) else { return nil }
    guard parts.count == 2 else { return (id, user(name)?.groupID ?? id) }
    return (group(parts[1])?.id ?? UInt32(parts[1])).map { (id, $0) }
  }
}

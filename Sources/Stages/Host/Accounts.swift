// SPDX-License-Identifier: Apache-2.0

import LocalStage

/// The users and groups of a host, as its files name them (passwd(5), group(5), shadow(5)).
///
/// A static program has no NSS, so that users of a directory service are not seen here.
struct Accounts: Hashable, Sendable {
  /// A line of /etc/passwd.
  struct User: Hashable, Sendable {
    /// The name to log in with.
    let name: String
    /// The user's number.
    let id: UInt32
    /// The number of the primary group.
    let groupID: UInt32
    /// The home directory.
    let home: String
  }

  /// A line of /etc/group.
  struct Group: Hashable, Sendable {
    /// The group's name.
    let name: String
    /// The group's number.
    let id: UInt32
    /// The users that it is a further group of.
    let members: [String]
  }

  /// What can be done with a user's password; the hash itself is not kept.
  enum Password: Hashable, Sendable {
    /// There is none, and none is asked for.
    case empty
    /// There is one.
    case set
    /// There is one, but `!` stands before it.
    case locked
    /// Nothing that is typed is right: `!`, `*` and the like.
    case unusable
  }

  /// The users in the order of the file.
  let users: [User]
  /// The groups in the order of the file.
  let groups: [Group]
  private let passwords: [String: Password]

  /// Reads the files below a host's root; of those that cannot be read there is nothing.
  init(_ host: HostFiles) {
    users = Self.fields(of: "etc/passwd", host, atLeast: 6).compactMap { fields in
      guard let id = UInt32(fields[2]), let groupID = UInt32(fields[3]) else { return nil }
      return User(name: fields[0], id: id, groupID: groupID, home: fields[5])
    }
    groups = Self.fields(of: "etc/group", host, atLeast: 4).compactMap { fields in
      guard let id = UInt32(fields[2]) else { return nil }
      return Group(name: fields[0], id: id, members: fields[3].split(separator: ",").map(String.init))
    }
    let shadow = Self.fields(of: "etc/shadow", host, atLeast: 2).map { ($0[0], Self.password($0[1])) }
    passwords = Dictionary(shadow) { first, _ in first }
  }

  /// The user of a name.
  func user(_ name: String) -> User? { users.first { $0.name == name } }

  /// The group of a name.
  func group(_ name: String) -> Group? { groups.first { $0.name == name } }

  /// What can be done with a user's password; nil where nothing is known of it.
  func password(of name: String) -> Password? { passwords[name] }

  /// Whether a group is one of a user's, its primary one or a further one.
  func isMember(_ name: String, of group: String) -> Bool {
    guard let group = self.group(group) else { return false }
    return group.members.contains(name) || user(name)?.groupID == group.id
  }

  private static func fields(of path: String, _ host: HostFiles, atLeast count: Int) -> [[String]] {
    let text = String(decoding: (try? host.contents(of: path, limit: 16 << 20)) ?? [], as: UTF8.self)
    return text.split(separator: "\n").map { line in
      line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    }.filter { $0.count >= count && !$0[0].isEmpty }
  }

  private static func password(_ field: String) -> Password {
    if field.isEmpty { return .empty }
    let hash = field.drop { $0 == "!" }
    // Old hashes have 13 characters (crypt(5), descrypt).
    guard hash.hasPrefix("$") || hash.count == 13 && !hash.hasPrefix("*") else { return .unusable }
    return field.hasPrefix("!") ? .locked : .set
  }
}

/// Names that go into the files of accounts, and into arguments.
enum AccountName {
  /// Whether a text is the name of a user or group: letters, digits, `_`, `.` and `-`, not `-` first, not all digits, at
  /// most 32 (useradd(8), CAVEATS).
  static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, bytes.count <= 32, first != UInt8(ascii: "-"), first != UInt8(ascii: ".") else {
      return false
    }
    return bytes.allSatisfy { isLetterOrDigit($0) || "_.-".utf8.contains($0) }
      && !bytes.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte & 0xdf)
  }
}

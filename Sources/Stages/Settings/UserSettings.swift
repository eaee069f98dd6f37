// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel

/// What the settings say of one user (`users`, `user`, `system_info.default_user`).
struct UserSettings {
  /// The name, which is a valid one.
  let name: String
  /// Whether this is the user whom the instance's keys and `password` are for.
  private(set) var isDefault: Bool
  /// Mappings, the one that counts most first.
  private var layers: [YAMLNode]

  /// The value of a key, which may be written with hyphens; null is nothing.
  subscript(key: String) -> YAMLNode? {
    for layer in layers {
      let entry = layer.entries?.last { String($0.key.map { $0 == "-" ? "_" : $0 }) == key }
      if let entry { return entry.value.isNull ? nil : entry.value }
    }
    return nil
  }

  /// The boolean of a key; where it is none, a default.
  func flag(_ key: String, default standard: Bool = false) -> Bool { self[key]?.flag ?? standard }
}

extension UserSettings {
  /// All users that the settings want, in their order, and doubts about them.
  static func read(_ settings: YAMLNode) -> (users: [UserSettings], warnings: [String]) {
    var (users, warnings): ([UserSettings], [String]) = ([], [])
    let standard = DefaultUser(settings)
    let all = settings[path: "users"].map { mentions(in: $0, &warnings) } ?? [Mention(name: "default", node: nil)]
    for mention in all {
      let isDefault = mention.name == "default"
      guard let name = isDefault ? standard.name : mention.name else {
        warnings.append("users: the default user is wanted, but system_info.default_user names none; nobody is made")
        continue
      }
      guard AccountName.isValid(name) else {
        warnings.append("users: \"\(name.printable)\" is no name of a user; this user is not made")
        continue
      }
      let layers = [mention.node].compactMap(\.self)
      let own = isDefault ? layers + standard.layers : layers
      if let place = users.firstIndex(where: { $0.name == name }) {
        users[place].layers = isDefault ? users[place].layers + own : own + users[place].layers
        users[place].isDefault = users[place].isDefault || isDefault
      } else {
        users.append(UserSettings(name: name, isDefault: isDefault, layers: own))
      }
    }
    return (users, warnings)
  }

  /// The user whom the instance's keys and `password` are for, if the settings want one.
  static func defaultUser(of settings: YAMLNode) -> UserSettings? { read(settings).users.first(where: \.isDefault) }

  /// A user as `users` has it.
  private struct Mention {
    let name: String
    let node: YAMLNode?
  }

  private static func mentions(in node: YAMLNode, _ warnings: inout [String]) -> [Mention] {
    if let entries = node.entries {
      return entries.filter { $0.value.flag != false }.map { Mention(name: $0.key, node: $0.value) }
    }
    guard let elements = node.elements else { return node.commaSeparated.map { Mention(name: $0, node: nil) } }
    return elements.enumerated().flatMap { index, element -> [Mention] in
      if element.text != nil { return element.commaSeparated.map { Mention(name: $0, node: nil) } }
      if let name = element["name"]?.text { return [Mention(name: name, node: element)] }
      warnings.append("users[\(index)]: a name or a mapping with `name` is expected here; this is ignored")
      return []
    }
  }
}

/// The user of the image: `system_info.default_user`, under the older `user`.
private struct DefaultUser {
  let name: String?
  let layers: [YAMLNode]

  init(_ settings: YAMLNode) {
    layers = [settings[path: "user"], settings[path: "system_info", "default_user"]].compactMap(\.self)
    name = layers.lazy.compactMap { $0.text ?? $0["name"]?.text }.first
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel

/// What the settings say of one user (`users`, `user`, `system_info.default_user`).
struct UserSettings {
  /// The name, which is a valid one.
  let name: String
  /// Whether this is the user whom the instance's keys and `password` are for.
  private(set) var isDefault = false
  /// Mappings of `users`, the one that counts most first.
  private var own: [YAMLNode] = []
  /// Mappings of the image's user, which count less; none for other users.
  private var images: [YAMLNode] = []

  private init(name: String) { self.name = name }

  /// The value of a key, which may be written with hyphens; null is nothing.
  subscript(key: String) -> YAMLNode? { Self.value(of: key, in: own + images) }

  private static func value(of key: String, in layers: [YAMLNode]) -> YAMLNode? {
    for layer in layers {
      let entry = layer.entries?.last { String($0.key.map { $0 == "-" ? "_" : $0 }) == key }
      if let entry { return entry.value.isNull ? nil : entry.value }
    }
    return nil
  }

  /// The boolean of a key; where it is none, a default.
  func flag(_ key: String, default standard: Bool = false) -> Bool { self[key]?.flag ?? standard }

  /// Whether whoever logs in as this user is told to do so as the default one: `ssh_redirect_user`, true or `default`.
  var isRedirected: Bool { !isDefault && (flag("ssh_redirect_user") || self["ssh_redirect_user"]?.text == "default") }

  /// The further groups; the image's user keeps those of the image. Older settings have a mapping whose keys they are.
  var groups: [String] {
    let names = [own, images].flatMap { layers in
      Self.value(of: "groups", in: layers).map { $0.entries?.map(\.key) ?? $0.commaSeparated } ?? []
    }
    return names.map(\.trimmed).reduce(into: []) { all, name in if !all.contains(name) { all.append(name) } }
  }

  private static let booleans = [
    "create_groups", "lock_passwd", "no_create_home", "no_log_init", "no_user_group", "ssh_redirect_user", "system",
  ]

  /// Doubts about values that are to be true or false.
  private var warnings: [String] {
    Self.booleans.compactMap { key in
      guard let node = self[key], node.flag == nil, key != "ssh_redirect_user" || node.text != "default" else {
        return nil
      }
      return "users: \(name): \(key) is to be true or false; it is ignored"
    }
  }
}

extension UserSettings {
  /// All users that the settings want, in their order, and doubts about them.
  static func read(_ settings: YAMLNode) -> (users: [UserSettings], warnings: [String]) {
    var (users, warnings): ([UserSettings], [String]) = ([], [])
    let standard = DefaultUser(settings)
    var all = settings[path: "users"].map { mentions(in: $0, &warnings) } ?? []
    // Without a list the default user is wanted, and with `user` whatever the list has.
    let isWanted = settings[path: "users"] == nil || settings[path: "user"] != nil
    if isWanted, !all.contains(where: { $0.name == "default" }) { all.append(Mention(name: "default", node: nil)) }
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
      let place = users.firstIndex { $0.name == name } ?? users.endIndex
      if place == users.endIndex { users.append(UserSettings(name: name)) }
      if isDefault { (users[place].isDefault, users[place].images) = (true, standard.layers) }
      if let node = mention.node { users[place].own.insert(node, at: isDefault ? users[place].own.endIndex : 0) }
    }
    return (users, warnings + users.flatMap(\.warnings))
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
      if element.entries == nil, !element.isNull {
        return element.commaSeparated.map { Mention(name: $0, node: nil) }
      }
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

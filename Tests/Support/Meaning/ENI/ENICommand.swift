// SPDX-License-Identifier: Apache-2.0

import NetModel

/// A command of a `pre-up` or `up` line, of the few kinds that have a meaning for us.
enum ENICommand {
  /// `ip route add|replace …`
  case route(RouteWords, replacing: Bool)
  /// `ip addr add P dev N`
  case address(IPPrefix, device: String)
  /// `ip link add link P name N type vlan id I`
  case addVLAN(name: String, parent: String, id: Int)
  /// `ip link add N type bond KEY VALUE …`
  case addBond(name: String, options: [String: String])
  /// `ip link set dev N up|down|mtu M|address A …`
  case set(device: String, [String: String])
  /// `echo V > PATH`
  case write(String, path: String)
  /// Looks whether a path is there, or is not.
  case test(path: String, isThere: Bool)
  /// Does nothing that lasts.
  case nothing

  /// A line as read: `TEST || COMMAND || true`, of which test and forgiveness may be missing.
  struct Line {
    var command: ENICommand
    /// What the command runs without: a test that comes true.
    var unless: (path: String, isThere: Bool)?
    /// Whether its failure is forgiven.
    var isForgiven = false
  }

  /// Reads a line of shell, with the interface's name in place of `$IFACE`.
  static func parse(_ text: String, interface: String, at line: TextLine) throws -> Line {
    var parts = try split(text.replacing("${IFACE}", with: "$IFACE").replacing("$IFACE", with: interface), at: line)
    let isForgiven = parts.count > 1 && parts.last == "true"
    if isForgiven { parts.removeLast() }
    var commands = try parts.map { try command($0.words, at: line) }
    var unless: (path: String, isThere: Bool)?
    if commands.count > 1, case .test(let path, let isThere) = commands[0] {
      unless = (path, isThere)
      commands.removeFirst()
    }
    guard commands.count == 1 else { throw line.error("more than one || that does something") }
    return Line(command: commands[0], unless: unless, isForgiven: isForgiven)
  }

  private static func split(_ text: String, at line: TextLine) throws -> [String] {
    var plain = text
    for noise in [" >/dev/null 2>&1", " > /dev/null 2>&1", " 2>/dev/null", " 2> /dev/null", " >/dev/null"] {
      plain = plain.replacing(noise, with: "")
    }
    var parts: [String] = [""]
    for word in plain.replacing("||", with: " || ").words {
      if word == "||" { parts.append("") } else { parts[parts.count - 1] += " " + word }
    }
    for part in parts {
      if part.contains(where: { ";&|$`\"'\\()<{}*?".contains($0) }) {
        throw line.error("more shell than we read: \(text)")
      }
    }
    return parts.map(\.trimmed)
  }

  private static func command(_ words: [String], at line: TextLine) throws -> ENICommand {
    if words == ["true"] || words.first == "modprobe" { return .nothing }
    if words.first == "[" || words.first == "test" { return try test(words, at: line) }
    if words.first == "echo", words.count == 4, words[2] == ">" { return .write(words[1], path: words[3]) }
    guard words.first == "ip" else { throw line.error("\(words.first ?? "nothing") is no command that we know") }
    var rest = words.dropFirst()
    var family: IPFamily?
    if rest.first == "-6" || rest.first == "-4" { family = rest.removeFirst() == "-6" ? .v6 : .v4 }
    let verb = rest.prefix(2).joined(separator: " ")
    let words = Array(rest.dropFirst(2))
    switch verb {
    case "route add", "route replace":
      let route = try RouteWords(words, family: family, at: line)
      if !route.oddities.isEmpty { throw line.error("\(route.oddities) in a route") }
      if route.hasHostBits {
        throw line.error("RTNETLINK answers: Invalid argument (host bits of \(route.destination))")
      }
      return .route(route, replacing: verb == "route replace")
    case "addr add", "address add": return try address(words, family: family, at: line)
    case "link add": return try linkAdd(words, at: line)
    case "link set": return try linkSet(words, at: line)
    case "link show":
      guard let device = words.last(where: { $0 != "dev" }), words.count <= 2 else {
        throw line.error("ip link show of nothing")
      }
      return .test(path: "/sys/class/net/\(device)", isThere: true)
    default: throw line.error("ip \(verb) is not expected")
    }
  }

  private static func test(_ words: [String], at line: TextLine) throws -> ENICommand {
    var rest = words.dropFirst()
    if words.first == "[" {
      guard rest.last == "]" else { throw line.error("[ without ]") }
      rest = rest.dropLast()
    }
    let isThere = rest.first != "!"
    if !isThere { rest = rest.dropFirst() }
    guard rest.count == 2, let option = rest.first, ["-e", "-d", "-f"].contains(option), let path = rest.last else {
      throw line.error("a test that we do not read")
    }
    return .test(path: path, isThere: isThere)
  }

  private static func address(_ words: [String], family: IPFamily?, at line: TextLine) throws -> ENICommand {
    guard words.count >= 3, let prefix = IPPrefix(words[0]), family == nil || family == prefix.family,
      words[1] == "dev",
      words.count == 3 || words[3...] == ["nodad"]
    else { throw line.error("ip addr add ADDRESS/LENGTH dev NAME was expected") }
    return .address(prefix, device: words[2])
  }

  private static func linkAdd(_ words: [String], at line: TextLine) throws -> ENICommand {
    guard let place = words.firstIndex(of: "type"), place + 1 < words.count else { throw line.error("no type") }
    var head = words[..<place]
    var parent: String?
    if let link = head.firstIndex(of: "link"), link + 1 < head.endIndex {
      parent = head[link + 1]
      head.removeSubrange(link...(link + 1))
    }
    head.removeAll { $0 == "dev" || $0 == "name" }
    guard head.count == 1, let name = head.first else { throw line.error("no one name") }
    guard name.utf8.count <= 15 else { throw line.error("\(name) is longer than 15 bytes") }
    let options = try pairs(words[(place + 2)...], at: line)
    switch (words[place + 1], parent) {
    case ("vlan", let parent?):
      guard options.count == 1, let id = options["id"]?.decimal else {
        throw line.error("type vlan id ID was expected")
      }
      return .addVLAN(name: name, parent: parent, id: id)
    case ("bond", nil):
      var bond = options
      if let value = bond.removeValue(forKey: "peer_notify_delay") { bond["peer_notif_delay"] = value }
      if let odd = options.keys.first(where: { $0 == "peer_notif_delay" || !BondMeaning.knows($0) }) {
        throw line.error("ip makes no bond at all: it does not know \(odd)")
      }
      return .addBond(name: name, options: bond)
    default: throw line.error("neither a VLAN of a link nor a bond")
    }
  }

  private static func linkSet(_ words: [String], at line: TextLine) throws -> ENICommand {
    var rest = words[...]
    if rest.first == "dev" { rest.removeFirst() }
    guard let device = rest.popFirst() else { throw line.error("ip link set of nothing") }
    var settings: [String: String] = [:]
    while let word = rest.popFirst() {
      switch word {
      case "up", "down": settings[word] = ""
      case "mtu", "address": settings[word] = rest.popFirst()
      default: throw line.error("ip link set \(word) is not expected")
      }
    }
    return .set(device: device, settings)
  }

  private static func pairs(_ words: ArraySlice<String>, at line: TextLine) throws -> [String: String] {
    guard words.count % 2 == 0 else { throw line.error("an option without a value") }
    var pairs: [String: String] = [:]
    for index in stride(from: words.startIndex, to: words.endIndex, by: 2) {
      guard pairs.updateValue(words[index + 1], forKey: words[index]) == nil else {
        throw line.error("\(words[index]) twice")
      }
    }
    return pairs
  }
}

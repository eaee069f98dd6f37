// SPDX-License-Identifier: Apache-2.0

/// An `iface` stanza of /etc/network/interfaces.
struct ENIStanza {
  let line: TextLine
  let interface: String
  let family: String
  let method: String
  /// Options but commands, by name; `_` of bond options is `-` here.
  var options: [String: String] = [:]
  /// Commands by phase, in order.
  var commands: [String: [(line: TextLine, text: String)]] = [:]
}

/// The text of /etc/network/interfaces as interfaces(5) and ifupdown 0.8.41's config.c read it.
struct ENIFile {
  /// What `ifup -a` brings up, in order.
  private(set) var auto: [String] = []
  /// What comes up when udev tells of it.
  private(set) var hotplug: [String] = []
  private(set) var stanzas: [ENIStanza] = []

  init(_ contents: String, file: String) throws {
    var stanza: ENIStanza?
    for line in try TextLine.all(of: contents, file: file) {
      let text = line.text.trimmed
      if text.isEmpty || text.hasPrefix("#") { continue }
      if text.hasSuffix("\\") { throw line.error("the next line is taken into this one") }
      let words = text.words
      if words.dropFirst().contains(where: { $0.hasPrefix("#") }) {
        throw line.error("a trailing comment is no comment")
      }
      switch words[0] {
      case "auto", "allow-auto", "allow-hotplug":
        if let stanza { stanzas.append(stanza) }
        stanza = nil
        if words.count < 2 { throw line.error("\(words[0]) of nothing") }
        if words[0] == "allow-hotplug" { hotplug += words.dropFirst() } else { auto += words.dropFirst() }
      case "source", "source-directory":
        if let stanza { stanzas.append(stanza) }
        stanza = nil
        guard words[1...] == ["/etc/network/interfaces.d/*"] || words[1...] == ["/etc/network/interfaces.d"] else {
          throw line.error("a source of elsewhere")
        }
      case "iface":
        if let stanza { stanzas.append(stanza) }
        guard words.count == 4 else { throw line.error("the whole file is unread: iface NAME FAMILY METHOD") }
        stanza = ENIStanza(line: line, interface: words[1], family: words[2], method: words[3])
        guard ENIOptions.methods[words[2]]?[words[3]] != nil else {
          throw line.error("the whole file is unread: unknown family or method \(words[2]) \(words[3])")
        }
      case "mapping", "rename", "no-auto-down", "no-scripts", "template":
        throw line.error("\(words[0]) is not expected")
      default:
        guard stanza != nil else { throw line.error("an option outside of a stanza") }
        try stanza?.add(words[0], String(text.dropFirst(words[0].count)).trimmed, at: line)
      }
    }
    if let stanza { stanzas.append(stanza) }
  }
}

extension ENIStanza {
  /// Takes one option line.
  fileprivate mutating func add(_ name: String, _ value: String, at line: TextLine) throws {
    if value.isEmpty { throw line.error("the whole file is unread: option \(name) with empty value") }
    let phase = ["post-up": "up", "pre-down": "down"][name] ?? name
    if ["pre-up", "up", "down", "post-down"].contains(phase) {
      commands[phase, default: []].append((line, value))
      return
    }
    let name = name.hasPrefix("bond") ? String(name.map { $0 == "_" ? "-" : $0 }) : name
    guard ENIOptions.knows(name) else { throw line.error("nothing knows the option \(name)") }
    if options[name] != nil { throw line.error("\(name) twice in a stanza: the values are joined by a line feed") }
    // Values reach /bin/sh without quotes.
    guard
      value.unicodeScalars.allSatisfy({
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || ".:/_+-, ".unicodeScalars.contains($0)
      })
    else { throw line.error("\(value) is more than plain text to a shell") }
    options[name] = value
  }
}

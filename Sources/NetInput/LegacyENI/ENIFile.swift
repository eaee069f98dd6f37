// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The stanzas of an interfaces file.
struct ENIFile {
  /// The `iface` stanzas that can be read, but for lo's.
  private(set) var stanzas: [ENIStanza] = []
  /// The options of lo's stanzas; Proxmox puts the DNS servers of the whole host there.
  private(set) var loopback: [ENIOption] = []
  /// The interfaces named by `auto` and `allow-…`, and the patterns there.
  private(set) var started: Set<String> = []
  /// Whether a line begins with a keyword of interfaces(5).
  private(set) var hasKeyword = false
  /// Whether there is an `iface` line for anything but lo, readable or not.
  private(set) var hasInterface = false

  /// Whose options the lines are.
  private enum Owner {
    case nothing, loopback, stanza, dropped
  }

  private var owner = Owner.nothing
  /// The options of the open stanza that may stand once.
  private var singleOptions: Set<String> = []
  private var unknownOptions: Set<String> = []

  init(_ lines: [ENILine], log: inout ENILog) {
    for line in lines where !readKeyword(line, log: &log) { readOption(ENIOption(line), log: &log) }
  }

  // MARK: Keywords

  private mutating func readKeyword(_ line: ENILine, log: inout ENILog) -> Bool {
    let keyword = line.words[0]
    switch keyword.text {
    case "iface": readInterface(line, log: &log)
    case "source", "source-directory":
      owner = .dropped
      log.add(.eniSource, at: keyword, "other files are named here; they are not read")
    case "mapping", "template", "rename":
      owner = .dropped
      log.add(.eniStanzaUnknown, at: keyword, "\"\(keyword.text)\" is not followed; it is left out")
    case "no-auto-down", "no-scripts": owner = .dropped
    case "auto": start(line)
    case let text where text.hasPrefix("allow-"): start(line)
    default: return false
    }
    hasKeyword = true
    return true
  }

  private mutating func start(_ line: ENILine) {
    owner = .nothing
    started.formUnion(line.words.dropFirst().map { ENIStanza.interfaceText(of: $0) })
  }

  private mutating func readInterface(_ line: ENILine, log: inout ENILog) {
    owner = .dropped
    guard line.words.count == 4 else {
      hasInterface = true
      log.add(
        .eniLineInvalid, at: line.words[0], "a stanza begins with \"iface NAME FAMILY METHOD\"; this one is left out")
      return
    }
    let text = ENIStanza.interfaceText(of: line.words[1])
    if text == "lo" {
      owner = .loopback
      return
    }
    hasInterface = true
    guard let name = InterfaceName(text) else {
      log.add(
        .eniLineInvalid, at: line.words[1],
        "\"\(text.printable)\" cannot be the name of an interface; this stanza is left out")
      return
    }
    let (family, method) = (line.words[2].text, line.words[3].text)
    guard let method = ENIMethod(family: family, method: method) else {
      log.add(
        .eniStanzaUnknown, at: line.words[2], in: .root[name.text],
        "\"\(family.printable) \(method.printable)\" is not read; this stanza is left out",
        hint: "static, dhcp and manual of inet and inet6, and auto of inet6, are")
      return
    }
    owner = .stanza
    singleOptions = []
    stanzas.append(ENIStanza(name: name, method: method, word: line.words[1]))
  }

  // MARK: Options

  private mutating func readOption(_ option: ENIOption, log: inout ENILog) {
    switch owner {
    case .dropped: break
    case .nothing:
      // What follows is as lost as this; once told is enough.
      owner = .dropped
      log.add(
        .eniLineInvalid, at: option.word,
        "\"\(option.word.text.printable)\" is no keyword, and no stanza is open here; the line is left out")
    case .loopback: addToLoopback(option, log: &log)
    case .stanza: addToStanza(option, log: &log)
    }
  }

  private mutating func addToLoopback(_ option: ENIOption, log: inout ENILog) {
    if ENIOption.servers.contains(option.name) || ENIOption.domains.contains(option.name) {
      loopback.append(option)
    } else if ENIOption.commands.contains(option.name) {
      log.add(
        .eniCommand, at: option.place, in: .root["lo"][option.name],
        "\"\(option.text.printable)\" is not understood; commands are never run")
    } else {
      note(option, of: "lo", log: &log)
    }
  }

  private mutating func addToStanza(_ option: ENIOption, log: inout ENILog) {
    let last = stanzas.count - 1
    if ENIOption.single.contains(option.name), !singleOptions.insert(option.name).inserted {
      log.add(
        .eniOptionRepeated, at: option.word, in: stanzas[last].path[option.name],
        "this stanza has its \"\(option.name)\" already, which is used")
      return
    }
    stanzas[last].options.append(option)
    if !option.isKnown { note(option, of: stanzas[last].name.text, log: &log) }
  }

  private mutating func note(_ option: ENIOption, of name: String, log: inout ENILog) {
    guard unknownOptions.insert(option.name).inserted else { return }
    log.add(
      .unknownKey, at: option.word, in: .root[name],
      "\"\(option.word.text.printable)\" is no option of an interface that is read; it is ignored")
  }
}

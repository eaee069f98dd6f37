// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// The arguments of one subcommand, checked against its syntax.
struct Arguments {
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]

  /// Reads `--name value`, `--name=value`, flags and operands; `--` ends the options, `-` is an operand.
  init(_ words: ArraySlice<String>, syntax: CommandSyntax) throws(UsageError) {
    var words = words
    while let word = words.popFirst() {
      if word == "--" {
        operands += words
        break
      } else if word.hasPrefix("-"), word != "-" {
        try read(option: word, from: &words, syntax: syntax)
      } else {
        operands.append(word)
      }
    }
    if operands.count > syntax.operands.limit, let extra = operands.dropFirst(syntax.operands.limit).first {
      throw UsageError("\"\(extra)\" is one argument too many", command: syntax)
    }
  }

  private mutating func read(
    option word: String, from words: inout ArraySlice<String>, syntax: CommandSyntax
  ) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let option = syntax.options.first(where: { $0.name == parts[0] }) else {
      throw UsageError("there is no option \(parts[0])", command: syntax)
    }
    if option.value == nil {
      guard parts.count == 1 else { throw UsageError("\(option.name) takes no value", command: syntax) }
      values[option.name] = [""]
      return
    }
    guard let value = parts.count == 2 ? parts[1] : words.popFirst(), !value.isEmpty else {
      throw UsageError("\(option.name) needs a value", command: syntax)
    }
    guard option.isRepeatable || values[option.name] == nil else {
      throw UsageError("\(option.name) is given twice", command: syntax)
    }
    values[option.name, default: []].append(value)
  }

  /// The value of an option; nil where it is not given.
  subscript(_ option: CommandSyntax.Option) -> String? { values[option.name]?.first }

  /// All values of an option.
  func all(_ option: CommandSyntax.Option) -> [String] { values[option.name] ?? [] }

  /// Whether a flag is given.
  func has(_ option: CommandSyntax.Option) -> Bool { values[option.name] != nil }
}

extension CommandSyntax.Operands {
  fileprivate var limit: Int {
    switch self {
    case .none: 0
    case .one: 1
    case .many: .max
    }
  }
}

extension Arguments {
  /// The NICs given by `--nic`; nil where there is none.
  func nics(_ syntax: CommandSyntax) throws(UsageError) -> [NIC]? {
    var nics: [NIC] = []
    for text in all(.nic) {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let name = InterfaceName(parts[0]), let mac = MACAddress(parts[1]) else {
        throw UsageError(
          "--nic \(text): NAME=MAC is expected, eth0=fa:16:3e:00:00:01 for instance, or 20 octets for InfiniBand",
          command: syntax)
      }
      guard !nics.contains(where: { $0.name == name }) else {
        throw UsageError("--nic \(text): there is a NIC \(name) already", command: syntax)
      }
      nics.append(NIC(name: name, macAddress: mac))
    }
    return nics.isEmpty ? nil : nics
  }

  /// The distribution given by `--distro`.
  func distro(_ syntax: CommandSyntax) throws(UsageError) -> String? {
    guard let text = self[.distro] else { return nil }
    guard !DistroTable.Request(text).isReleaseOdd else {
      throw UsageError("--distro \(text): a release begins with a number, as in centos:10", command: syntax)
    }
    return text
  }

  /// How to print.
  func format<Format: Printing>(_ syntax: CommandSyntax) throws(UsageError) -> Format {
    guard let text = self[.format] else { return .text }
    guard let format = Format(rawValue: text) else {
      let names = Format.allCases.map(\.rawValue)
      throw UsageError("--format \(text): \(names.joined(separator: ", ")) are what there is", command: syntax)
    }
    return format
  }
}

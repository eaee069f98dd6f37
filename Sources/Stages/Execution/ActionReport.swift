// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// An action as it is told: one JSON object a line, or a line of text. Contents and standard input never appear.
public struct ActionReport: Encodable, Hashable, Sendable {
  /// The module that wants it.
  public let module: String
  /// `write` or `run`.
  public let action: String
  /// The file; nil for a program.
  public let path: String?
  /// The program and its arguments; nil for a file.
  public let argv: [String]?
  /// The permission bits as `0644`; nil for a program.
  public let mode: String?
  /// How often the module runs.
  public let frequency: String

  /// What is told of an action.
  public init(_ action: Action, module: String, frequency: Frequency) {
    self.module = module
    self.frequency = frequency.rawValue
    switch action {
    case .write(let file):
      self.action = "write"
      (path, argv) = (file.path, nil)
      let digits = String(file.mode, radix: 8)
      mode = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    case .run(let invocation):
      self.action = "run"
      (path, argv, mode) = (nil, invocation.arguments, nil)
    }
  }

  /// One line of JSON, keys in alphabetical order.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// One line of text.
  public var text: String {
    switch (path, argv) {
    case (let path?, _): "\(module): write \(path) \(mode ?? "")"
    case (_, let argv?): "\(module): run \(argv.joined(separator: " "))"
    default: module
    }
  }
}

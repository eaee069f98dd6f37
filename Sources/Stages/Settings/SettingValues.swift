// SPDX-License-Identifier: Apache-2.0

import NetInput

/// Settings as PyYAML reads them for cloud-init: YAML 1.1.
extension YAMLNode {
  /// An empty mapping.
  public static let emptyMapping = YAMLNode(.mapping([]), at: .init(line: 1, column: 1))

  /// The boolean of a plain scalar (YAML 1.1, type bool), or of a text that cloud-init's `get_cfg_option_bool` takes.
  public var flag: Bool? {
    switch text?.lowercased() {
    case "true", "yes", "on", "1": true
    case "false", "no", "off", "0": false
    default: nil
    }
  }

  /// A whole number in decimal, or in octal where it begins with 0 or 0o, as YAML 1.1 reads it.
  public var number: Int? {
    guard let text else { return nil }
    if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8) }
    return text.count > 1 && text.hasPrefix("0") ? Int(text, radix: 8) : Int(text)
  }

  /// The texts of a list, or that of a scalar alone.
  public var texts: [String] {
    if let elements { return elements.compactMap(\.text) }
    return text.map { $0.isEmpty ? [] : [$0] } ?? []
  }

  /// The bytes of a scalar: its text's, or those that `!!binary` stands for (YAML 1.1, type binary).
  public var scalarBytes: [UInt8]? {
    text.flatMap { isBinary ? TransferEncoding.base64($0.utf8) : Array($0.utf8) }
  }

  /// The value at keys below each other.
  public subscript(path keys: String...) -> YAMLNode? {
    keys.reduce(self) { $0?[$1] }.flatMap { $0.isNull ? nil : $0 }
  }
}

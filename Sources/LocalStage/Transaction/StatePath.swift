// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// Where swinit-net keeps what it knows between two boots, and how: JSON, relative to the root.
enum StatePath {
  /// The directory of everything below.
  static let directory = "var/lib/swinit"
  /// What we wrote.
  static let ledger = "var/lib/swinit/ledger.json"
  /// The same beside the copies, so that they are not without it: where the other is lost, this one counts.
  static let secondLedger = "var/lib/swinit/saved/ledger.json"
  /// Both, the one that counts last.
  static let ledgers = [secondLedger, ledger]
  /// A transaction that is to be finished.
  static let journal = "var/lib/swinit/journal.json"
  /// A transaction that is to be undone.
  static let draft = "var/lib/swinit/.journal.json"
  /// The document that our files came from: a network_data.json.
  static let networkData = "var/lib/swinit/network_data.json"
  /// The same, where it is interfaces(5) text.
  static let legacyNetwork = "var/lib/swinit/interfaces"
  /// The files of the state that are written like those of a renderer.
  static let documents: Set<String> = [networkData, legacyNetwork]
  /// Copies of what stood where we wrote.
  static let saved = "var/lib/swinit/saved"

  /// Where a copy is.
  static func copy(_ name: String) -> String { "\(saved)/\(name)" }

  /// A document as bytes, keys in alphabetical order.
  static func encode(_ document: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Documents of strings and numbers always encode.
    guard let data = try? encoder.encode(document) else { return [] }
    return Array(data) + [UInt8(ascii: "\n")]
  }

  /// Reads what `encode` wrote.
  static func decode<Document: Decodable>(_ type: Document.Type, from bytes: [UInt8]) throws -> Document {
    try JSONDecoder().decode(type, from: Data(bytes))
  }
}

extension String {
  /// Whether this is a path below the root by plain names: nothing empty, no `.` and no `..`.
  var isPlainPath: Bool {
    !isEmpty && !utf8.contains(0)
      && split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
  }

  /// The directory of a plain path; empty for the root.
  var directoryOfPath: String { lastIndex(of: "/").map { String(self[..<$0]) } ?? "" }

  /// The last name of a plain path.
  var nameOfPath: String { lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self }

  /// The directories above a plain path, the topmost first: `etc`, `etc/network`.
  var directoriesAbove: [String] { indices.filter { self[$0] == "/" }.map { String(self[..<$0]) } }
}

// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import NetModel

/// What the local stage did: /run/swinit/local.json.
public struct LocalReport: Encodable, Sendable {
  /// A file and what became of it.
  public struct File: Encodable, Hashable, Sendable {
    /// The absolute path on the host.
    public let path: String
    /// `written`, `unchanged`, `removed`, `restored` or `left` (`TransactionOutcome.Result`).
    public let action: String
  }

  /// A finding as every command's JSON has it.
  public struct Entry: Encodable, Sendable {
    let severity: String
    let code: String
    let path: String
    let line: Int?
    let column: Int?
    let message: String
    let hint: String

    init(_ finding: Finding) {
      severity = finding.severity.rawValue
      code = finding.code.rawValue
      path = finding.path.description
      line = finding.place?.line
      column = finding.place?.column
      message = finding.message
      hint = finding.hint
    }
  }

  /// Where the configuration comes from.
  public var source: String
  /// The instance, where the drive tells.
  public var instanceID: String?
  /// Whose files were written.
  public var renderer: String?
  /// Whether every link has its NIC.
  public var isComplete = false
  /// The files.
  public var files: [File] = []
  /// The doubts.
  public var findings: [Entry] = []
  /// How long it took, in microseconds.
  public var duration: Int64 = 0

  enum CodingKeys: String, CodingKey {
    case source
    case instanceID = "instance_id"
    case renderer
    case isComplete = "complete"
    case files, findings
    case duration = "duration_us"
  }

  /// Writes every key, null where there is nothing to say.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(source, forKey: .source)
    try object.encode(instanceID, forKey: .instanceID)
    try object.encode(renderer, forKey: .renderer)
    try object.encode(isComplete, forKey: .isComplete)
    try object.encode(files, forKey: .files)
    try object.encode(findings, forKey: .findings)
    try object.encode(duration, forKey: .duration)
  }

  /// The report as JSON, keys in alphabetical order.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { return "{}\n" }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}

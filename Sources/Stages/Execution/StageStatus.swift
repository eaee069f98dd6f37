// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import LocalStage
import SystemPackage

/// How far the stages of this boot have come: /run/swinit/status.json.
public struct StageStatus: Codable, Hashable, Sendable {
  /// What is known of one stage.
  public struct Entry: Codable, Hashable, Sendable {
    /// Seconds since boot at which it began.
    public var start: Double
    /// Seconds since boot at which it ended; nil while it runs.
    public var finished: Double?
    /// What could not be done.
    public var errors: [String] = []
    /// What is doubtful.
    public var warnings: [String] = []
    /// The process that runs it, by its number.
    public var process: Int32?

    /// A stage that has begun.
    public init(start: Double, process: Int32? = nil) {
      self.start = start
      self.process = process
    }
  }

  /// How a boot stands.
  public enum State: String, Codable, Sendable {
    case notStarted = "not started"
    /// The stages are no part of this boot.
    case disabled
    case running
    case done
    /// Done, with something that could not be done.
    case error
    /// Done, with warnings.
    case degraded
  }

  /// The stages by their names.
  public var stages: [String: Entry] = [:]
  /// Where the instance's data came from.
  public var source = ""
  /// Why the stages are no part of this boot; nil where they are.
  public var disabled: String?

  /// Nothing has begun.
  public init() {}

  private static let path = "run/swinit/status.json"
  /// What the systemd generator writes in place of starting the stages.
  private static let disabledPath = "run/swinit/disabled"

  /// Whether a stage has ended in this boot.
  public func hasEnded(_ stage: Stage) -> Bool { stages[stage.rawValue]?.finished != nil }

  /// Reads a host's; nothing has begun where there is none.
  public init(of host: HostFiles) {
    disabled = OffSwitch.ofEverything(on: host)?.description ?? host.line(Self.disabledPath)
    guard let bytes = try? host.contents(of: Self.path),
      let value = try? JSONDecoder().decode(Self.self, from: Data(bytes))
    else { return }
    self = value
    // Nobody is to wait for a stage that was killed.
    for (name, entry) in stages {
      guard let process = entry.process, entry.finished == nil, !host.exists("proc/\(process)") else { continue }
      stages[name]?.finished = entry.start
      stages[name]?.errors.append("it was ended before it was done")
    }
  }

  /// Writes it; once the last stage has ended, /run/swinit/result.json too, for those who wait for a file.
  public func write(to host: HostFiles) throws(Errno) {
    let writer = FileWriter(host: host)
    try writer.write(FileWrite("/" + Self.path, Array(json.utf8)))
    if hasEnded(.final) {
      try writer.write(FileWrite("/run/swinit/result.json", Array(json.utf8)))
    }
  }

  /// How the boot stands: the last stage ends it.
  public var state: State {
    guard !stages.isEmpty else { return disabled == nil ? .notStarted : .disabled }
    guard hasEnded(.final) else { return .running }
    if stages.values.contains(where: { !$0.errors.isEmpty }) { return .error }
    return stages.values.contains { !$0.warnings.isEmpty } ? .degraded : .done
  }

  private struct Told: Encodable {
    let state: State
    let source: String
    let stages: [String: Entry]
  }

  /// The whole as JSON, with the state.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let told = Told(state: state, source: source, stages: stages)
    return ((try? encoder.encode(told)).map { String(decoding: $0, as: UTF8.self) } ?? "{}") + "\n"
  }
}

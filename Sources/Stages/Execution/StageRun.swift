// SPDX-License-Identifier: Apache-2.0

import LocalStage
import SystemPackage

/// Runs the modules of a stage, one after another; one that fails does not stop the next.
public struct StageRun {
  /// What is done with the actions.
  public enum Manner: Sendable {
    /// Files are written and programs run: the host is this machine.
    case perform
    /// Files are written below the root, programs only told: the root is an image or a test.
    case write
    /// Everything is only told.
    case tell
  }

  /// What came of a stage.
  public struct Outcome: Hashable, Sendable {
    /// What could not be done, a line each.
    public internal(set) var errors: [String] = []
    /// What is doubtful, a line each.
    public internal(set) var warnings: [String] = []
    /// What is worth a line and nobody's fault.
    public internal(set) var notes: [String] = []
    /// The names of the modules that ran.
    public internal(set) var ran: [String] = []
  }

  private let stage: Stage
  private let hooks: [UserScript]
  private let context: ModuleContext
  private let manner: Manner
  private let semaphores: Semaphores
  private let writer: FileWriter
  private let runner: ProgramRunner
  private let tell: @Sendable (ActionReport) -> Void
  private var outcome = Outcome()

  /// A run of a stage.
  ///
  /// - Parameters:
  ///   - hooks: Scripts that run before the modules of `init`, at each boot.
  ///   - log: Where the output of programs goes.
  ///   - tell: Called for each action before it is done.
  public init(
    _ stage: Stage, _ context: ModuleContext, hooks: [UserScript] = [], manner: Manner, log: FileDescriptor,
    tell: @escaping @Sendable (ActionReport) -> Void
  ) {
    self.stage = stage
    self.hooks = stage == .initial ? hooks : []
    self.context = context
    self.manner = manner
    self.tell = tell
    semaphores = Semaphores(of: context.host, instanceID: context.instanceID)
    writer = FileWriter(host: context.host)
    runner = ProgramRunner(log: log)
  }

  /// Runs the modules that are due.
  public mutating func run() async -> Outcome {
    let list = ModuleList(of: stage, settings: context.settings)
    outcome.warnings += list.warnings
    if !list.skipped.isEmpty {
      outcome.notes.append(
        "\(stage.listKey): not known here and passed over: \(list.skipped.joined(separator: ", "))")
    }
    await carryOut(Boothooks.plan(hooks, context), "boothook", .always)
    for entry in list.entries where semaphores.isDue(entry.module.name, entry.frequency) { await run(entry) }
    outcome.errors = Self.legible(outcome.errors)
    outcome.warnings = Self.legible(outcome.warnings)
    return outcome
  }

  /// As many lines as people may read, and how many more there are: settings may have mistakes without number.
  private static func legible(_ lines: [String]) -> [String] {
    let most = 200
    return lines.count <= most ? lines : lines.prefix(most) + ["\(lines.count - most) more lines are left out"]
  }

  private mutating func run(_ entry: ModuleList.Entry) async {
    let name = entry.module.name
    if manner != .tell {
      do throws(Errno) {
        // Noted first: a module may restart the host, and what failed half-way may not be done twice either.
        try semaphores.mark(name, entry.frequency)
      } catch {
        outcome.errors.append("\(name): it cannot be noted that it has run: \(error)")
      }
    }
    await carryOut(entry.module.plan(context), name, entry.frequency)
    outcome.ran.append(name)
  }

  mutating func carryOut(_ plan: ModulePlan, _ name: String, _ frequency: Frequency) async {
    outcome.warnings += plan.warnings.map { "\(name): \($0)" }
    var labels = SecurityLabels(context)
    for action in plan.actions {
      if case .write(let file) = action { labels.add(file) }
      await carryOut(action, name, frequency)
    }
    if let restoring = labels.restoring { await carryOut(.run(restoring), name, frequency) }
  }

  private mutating func carryOut(_ action: Action, _ name: String, _ frequency: Frequency) async {
    tell(ActionReport(action, module: name, frequency: frequency))
    switch action {
    case .write(let file):
      if let failure = write(file) { outcome.errors.append("\(name): \(failure)") }
    case .run(let invocation):
      guard let failure = await run(invocation) else { return }
      // Whatever takes the place of one that is too late would be late as well.
      if failure.status != nil, !invocation.otherwise.isEmpty {
        for other in invocation.otherwise { await carryOut(.run(other), name, frequency) }
      } else {
        outcome.errors.append("\(name): \(invocation.subject.map { "\($0): " } ?? "")\(failure)")
      }
    }
  }

  private func write(_ file: FileWrite) -> String? {
    guard manner != .tell else { return nil }
    do throws(Errno) {
      try writer.write(file)
      return nil
    } catch {
      let reason = error.rawValue == Errno.noSuchProcess.rawValue ? "there is no \(file.owner ?? "owner")" : "\(error)"
      return "\(file.path) cannot be written: \(reason)"
    }
  }

  private func run(_ invocation: Invocation) async -> ProgramRunner.Failure? {
    guard manner == .perform else { return nil }
    do throws(ProgramRunner.Failure) {
      try await runner.run(invocation)
      return nil
    } catch {
      return error
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import LocalStage
import MetadataService
import Stages
import SystemPackage

/// One run of a stage from the command line: gets the data, runs the modules, tells and keeps what came of it.
struct StageSession {
  private let stage: Stage
  private let options: StageOptions
  private let host: HostFiles

  init(_ stage: Stage, _ options: StageOptions) {
    self.stage = stage
    self.options = options
    host = HostFiles(root: options.root)
  }

  private var manner: StageRun.Manner { options.isDryRun ? .tell : host.isThisMachine ? .perform : .write }

  /// Runs the stage; how the process is to end.
  func run() async throws -> ExitCode {
    if let reason = OffSwitch.ofEverything(on: host) {
      say("switched off by \(reason)")
      return .success
    }
    var status = StageStatus(of: host)
    // The first stage begins a boot anew.
    if stage == .initial { status = StageStatus() }
    var entry = StageStatus.Entry(start: uptime, process: getpid())
    status.stages[stage.rawValue] = entry
    _ = keep(status)
    let found = await instance(initHasEnded: stage != .initial && status.hasEnded(.initial))
    let instance = found.instance
    status.source = instance.source.description
    let (handOverErrors, handOverDoubts) = handOver(instance)
    let settings = Settings(host: host, instance: instance)
    let context = ModuleContext(
      settings: settings.root, instance: instance, host: host, scripts: settings.scripts)
    var stageRun = StageRun(
      stage, context, hooks: settings.boothooks, manner: manner, log: log(),
      tell: { [format = options.format] in Self.tell($0, format) })
    let outcome = await stageRun.run()
    entry.finished = uptime
    let missing = stage == .initial ? instance.missing : []
    entry.errors = missing.map { "\($0) did not come from the metadata service" } + handOverErrors + outcome.errors
    entry.warnings = found.doubts + handOverDoubts + (stage == .initial ? settings.warnings : []) + outcome.warnings
    status.stages[stage.rawValue] = entry
    let errors = entry.errors + keep(status)
    for text in found.notes + outcome.notes { say("note: \(text)") }
    for text in errors { say("error: \(text)") }
    for text in entry.warnings { say("warning: \(text)") }
    return errors.isEmpty ? entry.warnings.isEmpty ? .success : ExitCode(2) : .failure
  }

  // MARK: Data

  /// The first stage looks for the data; the later ones have what it kept.
  private func instance(initHasEnded: Bool) async -> InstanceSearch.Found {
    let isReachable = host.isThisMachine || options.metadataURL != nil
    let search = InstanceSearch(
      on: host, readsDrive: options.metadataURL == nil, service: isReachable ? MetadataSource(endpoints) : nil)
    if initHasEnded { return search.kept() }
    var found = await search.find()
    guard found.isNew, manner != .tell else { return found }
    if found.completesEarlierBoot {
      Semaphores(of: host, instanceID: found.instance.instanceID ?? "").forget()
      say("note: user data that did not come at an earlier boot is here; all that is once per instance is done again")
    }
    do throws(Errno) {
      try InstanceStore(of: host).keep(found.instance)
    } catch {
      found.doubts.append("the instance's data cannot be kept for later stages: \(error)")
    }
    return found
  }

  private var endpoints: [MetadataEndpoint] {
    options.metadataURL.flatMap { try? MetadataURL($0).endpoints } ?? MetadataEndpoint.linkLocal(on: host)
  }

  /// A network that only the service knows, once: the local stage had nothing but DHCP.
  private func handOver(_ instance: InstanceData) -> (errors: [String], doubts: [String]) {
    guard stage == .initial, case .service(let url) = instance.source, let document = instance.networkData,
      let handOver = NetworkHandOver(document, source: url, instanceID: instance.instanceID, on: host)
    else { return ([], []) }
    let doubts = handOver.findings.filter { $0.severity != .note }.map { $0.line(file: "network_data.json") }
    let run = { (command: LocalStage.Command) in Action.run(Invocation(arguments: command.words)) }
    let (before, after) = handOver.programs
    let writes = handOver.files.map { Action.write(FileWrite("/" + $0.path, [], mode: $0.mode)) }
    for action in before.map(run) + writes + after.map(run) {
      Self.tell(ActionReport(action, module: "network", frequency: .oncePerInstance), options.format)
    }
    for step in handOver.renames { say("note: network: \(step.from) becomes \(step.to)") }
    guard manner != .tell else { return ([], doubts) }
    let outcome = handOver.perform(on: host)
    return (outcome.errors.map { "network: \($0)" }, doubts + outcome.doubts.map { "network: \($0)" })
  }

  // MARK: Telling

  private static func tell(_ report: ActionReport, _ format: OutputFormat) {
    // Each line at once: whoever watches sees where a stage is.
    _ = try? FileDescriptor.standardOutput.writeAll(Array("\(format == .json ? report.json : report.text)\n".utf8))
  }

  /// Leaves it for `swinit status`; why it cannot be left.
  private func keep(_ status: StageStatus) -> [String] {
    guard manner != .tell else { return [] }
    do throws(Errno) {
      try status.write(to: host)
      return []
    } catch {
      return ["how far the stages are cannot be told: \(error)"]
    }
  }

  /// Where programs write.
  private func log() -> FileDescriptor {
    let path = manner == .perform ? host.path("var/log/swinit-output.log") : FilePath("/dev/null")
    let log = try? FileDescriptor.open(
      path, .writeOnly, options: [.append, .create, .closeOnExec], permissions: [.ownerReadWrite])
    return log ?? .standardError
  }

  private var uptime: Double {
    host.line("proc/uptime").flatMap { $0.split(separator: " ").first }.flatMap { Double(String($0)) } ?? 0
  }

  private func say(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll(Array("swinit: \(stage.rawValue): \(text)\n".utf8))
  }
}

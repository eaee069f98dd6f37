// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Renderers
import SystemPackage

/// One run of the local stage: at boot, once, before the network; nobody watches.
public struct LocalRun {
  private let options: LocalOptions
  private let patience: Patience
  private let log: BootLog
  private var report = LocalReport(source: "disabled")
  private var host: HostFiles { options.host }

  /// A run with a clock and a place to tell what happens.
  public init(_ options: LocalOptions, patience: Patience, log: BootLog) {
    self.options = options
    self.patience = patience
    self.log = log
  }

  /// Does all of it; false where the host may be left without network.
  public mutating func run() -> Bool {
    let start = patience.now()
    let isGood = perform()
    let (seconds, attoseconds) = (patience.now() - start).components
    report.duration = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    if options.isDryRun { return isGood }
    leave(RenderedFile(path: "run/swinit/local.json", mode: 0o644, contents: report.json))
    log.tell("done in \(report.duration / 1000) ms: source \(report.source), \(report.files.count) files")
    return isGood
  }

  // MARK: The way of a boot

  private mutating func perform() -> Bool {
    let cloud = CloudConfig(host)
    for finding in cloud.findings { tell([finding.finding], file: finding.file) }
    if isLeftAlone(cloud) { return true }
    recover()
    let ledger = readLedger()
    let decision = decide(ledger)
    report.source = decision.source.text
    tell(decision.findings, file: decision.file)
    guard let plan = decision.plan else {
      report.renderer = ledger?.origin.renderer
      report.isComplete = true
      if !options.isDryRun { activate(Activation(keepingFilesOf: report.renderer ?? "")) }
      return true
    }
    report.isComplete = plan.isComplete
    guard !plan.links.isEmpty else {
      tell([Finding(.nothingLeft, at: .root, "the host has no NIC")], file: decision.file)
      return false
    }
    guard let renderer = chooseRenderer(cloud) else { return false }
    return write(plan, by: renderer, decision)
  }

  /// Whether somebody else's word on the network goes before ours.
  private mutating func isLeftAlone(_ cloud: CloudConfig) -> Bool {
    if let off = OffSwitch.find(on: host, cloudConfig: cloud) {
      report.source = "disabled"
      tell([Finding(.switchedOff, at: .root, "the network is left alone because of \(off)")], file: "host")
      return true
    }
    guard case .config(let config) = cloud.network else { return false }
    report.source = "system-config"
    let message = "the network is left alone: its owner configures it here, which this version does not read"
    let finding = Finding(.switchedOff, at: .root["network"], place: config.origin.place, message)
    tell([finding], file: config.origin.file)
    return true
  }

  private mutating func decide(_ ledger: Ledger?) -> LocalDecision {
    let identity = HostIdentity(host)
    let kept = KeptDocument.read(on: host)
    tell(kept.findings, file: "host")
    // A drive that has been read need not be mounted again while a NIC is waited for.
    var found: ConfigDriveFinder?
    let look = { [options] () -> LocalDecision.Surroundings in
      let finder = found ?? ConfigDriveFinder(on: options.host, drive: options.drive)
      if finder.contents != nil { found = finder }
      return LocalDecision.Surroundings(
        contents: finder.contents, driveFindings: finder.findings, nics: NICInventory.read(options.host),
        kept: kept.document, isOpenStack: identity.isOpenStack,
        isBusy: DeviceDiscovery.isBusy(on: options.host), lastEvent: DeviceDiscovery.lastEvent(on: options.host))
    }
    var heard: (event: String?, at: Duration) = (nil, .zero)
    let seed = host.path(ConfigDriveFinder.seed)
    let (surroundings, decision) = patience.look(
      {
        let surroundings = look()
        return (surroundings, LocalDecision(surroundings, seed: seed))
      },
      again: { seen, waited in
        if seen.0.lastEvent != heard.event { heard = (seen.0.lastEvent, waited) }
        return seen.1.isWorthWaiting(seen.0, quiet: waited - heard.at)
      })
    report.instanceID = surroundings.contents?.instanceID ?? ledger?.origin.instanceID
    return decision
  }

  private mutating func chooseRenderer(_ cloud: CloudConfig) -> (any Renderer.Type)? {
    do throws(RendererChoice.Failure) {
      let choice = try RendererChoice.atBoot(
        named: options.renderer, distro: options.distro, preferred: cloud.renderers ?? [], host: host)
      tell(choice.findings, file: "host")
      report.renderer = choice.renderer.name
      return choice.renderer
    } catch {
      tell([Finding(.nothingLeft, at: .root, error.description)], file: "host")
      return nil
    }
  }

  private mutating func write(_ plan: NetworkPlan, by type: any Renderer.Type, _ decision: LocalDecision) -> Bool {
    let renderer = type.init()
    let files = NetworkFiles(of: plan, by: type, document: decision.document, on: host)
    tell(decision.located(renderer.unsupported(plan)), file: decision.file)
    tell(ForeignFiles.findings(on: host, renderer: type.name, plan: plan), file: "host")
    let activation = Activation(of: plan, renderer: type.name, programs: Programs(of: host))
    if options.isDryRun {
      log.tell("dry run: nothing is done")
      for file in files.all { log.tell("would write /\(file.path) \(file.modeText)") }
      for step in NICRename.steps(for: plan) { log.tell("would rename \(step.from) to \(step.to)") }
      for command in activation.commands { log.tell("would run \(command.words.joined(separator: " "))") }
      return true
    }
    // Without the files nothing would know a NIC by its new name.
    guard put(files, origin: origin(of: decision, renderer: type.name)) else { return false }
    rename(plan)
    activate(activation)
    return true
  }

  private func origin(of decision: LocalDecision, renderer: String) -> Ledger.Origin {
    // A document that is kept still came from where it came from.
    let source = if case .kept(let earlier) = decision.source { earlier } else { decision.source.text }
    return Ledger.Origin(
      source: source, instanceID: report.instanceID, machineID: HostIdentity(host).systemUUID,
      renderer: renderer)
  }

  // MARK: What changes the host

  private mutating func recover() {
    guard !options.isDryRun else { return }
    do throws(TransactionError) {
      let recovery = try Transaction.recover(below: host.root)
      if recovery != .notNeeded {
        log.tell("a write that was interrupted before is \(recovery.rawValue) now", level: 4)
      }
    } catch {
      tell(
        [Finding(.writeFailed, at: .root, "an interrupted write cannot be brought to its end: \(error)")], file: "host")
    }
  }

  private mutating func readLedger() -> Ledger? {
    do throws(LedgerError) {
      return try Ledger.read(below: host.root)
    } catch {
      tell([Finding(.ledgerUnreadable, at: .root, error.description)], file: "host")
      return nil
    }
  }

  private mutating func put(_ files: NetworkFiles, origin: Ledger.Origin) -> Bool {
    do throws(TransactionError) {
      let written = try files.write(origin: origin, below: host.root)
      tell(written.outcome)
      if let protection = written.protection {
        let message = "\(protection); the network is configured without its DNS servers"
        tell([Finding(.resolverProtected, at: .root, message)], file: "host")
      }
      return true
    } catch {
      tell(
        [
          Finding(
            .writeFailed, at: .root, "\(error); nothing has been changed", hint: "see that / is writable and not full")
        ],
        file: "host")
      return false
    }
  }

  private mutating func tell(_ outcome: TransactionOutcome) {
    for entry in outcome.entries {
      report.files.append(LocalReport.File(path: "/\(entry.path)", action: entry.result.rawValue))
      let saved = entry.saved.map { "; what stood there is /\($0.copy)" } ?? ""
      log.tell("/\(entry.path) \(entry.result.rawValue)\(saved)")
    }
  }

  private mutating func rename(_ plan: NetworkPlan) {
    guard host.isThisMachine else { return }
    for step in NICRename.steps(for: plan) {
      do throws(Errno) {
        try step.perform()
        log.tell("\(step.from) is \(step.to) now")
      } catch {
        tell(
          [Finding(.renameFailed, at: .root, "\(step.from) cannot be renamed to \(step.to): \(error)")], file: "host")
      }
    }
  }

  private mutating func activate(_ activation: Activation) {
    for flag in activation.flags { leave(flag) }
    for command in activation.commands where host.isThisMachine { run(command) }
  }

  private mutating func run(_ command: Command) {
    let text = command.words.joined(separator: " ")
    do throws(Errno) {
      let status = try command.run()
      if status == 0 { log.tell("ran \(text)") } else { tell([failed(text, "it ended with \(status)")], file: "host") }
    } catch {
      tell([failed(text, "\(error)")], file: "host")
    }
  }

  private func failed(_ command: String, _ reason: String) -> Finding {
    Finding(.commandFailed, at: .root, "\(command) failed: \(reason)")
  }

  /// Leaves a file below /run, which the next boot does not see.
  private func leave(_ file: RenderedFile) {
    do throws(TreeWriter.Failure) {
      try TreeWriter.write([file], below: host.root.string)
    } catch {
      log.tell("\(error.path) cannot be written: \(error.reason)", level: 4)
    }
  }

  private mutating func tell(_ findings: [Finding], file: String) {
    report.findings += findings.map(LocalReport.Entry.init)
    for finding in findings { log.tell(finding, file: file) }
  }
}

// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Renderers
import SystemPackage

/// A document that came over the network, after the local stage had only DHCP: written, and handed to the consumer while
/// it runs.
public struct NetworkHandOver: Sendable {
  /// What the document asks for.
  public let plan: NetworkPlan
  /// The renderer that writes it.
  public let renderer: String
  /// The doubts about the document.
  public let findings: [Finding]
  private let network: NetworkFiles
  private let commands: HandOverCommands
  private let origin: Ledger.Origin

  /// What is to be done for a document; nil where it says nothing, or what stands on the host already, and where the host's
  /// network is not the service's business.
  ///
  /// - Parameter source: The URL that it came from.
  public init?(_ document: [UInt8], source: String, instanceID: String?, on host: HostFiles) {
    let reading = NetworkData.read(document, nics: NICInventory.read(host))
    guard case .plan(let plan) = reading.outcome, plan.isUsable(after: reading.findings),
      let type = Self.rendererType(on: host)
    else { return nil }
    let stands = type.init().render(plan).allSatisfy { file in
      (try? host.contents(of: file.path, limit: 16 << 20)).map { $0.elementsEqual(file.contents.utf8) } ?? false
    }
    guard !stands else { return nil }
    let kept = KeptDocument.file(of: document, isLegacy: false)
    network = NetworkFiles(of: plan, by: type, document: kept, on: host)
    self.plan = plan
    renderer = type.name
    findings = NetworkData.locate(reading.findings + type.init().unsupported(plan), in: document)
    commands = HandOverCommands(of: plan, renderer: type.name, programs: Programs(of: host))
    origin = Ledger.Origin(
      source: LocalDecision.Source.servicePrefix + source, instanceID: instanceID,
      machineID: HostIdentity(host).systemUUID, renderer: type.name)
  }

  /// The renderer of the local stage, where it had nothing but DHCP or an earlier document of the service.
  ///
  /// Nothing of it is replaced that came from a drive, and nothing is written where the local stage did not write: it may
  /// be switched off for the network alone.
  private static func rendererType(on host: HostFiles) -> (any Renderer.Type)? {
    guard OffSwitch.find(on: host, cloudConfig: CloudConfig(host)) == nil,
      let origin = (try? Ledger.read(below: host.root))?.origin,
      LocalDecision.Source.yieldsToService(origin.source)
    else { return nil }
    return RendererTable.renderer(named: origin.renderer)
  }

  /// The files to write.
  public var files: [RenderedFile] { network.all }

  /// The programs that run before the files are written, and after; none where one is missing, for the consumer takes the
  /// files at the next boot then.
  public var programs: (before: [Command], after: [Command]) {
    commands.missing.isEmpty ? (commands.before, commands.after) : ([], [])
  }

  /// What came of it.
  public struct Outcome: Sendable {
    /// What could not be done, a line each.
    public var errors: [String] = []
    /// What is doubtful, a line each.
    public var doubts: [String] = []
  }

  /// Does it. Programs run on this machine only.
  public func perform(on host: HostFiles) -> Outcome {
    var outcome = Outcome()
    let isHanded = host.isThisMachine && commands.missing.isEmpty
    if isHanded { outcome.errors += run(commands.before) }
    do throws(TransactionError) {
      if let protection = try network.write(origin: origin, below: host.root).protection {
        outcome.doubts.append("\(protection); the network is configured without its DNS servers")
      }
    } catch {
      outcome.errors.append("\(error); nothing has been changed")
      if isHanded { outcome.errors += run(commands.back) }
      return outcome
    }
    if isHanded {
      outcome.errors += rename() + run(commands.after)
    } else if !commands.missing.isEmpty {
      let names = commands.missing.joined(separator: ", ")
      outcome.doubts.append("\(names) is not installed: the document's network is there from the next boot on")
    }
    return outcome
  }

  /// The NICs that get other names, in this order.
  public var renames: [NICRename] { NICRename.steps(for: plan) }

  private func rename() -> [String] {
    renames.compactMap { step in
      do throws(Errno) {
        try step.performOnRunningNIC()
        return nil
      } catch {
        return "\(step.from) cannot be renamed to \(step.to): \(error)"
      }
    }
  }

  private func run(_ commands: [Command]) -> [String] {
    commands.compactMap { command in
      let text = command.words.joined(separator: " ")
      do throws(Errno) {
        let status = try command.run()
        return status == 0 ? nil : "\(text) ended with \(status)"
      } catch {
        return "\(text) cannot be run: \(error)"
      }
    }
  }
}

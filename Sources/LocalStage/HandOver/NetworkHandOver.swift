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
  /// The files to write.
  public let files: [RenderedFile]
  private let commands: HandOverCommands
  private let origin: Ledger.Origin

  /// What is to be done for a document; nil where it says nothing, or what stands on the host already.
  ///
  /// - Parameter source: The URL that it came from.
  public init?(_ document: [UInt8], source: String, instanceID: String?, on host: HostFiles) {
    let reading = NetworkData.read(document, nics: NICInventory.read(host))
    guard case .plan(let plan) = reading.outcome, !plan.links.isEmpty,
      let type = Self.rendererType(on: host)
    else { return nil }
    let rendered = type.init().render(plan)
    let resolver =
      ResolverFile.isNeeded(on: host, renderer: type.name) ? ResolverFile.files(for: plan, renderer: type.name) : []
    let stands = rendered.allSatisfy { file in
      (try? host.contents(of: file.path, limit: 16 << 20)).map { $0.elementsEqual(file.contents.utf8) } ?? false
    }
    guard !stands else { return nil }
    self.plan = plan
    renderer = type.name
    findings = NetworkData.locate(reading.findings + type.init().unsupported(plan), in: document)
    files = rendered + resolver + [KeptDocument.file(of: document, isLegacy: false)].compactMap(\.self)
    commands = HandOverCommands(of: plan, renderer: type.name, programs: Programs(of: host))
    origin = Ledger.Origin(
      source: LocalDecision.Source.servicePrefix + source, instanceID: instanceID,
      machineID: HostIdentity(host).systemUUID, renderer: type.name)
  }

  private static func rendererType(on host: HostFiles) -> (any Renderer.Type)? {
    if let name = (try? Ledger.read(below: host.root))?.origin.renderer,
      let type = RendererTable.renderer(named: name)
    {
      return type
    }
    let preferred = CloudConfig(host).renderers ?? []
    return (try? RendererChoice.atBoot(named: nil, distro: nil, preferred: preferred, host: host))?.renderer
  }

  /// The programs that run before the files are written, and after.
  public var programs: (before: [Command], after: [Command]) { (commands.before, commands.after) }

  /// Does it; what could not be done, a line each. Programs run on this machine only.
  public func perform(on host: HostFiles) -> [String] {
    var errors = host.isThisMachine ? run(commands.before) : []
    do throws(TransactionError) {
      _ = try Transaction.apply(files, origin: origin, below: host.root)
    } catch {
      errors.append("\(error); nothing has been changed")
    }
    // Whatever has been written, what was taken down comes up again.
    if host.isThisMachine { errors += run(commands.after) }
    return errors
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

// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Renderers
import SystemPackage

/// What the local stage is to do, by what it finds on the host.
public struct LocalDecision: Sendable {
  /// Where the network's configuration comes from.
  public enum Source: Hashable, Sendable {
    /// A config drive in a device or directory.
    case drive(FilePath)
    /// The seed directory, which stands for a drive.
    case seed
    /// Nothing: DHCP on every NIC.
    case fallback
    /// An earlier boot of the same instance, whose drive is gone or says nothing any more.
    case kept(String)

    /// As local.json and the ledger tell it.
    public var text: String {
      switch self {
      case .drive(let path): "config-drive:\(path)"
      case .seed: "seed"
      case .fallback: "fallback"
      case .kept: "kept"
      }
    }

    /// Whether a text that the ledger has told stands for a document, so that its files outlive the drive.
    static func isDocument(_ text: String) -> Bool {
      text == "seed" || text.hasPrefix("config-drive:") || text.hasPrefix(servicePrefix)
    }

    /// Whether what the ledger has told a source to be gives way to a document of the metadata service.
    static func yieldsToService(_ text: String) -> Bool {
      text == Self.fallback.text || text.hasPrefix(servicePrefix)
    }

    /// How the ledger calls a document of the metadata service; its URL follows.
    static let servicePrefix = "metadata-service:"
  }

  /// What the host offers at one moment.
  public struct Surroundings: Sendable {
    var contents: ConfigDriveContents?
    var driveFindings: [Finding]
    var nics: [NIC]
    /// The document of an earlier boot of this very instance.
    var kept: KeptDocument?
    var isOpenStack: Bool
    /// Whether devices are still being found: udev has events to work on, or a CD drive has no block device yet.
    var isBusy: Bool
    /// The number of the kernel's last event about a device.
    var lastEvent: String?
  }

  /// Where the configuration comes from.
  public let source: Source
  /// The plan to write; nil where earlier files are kept as they are, for their document is lost.
  public let plan: NetworkPlan?
  /// The file that keeps the plan's document for the time when its drive is gone.
  let document: RenderedFile?
  /// The doubts, with their places.
  public let findings: [Finding]
  /// The document's name, for messages.
  public let file: String
  /// Gives later findings their places in the document.
  let located: @Sendable ([Finding]) -> [Finding]
  /// Whether a NIC that the document speaks of is not there, or a drive that should be.
  let isMissingSomething: Bool

  /// Decides; changes nothing.
  public init(_ surroundings: Surroundings, seed: FilePath) {
    let reading = surroundings.contents.flatMap { Self.reading(of: $0, nics: surroundings.nics) }
    let isDriveMissing = surroundings.contents == nil
    if let reading, let plan = reading.usablePlan, let contents = surroundings.contents {
      let source = contents.place == seed ? Source.seed : .drive(contents.place)
      self.init(source, plan, reading, findings: surroundings.driveFindings + reading.findings)
      return
    }
    let reason = Self.reason(surroundings, reading)
    let findings = surroundings.driveFindings + (reading?.findings ?? [])
    // A document none of whose NICs is there does not give way to an older one: that speaks of other NICs.
    if let kept = surroundings.kept, reading?.plan?.isComplete != false {
      if let (plan, reading) = Self.reading(of: kept, nics: surroundings.nics) {
        let finding = Finding(
          .documentKept, at: .root,
          "\(reason); the document that came from \(kept.source) at an earlier boot is used")
        self.init(
          .kept(kept.source), plan, reading, findings: findings + [finding] + reading.findings,
          isMissingSomething: isDriveMissing)
        return
      }
      if kept.contents == nil, !Source.yieldsToService(kept.source) {
        let finding = Finding(
          .filesKept, at: .root, "\(reason); the files that came from \(kept.source) at an earlier boot are kept")
        self.init(
          .kept(kept.source), nil, nil, findings: findings + [finding], isMissingSomething: isDriveMissing)
        return
      }
    }
    let finding = Finding(.fallbackUsed, at: .root, "\(reason); every NIC gets DHCP")
    self.init(
      .fallback, .fallback(nics: surroundings.nics), reading, findings: findings + [finding],
      isMissingSomething: reading?.plan?.isComplete == false || surroundings.nics.isEmpty
        || isDriveMissing && (surroundings.isOpenStack || surroundings.isBusy))
  }

  private init(
    _ source: Source, _ plan: NetworkPlan?, _ reading: Reading?, findings: [Finding], isMissingSomething: Bool = false
  ) {
    self.source = source
    self.plan = plan
    document = source == .fallback ? nil : reading?.document
    self.findings = findings
    file = reading?.file ?? "host"
    located = reading?.located ?? { @Sendable findings in findings }
    self.isMissingSomething = isMissingSomething || plan?.isComplete == false
  }

  /// Whether to look again: what is missing may still come.
  ///
  /// A NIC that a document names is waited for; a drive only while devices are being found and a moment longer, for an
  /// instance without one must not pay for it at each boot.
  ///
  /// - Parameter quiet: How long nothing has been heard of any device.
  func isWorthWaiting(_ surroundings: Surroundings, quiet: Duration) -> Bool {
    guard isMissingSomething else { return false }
    let isDriveMissing = surroundings.contents == nil && !surroundings.nics.isEmpty
    return isDriveMissing ? surroundings.isBusy || quiet < Patience.quiet : true
  }

  private struct Reading {
    var plan: NetworkPlan?
    var document: RenderedFile?
    var findings: [Finding]
    var file: String
    var located: @Sendable ([Finding]) -> [Finding]
    /// Whether the document says that it knows nothing.
    var isUnknown: Bool

    /// The plan, if it brings up anything; nil where errors have left no link, or no address on any.
    var usablePlan: NetworkPlan? { plan.flatMap { $0.isUsable(after: findings) ? $0 : nil } }
  }

  /// A document that was kept. Of one that came over the network every NIC has to be there: without them nothing would bring
  /// the network up by which a new document could come.
  private static func reading(of kept: KeptDocument, nics: [NIC]) -> (plan: NetworkPlan, reading: Reading)? {
    guard let contents = kept.contents, let reading = reading(of: contents, nics: nics),
      let plan = reading.usablePlan, plan.isComplete || !Source.yieldsToService(kept.source)
    else { return nil }
    return (plan, reading)
  }

  private static func reading(of contents: ConfigDriveContents, nics: [NIC]) -> Reading? {
    guard let document = contents.networkData ?? contents.legacyNetwork else { return nil }
    let bytes = document.bytes
    let isLegacy = contents.networkData == nil
    let reading = isLegacy ? LegacyENI.read(bytes, nics: nics) : NetworkData.read(bytes, nics: nics)
    var plan: NetworkPlan?
    if case .plan(let read) = reading.outcome { plan = read }
    return Reading(
      plan: plan, document: KeptDocument.file(of: bytes, isLegacy: isLegacy), findings: reading.findings,
      file: document.name,
      located: { isLegacy ? LegacyENI.locate($0, in: bytes) : NetworkData.locate($0, in: bytes) },
      isUnknown: reading.outcome == .unknown)
  }

  private static func reason(_ surroundings: Surroundings, _ reading: Reading?) -> String {
    guard surroundings.contents != nil else { return "there is no config drive" }
    guard let reading else { return "the config drive says nothing of the network" }
    if reading.isUnknown { return "the document knows nothing" }
    guard let plan = reading.plan else { return "the document cannot be read" }
    if !plan.links.isEmpty { return "no network of the document can be used" }
    return plan.isComplete ? "the document has no link that can be used" : "no NIC of the document is there"
  }
}

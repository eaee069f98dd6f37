// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import SystemPackage

/// Where a plan is to come from, and the plan that comes of it.
public struct PlanSource: Sendable {
  /// The host whose NICs and config drive are meant where nothing else is said.
  public let host: HostFiles
  /// The NICs given by hand; nil: not given.
  public let nics: [NIC]?

  /// A source for a host, with the NICs given by hand if there are any.
  public init(host: HostFiles, nics: [NIC]?) {
    self.host = host
    self.nics = nics
  }

  /// A plan, what is doubtful about it, and the text to which the findings' places belong.
  public struct Result: Sendable {
    /// The plan; nil where the document could not be read.
    public let plan: NetworkPlan?
    /// The doubts, in the order of their places.
    public let findings: [Finding]
    /// The name of the document, for messages.
    public let file: String
    private let locate: @Sendable ([Finding]) -> [Finding]

    init(
      plan: NetworkPlan?, findings: [Finding], file: String,
      locate: @escaping @Sendable ([Finding]) -> [Finding] = { $0 }
    ) {
      self.plan = plan
      self.findings = findings
      self.file = file
      self.locate = locate
    }

    /// The findings together with later ones, which get their places in the document.
    public func findings(with others: [Finding]) -> [Finding] { locate(findings + others) }
  }

  /// The plan of an INPUT: a document, a directory that is a config drive, or `-` for standard input.
  public func plan(input: String) -> Result {
    do throws(Errno) {
      if input == "-" {
        let bytes = try HostFiles.contents(of: .standardInput, limit: NetworkData.largestSize + 1)
        return plan(of: bytes, file: "<stdin>", nics: nics)
      }
      if let tree = ConfigDriveTree(FilePath(input)) {
        return plan(of: try ConfigDriveContents(tree), nics: nics)
      }
      return try plan(ofFile: FilePath(input), nics: nics)
    } catch {
      let reason = error == .isDirectory ? "it is a directory, but no config drive: it holds no openstack/" : "\(error)"
      let finding = Finding(
        .unreadable, at: .root, "the document cannot be read: \(reason)",
        hint: "give a network_data.json, a directory that holds openstack/, or - for standard input")
      return Result(plan: nil, findings: [finding], file: input)
    }
  }

  /// The plan of this host: of its config drive, else of the document that the local stage kept, else DHCP on every NIC.
  public func planOfHost() -> Result {
    let finder = ConfigDriveFinder(on: host)
    let result = finder.contents.map { plan(of: $0, nics: knownNICs, findings: finder.findings) }
    if let result, let plan = result.plan, !plan.isFallback, plan.isUsable(after: result.findings) { return result }
    let kept = KeptDocument.read(on: host)
    if let document = kept.document, let contents = document.contents {
      let reason = result == nil ? "there is no config drive" : "the config drive says nothing of the network"
      let finding = Finding(
        .documentKept, at: .root, "\(reason); the document that came from \(document.source) at an earlier boot is used"
      )
      return plan(of: contents, nics: knownNICs, findings: finder.findings + [finding])
    }
    return result
      ?? fallback(
        because: "there is no config drive", file: host.root.string, findings: finder.findings + kept.findings)
  }

  private var knownNICs: [NIC] { nics ?? NICInventory.read(host) }

  /// The plan of a config drive: of its network_data.json, else of the interfaces text that old nova and Proxmox VE write.
  private func plan(of contents: ConfigDriveContents, nics: [NIC]?, findings: [Finding] = []) -> Result {
    if let document = contents.networkData {
      return plan(of: document.bytes, file: document.name, nics: nics, findings: findings)
    }
    if let document = contents.legacyNetwork {
      let bytes = document.bytes
      return result(
        LegacyENI.read(bytes, nics: nics), file: document.name, findings: findings,
        locate: { LegacyENI.locate($0, in: bytes) })
    }
    return fallback(
      because: "the config drive says nothing of the network", file: contents.place.string, findings: findings)
  }

  private func plan(ofFile path: FilePath, nics: [NIC]?) throws(Errno) -> Result {
    let bytes = try HostFiles.contents(of: path, limit: NetworkData.largestSize + 1)
    return plan(of: bytes, file: path.string, nics: nics)
  }

  private func plan(of bytes: [UInt8], file: String, nics: [NIC]?, findings: [Finding] = []) -> Result {
    result(
      NetworkData.read(bytes, nics: nics), file: file, findings: findings,
      locate: { NetworkData.locate($0, in: bytes) })
  }

  private func result(
    _ reading: NetworkData.Reading, file: String, findings: [Finding],
    locate: @escaping @Sendable ([Finding]) -> [Finding]
  ) -> Result {
    let plan: NetworkPlan? =
      switch reading.outcome {
      case .plan(let plan): plan
      case .unknown: .fallback(nics: knownNICs)
      case .refused: nil
      }
    return Result(plan: plan, findings: findings + reading.findings, file: file, locate: locate)
  }

  private func fallback(because reason: String, file: String, findings: [Finding]) -> Result {
    let finding = Finding(.fallbackUsed, at: .root, "\(reason); every NIC gets DHCP")
    return Result(plan: .fallback(nics: knownNICs), findings: findings + [finding], file: file)
  }
}

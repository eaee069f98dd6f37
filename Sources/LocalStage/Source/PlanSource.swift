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
    private let text: [UInt8]

    init(plan: NetworkPlan?, findings: [Finding], file: String, text: [UInt8] = []) {
      self.plan = plan
      self.findings = findings
      self.file = file
      self.text = text
    }

    /// The findings together with later ones, which get their places in the document.
    public func findings(with others: [Finding]) -> [Finding] {
      text.isEmpty ? findings + others : NetworkData.locate(findings + others, in: text)
    }
  }

  /// The plan of an INPUT: a document, a directory that is a config drive, or `-` for standard input.
  public func plan(input: String) -> Result {
    do throws(Errno) {
      if input == "-" {
        let bytes = try HostFiles.contents(of: .standardInput, limit: NetworkData.largestSize + 1)
        return plan(of: bytes, file: "<stdin>", nics: nics)
      }
      if let tree = ConfigDriveTree(FilePath(input)) { return plan(of: tree, nics: nics) }
      return try plan(ofFile: FilePath(input), nics: nics)
    } catch {
      let reason = error == .isDirectory ? "it is a directory, but no config drive: it holds no openstack/" : "\(error)"
      let finding = Finding(
        .unreadable, at: .root, "the document cannot be read: \(reason)",
        hint: "give a network_data.json, a directory that holds openstack/, or - for standard input")
      return Result(plan: nil, findings: [finding], file: input)
    }
  }

  /// The plan of this host: of its config drive, else DHCP on every NIC.
  public func planOfHost() -> Result {
    let seed = host.path("var/lib/cloud/seed/config_drive")
    if let tree = ConfigDriveTree(seed) { return plan(of: tree, nics: knownNICs) }
    let search = ConfigDriveSearch(on: host)
    for candidate in search.candidates {
      let path = candidate.device.path(on: host)
      do throws(Errno) {
        let result = try ConfigDriveMount.with(candidate, on: host) { directory in
          ConfigDriveTree(directory).map { plan(of: $0, nics: knownNICs, shownAs: path) }
        }
        if let result { return result }
      } catch {
        return fallback(because: "the config drive \(path) cannot be mounted: \(error)", file: path.string)
      }
    }
    return fallback(because: search.reasonForNone, file: host.root.string)
  }

  private var knownNICs: [NIC] { nics ?? NICInventory.read(host) }

  /// - Parameter device: What messages name instead of the directory where the drive is mounted for a moment.
  private func plan(of tree: ConfigDriveTree, nics: [NIC]?, shownAs device: FilePath? = nil) -> Result {
    let name = { (path: FilePath) in
      var rest = path
      guard let device, rest.removePrefix(tree.directory) else { return path.string }
      return "\(device):/\(rest)"
    }
    guard let path = tree.networkData else {
      return fallback(because: "the config drive has no network_data.json", file: name(tree.directory))
    }
    do throws(Errno) {
      let bytes = try HostFiles.contents(of: path, limit: NetworkData.largestSize + 1)
      return plan(of: bytes, file: name(path), nics: nics)
    } catch {
      let finding = Finding(.unreadable, at: .root, "the document cannot be read: \(error)")
      return Result(plan: nil, findings: [finding], file: name(path))
    }
  }

  private func plan(ofFile path: FilePath, nics: [NIC]?) throws(Errno) -> Result {
    let bytes = try HostFiles.contents(of: path, limit: NetworkData.largestSize + 1)
    return plan(of: bytes, file: path.string, nics: nics)
  }

  private func plan(of bytes: [UInt8], file: String, nics: [NIC]?) -> Result {
    let reading = NetworkData.read(bytes, nics: nics)
    switch reading.outcome {
    case .plan(let plan): return Result(plan: plan, findings: reading.findings, file: file, text: bytes)
    case .unknown:
      return Result(plan: .fallback(nics: knownNICs), findings: reading.findings, file: file, text: bytes)
    case .refused: return Result(plan: nil, findings: reading.findings, file: file, text: bytes)
    }
  }

  private func fallback(because reason: String, file: String) -> Result {
    let finding = Finding(.fallbackUsed, at: .root, "\(reason); every NIC gets DHCP")
    return Result(plan: .fallback(nics: knownNICs), findings: [finding], file: file)
  }
}

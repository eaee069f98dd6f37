// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Renderers
import SystemPackage

/// The document that our files came from, kept beside the ledger for the time when its drive is gone.
///
/// It is one of our files like any other: written, replaced and removed with them, all or nothing.
enum KeptDocument {
  private static let mode: UInt16 = 0o600

  /// The file that keeps a document; nil where it is not UTF-8, as all that we write.
  static func file(of bytes: [UInt8], isLegacy: Bool) -> RenderedFile? {
    String(validating: bytes, as: UTF8.self).map { text in
      RenderedFile(path: isLegacy ? StatePath.legacyNetwork : StatePath.networkData, mode: mode, contents: text)
    }
  }

  /// Whether files of an earlier boot are still right: those of a document that came over the network only while every NIC
  /// that it names is there. Without them nothing would bring the network up by which a new document could come.
  static func isStillRight(_ source: String, on host: HostFiles) -> Bool {
    guard source.hasPrefix(LocalDecision.Source.servicePrefix) else { return true }
    guard let document = read(on: host).contents?.networkData,
      case .plan(let plan) = NetworkData.read(document.bytes, nics: NICInventory.read(host)).outcome
    else { return false }
    return plan.isComplete
  }

  /// What is kept on a host, as if it were a drive; nothing where it is another machine's, or not what we wrote.
  static func read(on host: HostFiles) -> (contents: ConfigDriveContents?, source: String, findings: [Finding]) {
    guard let ledger = try? Ledger.read(below: host.root),
      let file = ledger.files.first(where: { StatePath.documents.contains($0.path) })
    else { return (nil, "", []) }
    do throws(Errno) {
      let bytes = try host.contents(of: file.path, limit: NetworkData.largestSize + 1)
      guard let source = ledger.documentSource(of: HostIdentity(host)), ContentHash(of: bytes) == file.hash else {
        return (nil, "", [])
      }
      return (ConfigDriveContents(kept: bytes, at: file.path, on: host), source, [])
    } catch {
      let message = "\(host.path(file.path)), the document of an earlier boot, cannot be read: \(error)"
      return (nil, "", [Finding(.driveUnreadable, at: .root, message)])
    }
  }
}

extension Ledger {
  /// The document that our files came from, where this is the machine for which they were made; nil where nothing is.
  func documentSource(of identity: HostIdentity) -> String? {
    let isSameMachine = origin.machineID == identity.systemUUID
    return isSameMachine && LocalDecision.Source.isDocument(origin.source) && !files.isEmpty ? origin.source : nil
  }
}

extension ConfigDriveContents {
  fileprivate init(kept bytes: [UInt8], at path: String, on host: HostFiles) {
    let document = Document(bytes: bytes, name: host.path(path).string)
    let isLegacy = path == StatePath.legacyNetwork
    place = host.path(path)
    networkData = isLegacy ? nil : document
    legacyNetwork = isLegacy ? document : nil
    instanceID = nil
  }
}

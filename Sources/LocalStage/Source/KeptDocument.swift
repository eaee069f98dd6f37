// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Renderers
import SystemPackage

/// The document that our files came from, kept beside the ledger for the time when its drive is gone.
///
/// It is one of our files like any other: written, replaced and removed with them, all or nothing.
struct KeptDocument {
  /// The document, as if it were on a drive; nil where only the files that came of it are there.
  let contents: ConfigDriveContents?
  /// Where it came from, as the ledger tells.
  let source: String

  private static let mode: UInt16 = 0o600

  /// The file that keeps a document; nil where it is not UTF-8, as all that we write.
  static func file(of bytes: [UInt8], isLegacy: Bool) -> RenderedFile? {
    String(validating: bytes, as: UTF8.self).map { text in
      RenderedFile(path: isLegacy ? StatePath.legacyNetwork : StatePath.networkData, mode: mode, contents: text)
    }
  }

  /// What is kept on a host; nil where it is another machine's.
  static func read(on host: HostFiles) -> (document: KeptDocument?, findings: [Finding]) {
    guard let ledger = try? Ledger.read(below: host.root), let source = ledger.documentSource(of: HostIdentity(host))
    else { return (nil, []) }
    guard let file = ledger.files.first(where: { StatePath.documents.contains($0.path) }) else {
      return (KeptDocument(contents: nil, source: source), [])
    }
    do throws(Errno) {
      let bytes = try host.contents(of: file.path, limit: NetworkData.largestSize + 1)
      // What somebody has changed is not what our files came from.
      let contents =
        ContentHash(of: bytes) == file.hash ? ConfigDriveContents(kept: bytes, at: file.path, on: host) : nil
      return (KeptDocument(contents: contents, source: source), [])
    } catch {
      let message = "\(host.path(file.path)), the document of an earlier boot, cannot be read: \(error)"
      return (KeptDocument(contents: nil, source: source), [Finding(.driveUnreadable, at: .root, message)])
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

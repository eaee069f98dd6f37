// SPDX-License-Identifier: Apache-2.0

import Foundation
import Renderers

/// A consumer that is run for real, and what it reads.
struct KernelConsumer: Sendable {
  /// The consumer as `Tests/kernel/run` knows it.
  let script: String
  /// The renderer whose files it reads.
  let renderer: String
  /// What becomes of the files before the consumer sees them.
  var prepare: @Sendable ([RenderedFile]) throws -> [RenderedFile] = { $0 }
  /// Words of a line of its log that tell of something wrong.
  let complaints: [String]
  /// Words of lines that only tell of the namespace.
  var exceptions: [String] = []
  /// Whether it writes resolv.conf, or tells the servers of each link.
  let resolver: Resolver

  /// Where the consumer tells its DNS servers.
  enum Resolver { case nowhere, file, links }

  /// Debian's ifupdown.
  static let ifupdown = KernelConsumer(
    script: "ifupdown", renderer: "eni",
    complaints: ["ifup: ", ": status ", "RTNETLINK", "Cannot find", "failed", "error", "unknown"],
    exceptions: ["ifup: configuring", "ifup: waiting", "--exit-on-error", "ignore failure"], resolver: .nowhere)

  /// systemd-networkd with files of ours.
  static let networkd = KernelConsumer(
    script: "networkd", renderer: "networkd", prepare: matchingCurrentAddresses, complaints: networkdComplaints,
    resolver: .links)

  /// systemd-networkd with what netplan makes of our file, and drop-ins of ours.
  static let netplan = KernelConsumer(
    script: "networkd", renderer: "netplan",
    prepare: { files in
      let dropIns = files.filter { $0.path.hasPrefix("etc/systemd/") }
      return try matchingCurrentAddresses(NetplanGenerator.units(Consumers(), of: files) + dropIns)
    },
    complaints: networkdComplaints, resolver: .links)

  /// NetworkManager.
  static let networkManager = KernelConsumer(
    script: "networkmanager", renderer: "keyfile",
    complaints: ["keyfile:", "<warn>", "<error>"], exceptions: ["failed to load plugin", "Loaded settings plugin"],
    resolver: .file)

  private static let networkdComplaints = ["nknown", "nvalid", "gnoring", "ailed", "ould not", "onflict", "issing"]

  /// A veth has no permanent address; its current one is what a NIC's permanent one is.
  private static func matchingCurrentAddresses(_ files: [RenderedFile]) -> [RenderedFile] {
    files.map {
      RenderedFile(
        path: $0.path, mode: $0.mode,
        contents: $0.contents.replacing("\nPermanentMACAddress=", with: "\nMACAddress="))
    }
  }

  /// The lines of its log that object to something.
  func objections(in log: String) -> [String] {
    log.textLines.filter { line in
      complaints.contains(where: line.contains) && !exceptions.contains(where: line.contains)
    }
  }
}

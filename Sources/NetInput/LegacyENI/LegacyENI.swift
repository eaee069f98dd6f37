// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The interfaces(5) text that a config drive's meta_data.json names as `network_config`.
///
/// Old nova writes it (nova/virt/interfaces.template), and Proxmox VE as its only format (generate_configdrive2 of
/// PVE/QemuServer/Cloudinit.pm). It is read into the model like any other document: no text of it is copied to a file,
/// and no command in it is ever run.
public enum LegacyENI {
  /// The largest text that is read, in bytes; nova's has 300 for each NIC.
  public static let largestSize = 256 << 10

  /// What a text comes to; `unknown` where it has no interface but `lo`.
  public typealias Reading = NetworkData.Reading

  /// Reads a text; a stanza with an error costs itself only.
  ///
  /// - Parameter nics: The host's NICs. nil: not known; then the names of the text are taken as they stand.
  public static func read(_ bytes: [UInt8], nics: [NIC]?) -> Reading {
    var log = ENILog(bytes)
    guard bytes.count <= largestSize else {
      log.add(.tooLarge, at: .start, "the text has \(bytes.count) bytes; at most \(largestSize) are read")
      return Reading(outcome: .refused, findings: log.sorted)
    }
    let lines = ENILine.lines(of: bytes)
    let file = ENIFile(lines, log: &log)
    if !lines.isEmpty, !file.hasKeyword {
      log.add(.notInterfaces, at: .start, "this is no interfaces file: no line begins with iface, auto or the like")
      return Reading(outcome: .refused, findings: log.sorted)
    }
    guard file.hasInterface else {
      log.add(
        .emptyDocument, at: .start, "the text has no interface but lo, so the network is not known",
        hint: "DHCP is used, as if there were no document")
      return Reading(outcome: .unknown, findings: log.sorted)
    }
    let plan = ENIReader(file, nics: nics).plan(log: &log)
    return Reading(outcome: .plan(plan), findings: locate(log.sorted, in: bytes))
  }

  /// Findings with their places in a text, in the order of the places: those that have none yet get that of the first
  /// `iface` line of the link that their path names.
  public static func locate(_ findings: [Finding], in bytes: [UInt8]) -> [Finding] {
    guard findings.contains(where: { $0.place == nil }) else { return findings }
    let places = TextPlaces(bytes)
    var firstLines: [String: Finding.Place] = [:]
    for line in ENILine.lines(of: bytes) where line.words.count > 1 && line.words[0].text == "iface" {
      let name = ENIStanza.interfaceText(of: line.words[1])
      if firstLines[name] == nil { firstLines[name] = places.place(at: line.words[0].offset) }
    }
    let located = findings.map { finding in
      var finding = finding
      if finding.place == nil, case .key(let name)? = finding.path.steps.first { finding.place = firstLines[name] }
      return finding
    }
    return located.inReadingOrder
  }
}

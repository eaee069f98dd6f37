// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import NetModel

/// OpenStack's network_data.json.
public enum NetworkData {
  /// The largest document that is read, in bytes.
  public static let largestSize = 16 << 20
  /// The deepest nesting of arrays and objects that is read.
  public static let deepestNesting = 64
  /// The most links that are read.
  public static let mostLinks = 100_000

  /// What a document comes to.
  public enum Outcome: Hashable, Sendable {
    /// A plan, of which errors may have cost parts; it may be empty.
    case plan(NetworkPlan)
    /// The document says nothing at all, `{}`: its producer knows nothing, as if there were no document.
    case unknown
    /// The document cannot be read; an error finding says why.
    case refused
  }

  /// An outcome and all doubts, in the order of their places.
  public struct Reading: Hashable, Sendable {
    /// What the document comes to.
    public let outcome: Outcome
    /// The doubts.
    public let findings: [Finding]
  }

  /// Reads a document in UTF-8.
  ///
  /// - Parameter nics: The host's NICs: real ones, neither bonds nor VLANs nor bridges. nil: not known; then links are
  ///   taken to be eth0, eth1, … in their order.
  public static func read(_ bytes: [UInt8], nics: [NIC]?) -> Reading {
    do throws(Refusal) {
      var log = FindingLog()
      let document = try decode(bytes, log: &log)
      guard !document.isSilent else {
        log.add(
          .emptyDocument, at: .root, "the document has neither links nor networks, so the network is not known",
          hint: "DHCP is used, as if there were no document")
        return Reading(outcome: .unknown, findings: log.findings.located(in: bytes))
      }
      var reader = NetworkDataReader(document: document, nics: nics, log: log)
      let plan = reader.read()
      return Reading(outcome: .plan(plan), findings: reader.log.findings.located(in: bytes))
    } catch {
      return Reading(outcome: .refused, findings: [error.finding].located(in: bytes))
    }
  }

  /// Findings with their places in a document, in the order of the places.
  public static func locate(_ findings: [Finding], in bytes: [UInt8]) -> [Finding] { findings.located(in: bytes) }

  private struct Refusal: Error {
    let finding: Finding
  }

  private static func decode(_ bytes: [UInt8], log: inout FindingLog) throws(Refusal) -> WireDocument {
    guard bytes.count <= largestSize else {
      throw Refusal(
        finding: Finding(
          .tooLarge, at: .root, place: .init(line: 1, column: 1),
          "the document has \(bytes.count) bytes; at most \(largestSize) are read"))
    }
    if let offset = UTF8Text.firstFault(in: bytes) {
      throw Refusal(
        finding: Finding(
          .notJSON, at: .root, place: TextPlaces(bytes).place(at: offset),
          "this is not JSON: here are bytes that are no character in UTF-8", hint: "encode the document in UTF-8"))
    }
    let survey: JSONScanner.Survey
    do throws(JSONFault) {
      survey = try JSONScanner.check(bytes, shape: .document)
    } catch {
      throw Refusal(finding: finding(for: error, in: bytes))
    }
    guard let document = try? JSONDecoder().decode(WireDocument.self, from: Data(survey.text)) else {
      throw Refusal(finding: undecodable(bytes))
    }
    if case .elements(let links)? = document.links, links.count > mostLinks {
      throw Refusal(
        finding: Finding(
          .tooManyLinks, at: DocumentPath.root["links"], "there are \(links.count) links; at most \(mostLinks) are read"
        ))
    }
    if document.isEmpty, !survey.unknownKeys.isEmpty, let format = ForeignFormat(bytes) {
      throw Refusal(finding: Finding(foreign: format))
    }
    log.warn(survey.repeatedKeys)
    log.note(survey.unknownKeys)
    return document
  }

  private static func finding(for fault: JSONFault, in bytes: [UInt8]) -> Finding {
    let place = TextPlaces(bytes).place(at: fault.offset)
    if fault.isTooDeep { return Finding(.tooDeep, at: .root, place: place, fault.message) }
    let first = bytes.first { $0 > 0x20 }
    if first == nil { return Finding(.notJSON, at: .root, place: place, "the document is empty") }
    // A JSON text with a fault is YAML to a lenient reader, and still meant as JSON.
    if first != UInt8(ascii: "{"), let format = ForeignFormat(bytes) { return Finding(foreign: format) }
    return Finding(.notJSON, at: .root, place: place, "this is not JSON: \(fault.message)", hint: fault.hint)
  }

  /// Why a text that is JSON by its punctuation is no document.
  private static func undecodable(_ bytes: [UInt8]) -> Finding {
    guard bytes.first(where: { $0 > 0x20 && $0 < 0x80 }) == UInt8(ascii: "{") else {
      return Finding(.wrongType, at: .root, "the document is not an object", hint: "begin it with {\"links\": …")
    }
    return Finding(.notJSON, at: .root, "this is not JSON that can be decoded")
  }
}

extension Finding {
  fileprivate init(foreign format: ForeignFormat) {
    self.init(
      .networkConfigFormat, at: .root, place: Place(line: 1, column: 1),
      "this is \(format.rawValue), not network_data.json", hint: format.hint)
  }
}

extension WireDocument {
  /// Whether the document tells of no link and no network.
  fileprivate var isSilent: Bool { Self.isSilent(links) && Self.isSilent(networks) }

  /// Whether it has none of the keys of network_data.json.
  fileprivate var isEmpty: Bool { links == nil && networks == nil && services == nil }

  private static func isSilent<Element>(_ list: WireList<Element>?) -> Bool {
    switch list {
    case nil, .null?: true
    case .elements(let elements)?: elements.isEmpty
    case .other?: false
    }
  }
}

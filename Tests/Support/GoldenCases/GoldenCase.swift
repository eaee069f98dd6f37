// SPDX-License-Identifier: Apache-2.0

import Foundation
import NetInput
import NetModel
import Renderers

/// A directory below golden/: a document, the NICs of a host, and all that must come of them.
public struct GoldenCase: Sendable, CustomStringConvertible {
  /// The directory.
  public let directory: URL

  /// The directory's name, which reads as a sentence.
  public var name: String { directory.lastPathComponent }

  /// The name.
  public var description: String { name }

  /// The root of the package.
  public static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// All cases, by name.
  public static let all: [GoldenCase] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: package.appending(path: "golden").path)) ?? []
    return names.sorted().map { GoldenCase(directory: package.appending(path: "golden/\($0)")) }
  }()

  /// The document.
  public var document: [UInt8] {
    (try? Data(contentsOf: directory.appending(path: "network_data.json"))).map(Array.init) ?? []
  }

  /// The NICs of nics.json, an object of names and MAC addresses; nil where the case has none.
  public var nics: [NIC]? {
    guard let data = try? Data(contentsOf: directory.appending(path: "nics.json")),
      let table = try? JSONDecoder().decode([String: String].self, from: data)
    else { return nil }
    return table.compactMap { name, mac in InterfaceName(name).map { NIC(name: $0, macAddress: MACAddress(mac)) } }
      .sorted { $0.name < $1.name }
  }

  /// What the document comes to.
  public var reading: NetworkData.Reading { NetworkData.read(document, nics: nics) }

  /// The plan; of a document that says nothing, the fallback; nil where it is refused.
  public var plan: NetworkPlan? {
    switch reading.outcome {
    case .plan(let plan): plan
    case .unknown: .fallback(nics: nics ?? [])
    case .refused: nil
    }
  }

  /// Every file that the case stands for: the findings and the tree of every renderer, by path below the directory.
  public var rendered: [String: String] {
    var files: [String: String] = [:]
    var findings = reading.findings
    for type in RendererTable.all {
      guard let plan, !plan.links.isEmpty else { continue }
      findings += type.init().unsupported(plan)
      for file in type.init().render(plan) { files["\(type.name)/\(file.path)"] = file.contents }
    }
    files["findings.txt"] = NetworkData.locate(findings, in: document).map { $0.line(file: "network_data.json") + "\n" }
      .joined()
    return files
  }

  /// Every such file as it is recorded.
  public var recorded: [String: String] {
    var files: [String: String] = [:]
    let inputs: Set<String> = ["network_data.json", "nics.json"]
    let paths = FileManager.default.enumerator(atPath: directory.path)?.compactMap { $0 as? String } ?? []
    for path in paths where !inputs.contains(path) {
      if let text = try? String(contentsOf: directory.appending(path: path), encoding: .utf8) { files[path] = text }
    }
    return files
  }

  /// Replaces what is recorded.
  public func record() throws {
    for path in recorded.keys { try FileManager.default.removeItem(at: directory.appending(path: path)) }
    for type in RendererTable.all { try? FileManager.default.removeItem(at: directory.appending(path: type.name)) }
    for (path, text) in rendered {
      let file = directory.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }
}

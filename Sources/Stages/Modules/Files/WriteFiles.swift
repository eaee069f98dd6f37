// SPDX-License-Identifier: Apache-2.0

import NetInput
import SystemPackage

/// Writes files (cloud-init's reference, module "Write Files").
enum WriteFiles: Module {
  static let name = "write_files"
  static let frequency = Frequency.oncePerInstance

  static func plan(_ context: ModuleContext) -> ModulePlan { .files(context.settings, areDeferred: false) }
}

/// Writes the files that are to come after packages and users (cloud-init's reference, module "Write Files Deferred").
enum WriteFilesDeferred: Module {
  static let name = "write_files_deferred"
  static let frequency = Frequency.oncePerInstance

  static func plan(_ context: ModuleContext) -> ModulePlan { .files(context.settings, areDeferred: true) }
}

extension ModulePlan {
  /// The files of `write_files` that have `defer`, or those that have not; each is told of by one module only.
  fileprivate static func files(_ settings: YAMLNode, areDeferred: Bool) -> ModulePlan {
    var plan = ModulePlan()
    var doubts = ModulePlan()
    let nodes = areDeferred ? doubts.list("write_files", in: settings) : plan.list("write_files", in: settings)
    for (index, node) in nodes.enumerated() {
      let place = "write_files[\(index)]"
      guard node.entries != nil else {
        if !areDeferred { plan.warn("\(place) is to be a mapping with path and content; it is ignored") }
        continue
      }
      var one = ModulePlan()
      guard one.flag("defer", in: node, "\(place).defer") == areDeferred else { continue }
      if let file = one.file(node, place) { one.write(file) }
      plan.actions += one.actions
      plan.warnings += one.warnings
    }
    return plan
  }

  private mutating func file(_ node: YAMLNode, _ place: String) -> FileWrite? {
    guard let path = text("path", in: node, "\(place).path") else {
      warn("\(place) has no path; it is ignored")
      return nil
    }
    if node["source"] != nil { warn("\(place).source is not supported; what content says is written") }
    guard node["source"] == nil || node["content"] != nil, let contents = contents(node, place) else { return nil }
    var file = FileWrite(FilePath("/\(path)").lexicallyNormalized().string, contents)
    file.mode = mode(node, place) ?? file.mode
    file.owner = text("owner", in: node, "\(place).owner")
    file.isAppended = flag("append", in: node, "\(place).append")
    file.keepsMode = file.isAppended && node[path: "permissions"] == nil
    return file
  }

  /// Of permissions, `'0644'`, `0644` and `644` are the same.
  private mutating func mode(_ node: YAMLNode, _ place: String) -> UInt16? {
    guard let text = text("permissions", in: node, "\(place).permissions") else { return nil }
    if let mode = UInt16(text.hasPrefix("0o") ? text.dropFirst(2) : text[...], radix: 8), mode <= 0o7777 { return mode }
    warn("\(place).permissions is to be an octal number such as '0644', which is assumed")
    return nil
  }

  private mutating func contents(_ node: YAMLNode, _ place: String) -> [UInt8]? {
    guard let content = node[path: "content"] else { return [] }
    guard var bytes = content.scalarBytes else {
      warn("\(place).content is to be a text; the file is not written")
      return nil
    }
    let encoding = text("encoding", in: node, "\(place).encoding")?.lowercased() ?? "text/plain"
    guard let steps = Self.encodings[encoding] else {
      warn("\(place).encoding is to be one of \(Self.encodings.keys.sorted().joined(separator: ", ")); text is assumed")
      return bytes
    }
    for step in steps {
      guard let decoded = step(bytes) else {
        warn("\(place).content is not what encoding says (\(encoding)), or too large; the file is not written")
        return nil
      }
      bytes = decoded
    }
    return bytes
  }

  private static let encodings: [String: [@Sendable ([UInt8]) -> [UInt8]?]] = {
    let base64: @Sendable ([UInt8]) -> [UInt8]? = { TransferEncoding.base64($0) }
    let gzip: @Sendable ([UInt8]) -> [UInt8]? = { try? GZip.inflated($0, limit: UserData.largestSize) }
    return [
      "text/plain": [], "b64": [base64], "base64": [base64], "gz": [gzip], "gzip": [gzip], "gz+b64": [base64, gzip],
      "gzip+b64": [base64, gzip], "gz+base64": [base64, gzip], "gzip+base64": [base64, gzip],
    ]
  }()
}

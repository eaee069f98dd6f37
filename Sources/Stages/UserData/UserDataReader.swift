// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel

/// Takes user data apart, within bounds.
struct UserDataReader {
  private(set) var result = UserData()
  private let isVendors: Bool
  private let whole: String
  private var count = 0
  private var budget = UserData.largestSize

  init(isVendors: Bool) {
    self.isVendors = isVendors
    whole = isVendors ? "vendor data" : "user data"
  }

  /// Reads all of it.
  mutating func read(_ bytes: [UInt8]) {
    guard bytes.count <= UserData.largestSize else {
      return warn("\(whole) has more than \(UserData.largestSize) bytes; it is ignored")
    }
    guard let bytes = plain(bytes, whole) else { return }
    // What begins like mail is one, as for cloud-init: MIME-Version may stand anywhere among the fields.
    let beginning = String(decoding: bytes.prefix(4096), as: UTF8.self).lowercased()
    if beginning.contains("mime-version:") {
      read(MIMEEntity(bytes[...]), depth: 0)
    } else if bytes.contains(where: { $0 > 0x20 }) {
      count = 1
      add(bytes, mediaType: nil, fileName: nil, depth: 0)
    }
  }

  // MARK: Pieces

  private mutating func read(_ entity: MIMEEntity, depth: Int) {
    guard depth <= UserData.deepestNesting else {
      return warn("\(whole) has parts nested more than \(UserData.deepestNesting) deep; they are ignored")
    }
    if entity.type?.hasPrefix("multipart/") ?? false {
      guard let parts = entity.parts else {
        return warn("\(whole) has a multipart without its boundary; it is ignored")
      }
      for part in parts where count < UserData.mostParts { read(MIMEEntity(part), depth: depth + 1) }
      return
    }
    guard begin() else { return }
    let name = place(count)
    for field in ["merge-type", "x-merge-type"] where entity.fields[field] != nil {
      warn("\(name): \(field) is not followed; its keys replace those of earlier parts")
    }
    if let index = entity.fields["launch-index"], index != "0" {
      warn("\(name): Launch-Index is not followed; the part is used for every instance")
    }
    guard let contents = entity.contents else {
      return warn("\(name) is ignored: its Content-Transfer-Encoding cannot be undone")
    }
    guard let bytes = plain(contents, name) else { return }
    add(bytes, mediaType: entity.type, fileName: entity.fileName, depth: depth)
  }

  /// Counts a piece; false where there are too many.
  private mutating func begin() -> Bool {
    count += 1
    if count == UserData.mostParts { warn("\(whole) has \(count) parts or more; no more are read") }
    return count <= UserData.mostParts
  }

  private func place(_ number: Int) -> String { "part \(number) of \(whole)" }

  /// The bytes without compression and without a byte order mark; nil where they cannot be read.
  private mutating func plain(_ bytes: [UInt8], _ name: String) -> [UInt8]? {
    var bytes = bytes
    if GZip.isCompressed(bytes) {
      do throws(GZip.Fault) {
        bytes = try GZip.inflated(bytes, limit: budget)
        budget -= bytes.count
      } catch {
        warn(
          "\(name) is ignored: " + (error == .tooLarge ? "it is too large when it is expanded" : "it is damaged gzip"))
        return nil
      }
    }
    return bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes
  }

  private mutating func add(_ bytes: [UInt8], mediaType: String?, fileName: String?, depth: Int) {
    let name = depth == 0 && mediaType == nil ? whole : place(count)
    guard bytes.contains(where: { $0 > 0x20 }) else { return }
    switch PartType(mediaType: mediaType, contents: bytes) {
    case .cloudConfig?: addDocument(bytes, name)
    case .archive?: readArchive(bytes, name, depth: depth + 1)
    case .boothook?: addBoothook(bytes, fileName)
    case .script(let frequency)?: addScript(bytes, fileName, frequency, name)
    case .leftOut(let kind)?: warn("\(name) is \(kind), which is not supported; it is ignored")
    case nil: warn("\(name) is ignored: its first line is to begin with \(PartType.expected)")
    }
  }

  // MARK: Documents

  private mutating func addDocument(_ bytes: [UInt8], _ name: String) {
    guard let root = yaml(bytes, name) else { return }
    guard root.entries != nil else {
      return warn("\(name) is ignored: cloud-config is to be a mapping of keys and values")
    }
    for key in ["merge_how", "merge_type"] where root[key] != nil {
      warn("\(name): \(key) is not followed; its keys replace those of earlier parts")
    }
    result.documents.append(root)
  }

  private mutating func yaml(_ bytes: [UInt8], _ name: String) -> YAMLNode? {
    do throws(YAMLFault) {
      return try YAMLNode.read(bytes).flatMap { $0.isNull ? nil : $0 }
    } catch {
      warn("\(name) is ignored: line \(error.place.line): \(error.message)")
      return nil
    }
  }

  /// An archive is a list of texts, or of mappings with `type`, `filename` and `content`.
  private mutating func readArchive(_ bytes: [UInt8], _ name: String, depth: Int) {
    guard depth <= UserData.deepestNesting else {
      return warn("\(name) is ignored: archives are nested more than \(UserData.deepestNesting) deep")
    }
    guard let root = yaml(bytes, name) else { return }
    guard let elements = root.elements else { return warn("\(name) is ignored: an archive is to be a list") }
    for element in elements {
      guard begin() else { return }
      guard let content = element.entries == nil ? element : element["content"], let bytes = content.scalarBytes else {
        warn("\(place(count)) is ignored: an entry of an archive is to be a text, or a mapping with content")
        continue
      }
      guard let plain = plain(bytes, place(count)) else { continue }
      // Without a type and a first line that tells one, it is cloud-config.
      let type = element["type"]?.text?.lowercased()
      let isTold = type != nil || PartType(contents: plain) != nil
      add(
        plain, mediaType: isTold ? type ?? "text/plain" : "text/cloud-config", fileName: element["filename"]?.text,
        depth: depth)
    }
  }

  // MARK: Scripts

  private mutating func addScript(_ bytes: [UInt8], _ fileName: String?, _ frequency: Frequency?, _ name: String) {
    guard bytes.starts(with: [UInt8(ascii: "#"), UInt8(ascii: "!")]) else {
      return warn("\(name) is ignored: a script is to begin with #! and the path of an interpreter")
    }
    let script = UserScript(
      name: scriptName(fileName), contents: Self.withUnixLines(bytes), isVendors: isVendors, frequency: frequency)
    result.scripts.removeAll { $0.name == script.name && $0.frequency == frequency }
    result.scripts.append(script)
  }

  private mutating func addBoothook(_ bytes: [UInt8], _ fileName: String?) {
    var text = bytes.drop { $0 <= 0x20 }
    if PartType(contents: text) == .boothook { text = text.dropFirst("#cloud-boothook".utf8.count) }
    let contents = Self.withUnixLines(Array(text.drop { $0 <= 0x20 }))
    result.boothooks.append(UserScript(name: scriptName(fileName), contents: contents, isVendors: isVendors))
  }

  /// A name that stays in its directory and takes no other's place: of characters that are harmless in names.
  private func scriptName(_ name: String?) -> String {
    let known = String((name ?? "").map { $0 == "/" ? "_" : $0 }.filter(Self.isHarmless).prefix(100))
    // runcmd's script has this name in the same directory.
    guard !known.isEmpty, known.first != ".", known != "runcmd" else { return "part-" + Self.threeDigits(count) }
    return known
  }

  private static func isHarmless(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
  }

  private static func threeDigits(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  /// A script from another system would have the interpreter's name end with a carriage return.
  private static func withUnixLines(_ bytes: [UInt8]) -> [UInt8] {
    guard let end = bytes.firstIndex(of: 0x0a), end > 0, bytes[end - 1] == 0x0d else { return bytes }
    return bytes.indices.filter { bytes[$0] != 0x0d || $0 + 1 == bytes.count || bytes[$0 + 1] != 0x0a }.map {
      bytes[$0]
    }
  }

  private mutating func warn(_ text: String) { result.warnings.append(text) }
}

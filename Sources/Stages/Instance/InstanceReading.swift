// SPDX-License-Identifier: Apache-2.0

import NetModel

extension InstanceData {
  /// What the documents of a drive or service say; one that is broken costs itself only.
  ///
  /// - Returns: The data, and what is doubtful, in words: a line each.
  public static func read(
    _ documents: InstanceDocuments, from source: Source
  ) -> (data: InstanceData, warnings: [String]) {
    var data = InstanceData(source: source)
    data.userData = documents.userData.flatMap { $0.isEmpty ? nil : $0 }
    data.vendorData = [documents.vendorData, documents.vendorData2].compactMap { $0 }
    data.networkData = documents.networkData
    var reader = MetaDataReader()
    reader.read(documents.metaData, into: &data)
    return (data, reader.warnings)
  }
}

/// Reads meta_data.json (nova's user guide, "Metadata"), whatever its values are.
struct MetaDataReader {
  private(set) var warnings: [String] = []

  mutating func read(_ bytes: [UInt8]?, into data: inout InstanceData) {
    guard let bytes else {
      warn("there is no meta_data.json: neither the instance's id nor its name and keys are known")
      return
    }
    guard let members = JSONValue(bytes).map({ $0.members ?? [:] }), !members.isEmpty else {
      warn("meta_data.json is ignored: a JSON object is expected, and \(Self.description(of: bytes)) was found")
      return
    }
    // KubeVirt writes instance_id, and uuid only sometimes.
    data.instanceID = identifier("uuid", of: members) ?? identifier("instance_id", of: members)
    if data.instanceID == nil { warn("meta_data.json has no uuid that can be used: the instance's id is not known") }
    data.hostname = text("hostname", of: members)
    data.name = text("name", of: members)
    data.availabilityZone = text("availability_zone", of: members)
    data.publicKeys = publicKeys(of: members)
  }

  /// The keys of people in the order of their names: nova gives texts by name; lists are what other clouds give.
  private mutating func publicKeys(of members: [String: JSONValue]) -> [String] {
    let certificates = Self.certificateNames(members["keys"])
    switch members["public_keys"] {
    case nil, .null?: return []
    case .text(let text)?: return keys(.text(text), "")
    case .list(let elements)?: return elements.flatMap { keys($0, "") }
    case .object(let byName)?:
      var all: [String] = []
      for (name, value) in byName.sorted(by: { $0.key < $1.key }) {
        if certificates.contains(name) {
          warn("public_keys.\(name.printable) is an x509 certificate, not a key for SSH, and is left out")
        } else {
          all += keys(value, ".\(name.printable)")
        }
      }
      return all
    case .other?:
      warn("public_keys of meta_data.json is ignored: an object is expected, and a number or a truth value was found")
      return []
    }
  }

  private mutating func keys(_ value: JSONValue, _ place: String) -> [String] {
    let texts = value.elements.map { $0.compactMap(\.text) } ?? value.text.map { [$0] }
    guard let texts else {
      warn("public_keys\(place) of meta_data.json is ignored: a text is expected, and \(value.kind) was found")
      return []
    }
    return texts.map(\.withoutBlankEnds).filter { !$0.isEmpty }
  }

  /// `keys` tells of what type each is; only nova's x509 ones are not for SSH.
  private static func certificateNames(_ keys: JSONValue?) -> Set<String> {
    let certificates = (keys?.elements ?? []).compactMap(\.members).filter { $0["type"]?.text == "x509" }
    return Set(certificates.compactMap { $0["name"]?.text })
  }

  /// The id is the name of a directory later.
  private mutating func identifier(_ key: String, of members: [String: JSONValue]) -> String? {
    guard let text = text(key, of: members) else { return nil }
    let isName = text.utf8.count <= 128 && text.utf8.first != UInt8(ascii: ".") && text.utf8.allSatisfy(\.isNameByte)
    if !isName {
      warn(
        "\(key) of meta_data.json is ignored: letters, digits, \".\", \"_\" and \"-\" are expected, and "
          + "\"\(text.printable)\" was found")
    }
    return isName ? text : nil
  }

  private mutating func text(_ key: String, of members: [String: JSONValue]) -> String? {
    switch members[key] {
    case nil, .null?: return nil
    case .text(let text)?: return text.isEmpty ? nil : text
    case let value?:
      warn("\(key) of meta_data.json is ignored: a text is expected, and \(value.kind) was found")
      return nil
    }
  }

  private mutating func warn(_ text: String) { warnings.append(text) }

  private static func description(of bytes: [UInt8]) -> String {
    switch JSONValue(bytes) {
    case .object?: "an empty one"
    case let value?: value.kind
    case nil: bytes.isEmpty ? "nothing" : "something else that begins with \"\(excerpt(of: bytes))\""
    }
  }

  private static func excerpt(of bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(40), as: UTF8.self).printable
  }
}

extension UInt8 {
  fileprivate var isNameByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

extension String {
  /// The text without blanks and line ends at its ends.
  fileprivate var withoutBlankEnds: String {
    let start = drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}

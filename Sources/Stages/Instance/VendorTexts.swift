// SPDX-License-Identifier: Apache-2.0

extension InstanceData {
  /// The texts of vendor_data.json and vendor_data2.json that mean what user data means, in their order.
  ///
  /// A document is a text, a list of texts, or an object of which `cloud-init` is one of the two; what else an object
  /// holds is for other readers (cloud-init's reference, "Vendor-data", and nova's "Vendordata").
  ///
  /// - Returns: The texts without empty ones, and what is doubtful, in words.
  public func vendorTexts() -> (texts: [[UInt8]], warnings: [String]) {
    var texts: [[UInt8]] = []
    var warnings: [String] = []
    for bytes in vendorData where !bytes.isEmpty {
      guard let document = JSONValue(bytes) else {
        warnings.append("vendor data is ignored: JSON is expected")
        continue
      }
      let value = document.members.map { $0["cloud-init"] ?? .null } ?? document
      let place = document.members == nil ? "vendor data" : "cloud-init of vendor data"
      switch value {
      case .null: break
      case .text(let text): texts.append(Array(text.utf8))
      case .list(let elements):
        texts += elements.compactMap(\.text).map { Array($0.utf8) }
        let others = elements.count { $0.text == nil }
        if others > 0 { warnings.append("\(others) values of the list in \(place) are no texts and are ignored") }
      case .object, .other:
        warnings.append("\(place) is ignored: a text or a list of texts is expected, and \(value.kind) was found")
      }
    }
    return (texts.filter { !$0.isEmpty }, warnings)
  }
}

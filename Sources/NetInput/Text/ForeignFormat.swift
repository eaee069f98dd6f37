// SPDX-License-Identifier: Apache-2.0

/// A document that people put where network_data.json belongs.
enum ForeignFormat: String {
  /// netplan, which cloud-init calls network-config version 2.
  case networkConfigV2 = "netplan YAML (cloud-init network-config version 2)"
  /// cloud-init's network-config version 1.
  case networkConfigV1 = "cloud-init network-config version 1"
  /// The right document in the wrong notation.
  case networkDataYAML = "network_data written as YAML"

  /// Recognises a text by the keys at its top; nil where it is none of these.
  init?(_ bytes: [UInt8]) {
    guard let outline = YAMLOutline(bytes) else { return nil }
    let keys = outline.keys.contains("network") ? outline.networkKeys : outline.keys
    if outline.version == "2" || !keys.isDisjoint(with: Self.netplanKeys) {
      self = .networkConfigV2
    } else if outline.version == "1" || keys.contains("config") {
      self = .networkConfigV1
    } else if !keys.isDisjoint(with: ["links", "networks", "services"]) {
      self = .networkDataYAML
    } else {
      return nil
    }
  }

  private static let netplanKeys: Set<String> = ["ethernets", "bonds", "vlans", "bridges", "wifis", "renderer"]

  /// What to do with such a document.
  var hint: String {
    switch self {
    case .networkConfigV1, .networkConfigV2:
      "give swinit-net the network_data.json of OpenStack; this version reads no other description of a network"
    case .networkDataYAML: "convert it to JSON"
    }
  }
}

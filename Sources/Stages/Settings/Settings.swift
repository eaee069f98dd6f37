// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetInput

/// What a host and its instance are to be like, of all that has a say.
public struct Settings: Sendable {
  /// The settings: user data over vendor data over cloud.cfg; an empty mapping where there are none.
  public let root: YAMLNode
  /// The scripts of the vendor's and the user's data, the vendor's first.
  public private(set) var scripts: [UserScript] = []
  /// The boot hooks of the user's and the vendor's data, in the order in which cloud-init runs them.
  public private(set) var boothooks: [UserScript] = []
  /// What is doubtful, for people: a line each.
  public private(set) var warnings: [String] = []

  /// Reads the settings of a host and of its instance's data.
  public init(host: HostFiles, instance: InstanceData) {
    var doubts: [String] = []
    let vendor = instance.vendorData.map { bytes in
      var one = InstanceData()
      one.vendorData = [bytes]
      let (texts, warnings) = one.vendorTexts()
      doubts += warnings
      return texts.map { UserData($0, isVendors: true) }
    }
    self.init(host: host, vendor: vendor, user: UserData(instance.userData ?? []))
    warnings += doubts
  }

  /// Merges a host's settings with vendor data and user data.
  ///
  /// The layers are joined key by key: user data over vendor_data2.json over vendor_data.json over cloud.cfg.d and
  /// cloud.cfg. Within user data, and within each vendor data, the keys of a document replace those of earlier ones
  /// whole (cloud-init's reference, "Merging user-data sections" and "Vendor-data").
  ///
  /// - Parameter vendor: For vendor_data.json and vendor_data2.json, in this order, the texts in it.
  public init(host: HostFiles, vendor: [[UserData]], user: UserData) {
    let (files, findings) = CloudConfig.document(on: host)
    let base = (files ?? .emptyMapping).merged(over: DistributionSettings.settings(of: OSRelease(host)))
    warnings = findings.map(\.line)
    var user = user
    if base["allow_userdata"]?.flag == false {
      warnings.append("user data is ignored: cloud.cfg has allow_userdata: false")
      user = UserData()
    }
    // The user and the image have a say in whether vendor data counts; vendor data itself has none.
    let own = Self.joined([user])
    let decisive = own.merged(over: base)
    var merged = base
    boothooks = user.boothooks
    for (key, data) in zip(["vendor_data", "vendor_data2"], vendor) where Self.isEnabled(decisive[key], key, &warnings)
    {
      merged = Self.joined(data).merged(over: merged)
      scripts += data.flatMap(\.scripts)
      boothooks += data.flatMap(\.boothooks)
      warnings += data.flatMap(\.warnings)
    }
    root = own.merged(over: merged)
    scripts += user.scripts
    warnings += user.warnings
  }

  /// The documents as one: of a key that stands twice, the last counts.
  private static func joined(_ data: [UserData]) -> YAMLNode {
    YAMLNode(.mapping(data.flatMap(\.documents).flatMap { $0.entries ?? [] }), at: YAMLNode.emptyMapping.place)
  }

  private static func isEnabled(_ node: YAMLNode?, _ key: String, _ warnings: inout [String]) -> Bool {
    guard let node, !node.isNull else { return true }
    guard node.entries != nil else {
      warnings.append("\(key) is to be a mapping with enabled; vendor data is not used")
      return false
    }
    return node["enabled"]?.flag ?? true
  }
}

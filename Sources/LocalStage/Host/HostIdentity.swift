// SPDX-License-Identifier: Apache-2.0

/// What the firmware says of the machine (DMI, below /sys/class/dmi/id).
public struct HostIdentity: Hashable, Sendable {
  /// The system's UUID; nova makes it the instance's.
  public let systemUUID: String?
  /// Whether this is an instance of OpenStack.
  ///
  /// nova names its product "OpenStack Nova" or "OpenStack Compute"; clouds that hide the product say so in the asset
  /// tag.
  public let isOpenStack: Bool

  /// Reads a host's DMI data.
  public init(_ host: HostFiles) {
    systemUUID = host.line("sys/class/dmi/id/product_uuid").flatMap { $0.isEmpty ? nil : $0.lowercased() }
    let product = host.line("sys/class/dmi/id/product_name") ?? ""
    let tag = host.line("sys/class/dmi/id/chassis_asset_tag") ?? ""
    isOpenStack = Self.products.contains(product) || Self.assetTags.contains(tag)
  }

  private static let products: Set<String> = ["OpenStack Nova", "OpenStack Compute"]
  private static let assetTags: Set<String> = [
    "OpenStack Nova", "OpenStack Compute", "OpenTelekomCloud", "HUAWEICLOUD", "SAP CCloud VM",
  ]
}

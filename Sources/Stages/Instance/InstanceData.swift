// SPDX-License-Identifier: Apache-2.0

/// What the cloud says of the instance, wherever it was read.
public struct InstanceData: Hashable, Sendable {
  /// Where it comes from.
  public enum Source: Hashable, Sendable {
    /// A config drive, by its device or directory.
    case configDrive(String)
    /// The metadata service, by the URL that answered.
    case service(String)
    /// Nothing was found.
    case none
  }

  /// Where it comes from.
  public var source: Source
  /// `uuid` of meta_data.json.
  public var instanceID: String?
  /// `hostname`, as a rule with the domain.
  public var hostname: String?
  /// `name`, as people call the instance.
  public var name: String?
  /// The values of `public_keys`, in the order of their names; one may hold several lines.
  public var publicKeys: [String] = []
  /// `availability_zone`.
  public var availabilityZone: String?
  /// user_data as it came, compressed or not.
  public var userData: [UInt8]?
  /// vendor_data.json and vendor_data2.json as they came.
  public var vendorData: [[UInt8]] = []
  /// network_data.json as it came.
  public var networkData: [UInt8]?
  /// The names of documents that the service has or may have, and did not give: the data is not complete without them.
  public var missing: [String] = []

  /// An instance of which nothing is known.
  public init(source: Source = .none) { self.source = source }

  /// Whether nothing is said of the instance, whatever is said of its network.
  public var isEmpty: Bool {
    instanceID == nil && hostname == nil && name == nil && publicKeys.isEmpty && userData == nil && vendorData.isEmpty
  }

  /// Whether this has the user data that an earlier boot of the instance had to do without.
  ///
  /// Then all that is once per instance is due again: users, keys and scripts were to come from it.
  public func completes(_ earlier: InstanceData) -> Bool {
    let name = "user_data"
    let isSame = instanceID != nil && instanceID == earlier.instanceID
    return isSame && earlier.missing.contains(name) && !missing.contains(name)
  }
}

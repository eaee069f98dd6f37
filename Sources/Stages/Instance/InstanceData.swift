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

  /// An instance of which nothing is known.
  public init(source: Source = .none) { self.source = source }
}

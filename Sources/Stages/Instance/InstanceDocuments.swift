// SPDX-License-Identifier: Apache-2.0

/// The documents of a version directory of OpenStack's metadata, as they came; nil where one is not there.
///
/// A config drive and the metadata service have the same ones (nova's user guide, "Metadata").
public struct InstanceDocuments: Hashable, Sendable {
  /// meta_data.json.
  public var metaData: [UInt8]?
  /// user_data.
  public var userData: [UInt8]?
  /// vendor_data.json.
  public var vendorData: [UInt8]?
  /// vendor_data2.json.
  public var vendorData2: [UInt8]?
  /// network_data.json.
  public var networkData: [UInt8]?

  /// The largest document that is read, in bytes.
  public static let largestSize = 16 << 20

  /// The name of each document beside meta_data.json, in the order in which they are read.
  public static let optional: [(name: String, path: WritableKeyPath<InstanceDocuments, [UInt8]?> & Sendable)] = [
    ("network_data.json", \.networkData), ("user_data", \.userData), ("vendor_data.json", \.vendorData),
    ("vendor_data2.json", \.vendorData2),
  ]

  /// Whether a document is a JSON object, as meta_data.json has to be.
  public static func isObject(_ bytes: [UInt8]) -> Bool { JSONValue(bytes)?.members != nil }

  /// No documents.
  public init() {}
}

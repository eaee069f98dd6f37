// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel

/// User data, or a text of vendor data, taken apart: compressed by gzip or not, a single piece or a multipart of MIME
/// (cloud-init's reference, "User-data formats").
///
/// A piece that cannot be used costs itself only.
public struct UserData: Hashable, Sendable {
  /// The cloud-config documents, in their order: mappings.
  public internal(set) var documents: [YAMLNode] = []
  /// The scripts, in their order; each name once, of the last that has it.
  public internal(set) var scripts: [UserScript] = []
  /// The scripts that are to run at each boot before anything else (`#cloud-boothook`), without that line.
  public internal(set) var boothooks: [UserScript] = []
  /// What is doubtful, for people: a line each.
  public internal(set) var warnings: [String] = []

  /// The most bytes that are read, of all compressed pieces together.
  public static let largestSize = 16 << 20
  /// The most pieces that are read.
  public static let mostParts = 1_000
  /// The deepest nesting of multiparts and archives that is read.
  public static let deepestNesting = 8

  /// Nothing.
  public init() {}

  /// Takes data apart.
  ///
  /// - Parameter isVendors: Whether the vendor of the image or cloud gave it.
  public init(_ bytes: [UInt8], isVendors: Bool = false) {
    var reader = UserDataReader(isVendors: isVendors)
    reader.read(bytes)
    self = reader.result
  }
}

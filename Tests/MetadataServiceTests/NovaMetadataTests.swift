// SPDX-License-Identifier: Apache-2.0

import Foundation
import Stages
import Testing

@testable import MetadataService

/// Against the real nova's metadata handler, which Tests/nova/metadata starts.
@Suite struct NovaMetadataTests {
  private static let environment = ProcessInfo.processInfo.environment

  /// What nova was told lies in files of a directory, by the names of the documents.
  @Test(.enabled(if: environment["NOVA_METADATA_URL"] != nil))
  func `what nova was told of an instance arrives`() async throws {
    let url = try #require(Self.environment["NOVA_METADATA_URL"])
    let told = URL(filePath: try #require(Self.environment["NOVA_METADATA_TOLD"]))
    func file(_ name: String) throws -> Data { try Data(contentsOf: told.appending(path: name)) }
    let reading = try await MetadataSource(try MetadataURL(url).endpoints).read()
    let data = reading.data
    #expect(reading.warnings == [])
    #expect(reading.data.missing == [])
    #expect(data.source == .service("\(url)/openstack/latest"))
    #expect(data.instanceID == String(decoding: try file("uuid"), as: UTF8.self))
    #expect(data.hostname == "vm1.novalocal")
    #expect(data.name == "vm1")
    #expect(data.availabilityZone == "nova")
    #expect(data.publicKeys == ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEexample vm1"])
    #expect(try data.userData == Array(file("user_data")))
    #expect(data.vendorTexts().texts == [Array("#cloud-config\nfqdn: vendor.example\n".utf8)])
    #expect(try object(data.networkData ?? []) == object(Array(file("network_data.json"))))
  }

  private func object(_ bytes: [UInt8]) throws -> NSObject? {
    try JSONSerialization.jsonObject(with: Data(bytes)) as? NSObject
  }
}

// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Stages

@Suite struct DriveDocumentsTests {
  private let seed = "var/lib/cloud/seed/config_drive/openstack"

  @Test func `a host without a drive has no data, and that is no doubt`() throws {
    let (data, warnings) = InstanceData.ofConfigDrive(on: try StageHost().files)
    #expect(data == nil)
    #expect(warnings == [])
  }

  @Test func `all documents of the version directory are read, and no other directory's`() throws {
    let host = try StageHost(files: [
      "\(seed)/latest/meta_data.json": #"{"uuid":"u1"}"#, "\(seed)/latest/user_data": "#!/bin/sh",
      "\(seed)/latest/vendor_data.json": "[]", "\(seed)/latest/vendor_data2.json": "{}",
      "\(seed)/latest/network_data.json": #"{"links":[]}"#, "\(seed)/2012-08-10/meta_data.json": #"{"uuid":"u0"}"#,
      "\(seed)/2012-08-10/user_data": "old",
    ])
    let (data, warnings) = InstanceData.ofConfigDrive(on: host.files)
    #expect(data?.instanceID == "u1")
    #expect(data?.userData == Array("#!/bin/sh".utf8))
    #expect(data?.vendorData == [Array("[]".utf8), Array("{}".utf8)])
    #expect(data?.networkData == Array(#"{"links":[]}"#.utf8))
    #expect(data?.source == .configDrive(host.files.path("var/lib/cloud/seed/config_drive").string))
    #expect(warnings == [])
  }

  @Test func `the user data comes from where the meta_data comes from, the network_data from where it is`() throws {
    let host = try StageHost(files: [
      "\(seed)/2018-08-27/meta_data.json": #"{"uuid":"u1"}"#, "\(seed)/2018-08-27/user_data": "right",
      "\(seed)/2025-04-04/network_data.json": "{}", "\(seed)/2025-04-04/user_data": "wrong",
    ])
    let data = InstanceData.ofConfigDrive(on: host.files).data
    #expect(data?.userData == Array("right".utf8))
    #expect(data?.networkData == Array("{}".utf8))
  }

  @Test func `a drive with network_data alone is a drive, and a warning`() throws {
    let host = try StageHost(files: ["\(seed)/latest/network_data.json": "{}"])
    let (data, warnings) = InstanceData.ofConfigDrive(on: host.files)
    #expect(data?.networkData == Array("{}".utf8))
    #expect(warnings.count == 1)
    #expect(warnings.first?.hasPrefix("there is no meta_data.json") == true)
  }

  @Test func `a document that cannot be read costs itself only`() throws {
    let host = try StageHost(files: ["\(seed)/latest/meta_data.json": #"{"uuid":"u1"}"#])
    try host.makeDirectory("\(seed)/latest/user_data")
    let (data, warnings) = InstanceData.ofConfigDrive(on: host.files)
    #expect(data?.instanceID == "u1")
    #expect(data?.userData == nil)
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("user_data of \(host.files.path("var"))") == true)
  }

  @Test func `a directory may be given as the drive, and a document beyond the limit is ignored`() throws {
    let large = String(repeating: "x", count: InstanceDocuments.largestSize + 1)
    let host = try StageHost(files: [
      "drive/openstack/latest/meta_data.json": #"{"uuid":"u1"}"#, "drive/openstack/latest/user_data": large,
    ])
    let (data, warnings) = InstanceData.ofConfigDrive(on: host.files, drive: host.files.path("drive"))
    #expect(data?.instanceID == "u1")
    #expect(data?.userData == nil)
    #expect(warnings.first?.contains("more than 16777216 bytes and is ignored") == true)
  }

  @Test func `a thread of its own gives what its body gives`() {
    #expect(onThreadOfItsOwn { 42 } == 42)
  }
}

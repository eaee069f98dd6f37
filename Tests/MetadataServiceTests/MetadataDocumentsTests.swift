// SPDX-License-Identifier: Apache-2.0

import Stages
import Testing

@testable import MetadataService

@Suite struct MetadataDocumentsTests {
  @Test func `all documents of the version latest are read`() async throws {
    let server = try await HostileServer([
      metaDataPath: [.ok(metaData)], "/openstack/latest/user_data": [.ok("#!/bin/sh\n")],
      "/openstack/latest/network_data.json": [.ok("{}")], "/openstack/latest/vendor_data.json": [.ok("[]")],
      "/openstack/latest/vendor_data2.json": [.ok(#"{"static":{}}"#)],
    ])
    let reading = try await read(server)
    #expect(reading.data.source == .service("http://127.0.0.1:\(server.port)/openstack/latest"))
    #expect(reading.data.instanceID == "0e8c7a2b-1")
    #expect(reading.data.hostname == "vm1.novalocal")
    #expect(reading.data.publicKeys == ["ssh-ed25519 AAAA vm1"])
    #expect(reading.data.userData == Array("#!/bin/sh\n".utf8))
    #expect(reading.data.networkData == Array("{}".utf8))
    #expect(reading.data.vendorData == [Array("[]".utf8), Array(#"{"static":{}}"#.utf8)])
    #expect(reading.warnings == [])
    #expect(reading.data.missing == [])
    await server.stop()
  }

  @Test func `what is answered with 404 is absent, asked for once, and no doubt`() async throws {
    let server = try await HostileServer([metaDataPath: [.ok(metaData)]])
    let reading = try await read(server)
    #expect(reading.data.userData == nil)
    #expect(reading.data.vendorData == [])
    #expect(reading.warnings == [])
    #expect(server.requests.count == 5)
    await server.stop()
  }

  @Test func `a document that is refused is absent, and a warning`() async throws {
    let server = try await HostileServer([
      metaDataPath: [.ok(metaData)], "/openstack/latest/user_data": [.answer("403 Forbidden", "no")],
    ])
    let reading = try await read(server)
    #expect(reading.data.userData == nil)
    #expect(reading.warnings.count == 1)
    #expect(reading.warnings.first?.contains("user_data is refused, and taken for absent: status 403") == true)
    #expect(reading.data.missing == [])
    #expect(server.requests.count { $0.hasSuffix("user_data") } == 1)
    await server.stop()
  }

  @Test func `a document that never comes is told to be missing, and the others are there`() async throws {
    let server = try await HostileServer([
      metaDataPath: [.ok(metaData)], "/openstack/latest/user_data": [.answer("500 Oops", "")],
      "/openstack/latest/vendor_data2.json": [.ok("{}")],
    ])
    let reading = try await read(server)
    #expect(reading.data.missing == ["user_data"])
    #expect(reading.warnings.first?.hasSuffix("user_data did not come: status 500 (5 times)") == true)
    #expect(reading.data.vendorData == [Array("{}".utf8)])
    await server.stop()
  }

  @Test func `without latest the newest dated version that has a meta_data counts`() async throws {
    let server = try await HostileServer([
      "/openstack/": [.ok("2012-08-10\n2018-08-27\n2025-04-04\nold\n2018-8-27\n")],
      "/openstack/2018-08-27/meta_data.json": [.ok(metaData)], "/openstack/2018-08-27/user_data": [.ok("#!x")],
      "/openstack/2012-08-10/meta_data.json": [.ok("{}")],
    ])
    let reading = try await read(server)
    #expect(reading.data.source == .service("http://127.0.0.1:\(server.port)/openstack/2018-08-27"))
    #expect(reading.data.userData == Array("#!x".utf8))
    #expect(
      server.requests.prefix(4) == [
        metaDataPath, "/openstack/", "/openstack/2025-04-04/meta_data.json", "/openstack/2018-08-27/meta_data.json",
      ])
    await server.stop()
  }

  @Test func `a service without OpenStack's paths fails at once and says what is not there`() async throws {
    let server = try await HostileServer([:])
    let pace = FakePace()
    await #expect {
      try await read(server, pace: pace.pace)
    } throws: {
      "\($0)".contains("meta_data.json is not there (404); then /openstack/ is not there (404)")
    }
    #expect(pace.waits == [])
    await server.stop()
  }

  @Test func `versions are dates, and the newest four are asked for`() {
    let list = "2012-08-10/\r\n2013-04-04\n20-13\n9999-99-999\nabcd-ef-gh\n2015-10-15\n2016-06-30\n2016-10-06\n"
    #expect(
      VersionSearch.datedVersions(in: Array(list.utf8)) == ["2016-10-06", "2016-06-30", "2015-10-15", "2013-04-04"])
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import LocalStage
import MetadataService
import Stages
import Testing

/// Where a boot finds its instance's data, and what it makes of an earlier boot's.
@Suite final class InstanceSearchTests {
  private let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  private var host: HostFiles { HostFiles(root: root.path) }

  init() throws { try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: root) }

  private func search(_ server: HostileServer?, _ readsDrive: Bool = false) throws -> InstanceSearch {
    let source = try server.map {
      MetadataSource(
        try MetadataURL("http://127.0.0.1:\($0.port)").endpoints, limits: shortLimits, pace: FakePace().pace)
    }
    return InstanceSearch(on: host, readsDrive: readsDrive, service: source)
  }

  /// A boot at which the service answers what a test says.
  private func boot(_ answers: HostileServer.Answers) async throws -> InstanceSearch.Found {
    let server = try await HostileServer(answers)
    let found = try await search(server).find()
    await server.stop()
    if found.isNew { try InstanceStore(of: host).keep(found.instance) }
    return found
  }

  private func write(_ path: String, _ text: String) throws {
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private var broken: [[HostileServer.Step]] { [.answer("500 Oops", "")] }
  private var complete: HostileServer.Answers {
    [metaDataPath: [.ok(metaData)], "/openstack/latest/user_data": [.ok("#!/bin/sh")]]
  }

  @Test func `user data that comes a boot late makes all that is once per instance due again`() async throws {
    let first = try await boot([metaDataPath: [.ok(metaData)], "/openstack/latest/user_data": broken])
    #expect(first.instance.missing == ["user_data"])
    #expect(!first.completesEarlierBoot)
    let again = try await boot([metaDataPath: [.ok(metaData)], "/openstack/latest/user_data": broken])
    #expect(!again.completesEarlierBoot)
    #expect(try await boot(complete).completesEarlierBoot)
    #expect(try await !boot(complete).completesEarlierBoot)
  }

  @Test func `a vendor's data that comes late does not run the user's scripts twice`() async throws {
    let late = ["/openstack/latest/vendor_data2.json": broken]
    #expect(try await boot(complete.merging(late) { $1 }).instance.missing == ["vendor_data2.json"])
    #expect(try await !boot(complete).completesEarlierBoot)
  }

  @Test func `user data that comes late for another instance is that instance's first`() async throws {
    _ = try await boot([metaDataPath: [.ok(metaData)], "/openstack/latest/user_data": broken])
    var other = complete
    other[metaDataPath] = [.ok(metaData.replacing("0e8c7a2b-1", with: "0e8c7a2b-2"))]
    #expect(try await !boot(other).completesEarlierBoot)
  }

  @Test func `a service that is silent leaves what an earlier boot kept`() async throws {
    _ = try await boot(complete)
    let found = try await boot(["*": [[.close]]])
    #expect(found.instance.name == "vm1")
    #expect(!found.isNew)
    #expect(found.doubts.last == "the data of an earlier boot is used")
  }

  @Test func `a later boot of a machine that firmware names is not held up by a silent service`() async throws {
    try write("sys/class/dmi/id/product_uuid", "11111111-1111-1111-1111-111111111111\n")
    let pace = FakePace()
    let server = try await HostileServer(complete)
    func find() async throws -> InstanceSearch.Found {
      let endpoints = try MetadataURL("http://127.0.0.1:\(server.port)").endpoints
      let source = MetadataSource(endpoints, limits: shortLimits, pace: pace.pace)
      return await InstanceSearch(on: host, readsDrive: false, service: source).find()
    }
    try InstanceStore(of: host).keep(try await find().instance)
    server.answer(metaDataPath, [.close])
    server.answer("/openstack/", [.close])
    let found = try await find()
    #expect(found.instance.name == "vm1")
    #expect(found.doubts == [])
    #expect(found.notes.last == "the data of an earlier boot is used")
    #expect(pace.waits.reduce(.zero, +) < .seconds(5))
    await server.stop()
  }

  @Test func `what another machine kept before its disk became an image is not used`() async throws {
    try write("sys/class/dmi/id/product_uuid", "11111111-1111-1111-1111-111111111111\n")
    _ = try await boot(complete)
    try write("sys/class/dmi/id/product_uuid", "22222222-2222-2222-2222-222222222222\n")
    let found = try await boot(["*": [[.close]]])
    #expect(found.instance == InstanceData())
    #expect(found.doubts.last == "nothing is known of the instance; only cloud.cfg counts")
  }

  @Test func `a config drive counts before the service, which is not asked then`() async throws {
    try write("var/lib/cloud/seed/config_drive/openstack/latest/meta_data.json", metaData)
    let server = try await HostileServer(complete)
    let found = try await search(server, true).find()
    #expect(found.instance.userData == nil)
    #expect(server.requests == [])
    await server.stop()
  }

  @Test func `a drive that knows of the network alone does not hide the service`() async throws {
    try write("var/lib/cloud/seed/config_drive/openstack/latest/network_data.json", "{}")
    let server = try await HostileServer(complete)
    let found = try await search(server, true).find()
    #expect(found.instance.name == "vm1")
    #expect(found.doubts == [])
    await server.stop()
    #expect(await (try search(nil, true)).find().instance.networkData == Array("{}".utf8))
  }

  @Test func `later stages have what the first one kept, and ask nobody`() async throws {
    #expect(try search(nil).kept().instance == InstanceData())
    _ = try await boot(complete)
    #expect(try search(nil).kept().instance.name == "vm1")
  }
}

// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LocalStage

@Suite struct ConfigDriveSearchTests {
  private func candidate(_ name: String, isPartition: Bool = false, date: String? = nil) -> ConfigDriveSearch.Candidate
  {
    ConfigDriveSearch.Candidate(
      device: BlockDevice(name: name, isPartition: isPartition),
      superblock: BlockDevice.Superblock(label: "config-2", type: date == nil ? "vfat" : "iso9660", date: date))
  }

  private func order(_ candidates: ConfigDriveSearch.Candidate...) -> [String] {
    candidates.sorted(by: ConfigDriveSearch.Candidate.precedes).map(\.device.name)
  }

  @Test func `a fresh CD comes before a stale partition, whatever their dates`() {
    let stale = candidate("sda4", isPartition: true, date: "2030-01-01-00-00-00-00")
    #expect(order(stale, candidate("sr0", date: "2026-01-01-00-00-00-00")) == ["sr0", "sda4"])
    #expect(order(stale, candidate("vdb")) == ["vdb", "sda4"])
  }

  @Test func `of two discs the newer one comes first`() {
    let older = candidate("sr0", date: "2025-06-01-12-00-00-00")
    #expect(order(older, candidate("sr1", date: "2026-06-01-12-00-00-00")) == ["sr1", "sr0"])
  }

  @Test func `a volume without a date comes after one with a date, and equals are in the order of their names`() {
    #expect(order(candidate("vda"), candidate("vdb", date: "2026-01-01-00-00-00-00")) == ["vdb", "vda"])
    #expect(order(candidate("vdc"), candidate("vdb")) == ["vdb", "vdc"])
  }

  @Test(arguments: [
    ("config-2", "iso9660", true), ("CONFIG-2", "vfat", true), ("config-2", "ext4", false), ("config-2", "xfs", false),
    ("cidata", "iso9660", false),
  ])
  func `only the label of a config drive on a file system of one is mounted`(label: String, type: String, isOne: Bool) {
    #expect(BlockDevice.Superblock(label: label, type: type, date: nil).isConfigDrive == isOne)
  }

  @Test func `memory is no drive, and partitions are known as such`() throws {
    let host = try FakeHost()
    for name in ["sr0", "vda", "vda1", "zram0", "ram0"] { try host.write("sys/class/block/\(name)/uevent", "") }
    try host.write("sys/class/block/vda1/partition", "1\n")
    #expect(BlockDevice.all(on: host.files).map(\.name) == ["sr0", "vda", "vda1"])
    #expect(BlockDevice.all(on: host.files).filter(\.isPartition).map(\.name) == ["vda1"])
  }

  @Test func `a content path leads nowhere but to the drive's content`() throws {
    let host = try FakeHost()
    try host.write("openstack/content/0000", "")
    let tree = try #require(ConfigDriveTree(host.files.root))
    for path in ["/content/0000", "../../etc/0000", "0000"] {
      #expect(tree.content(path) == host.files.path("openstack/content/0000"))
    }
  }
}

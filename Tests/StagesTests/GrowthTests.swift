// SPDX-License-Identifier: Apache-2.0

@testable import Stages
import Testing

/// A host with a disk of 1 GiB that has two partitions; the root is on the second one, which ends at a sector.
private func host(
  _ programs: [String] = ["usr/bin/growpart", "sbin/resize2fs"], type: String = "ext4", number: String = "254:2",
  source: String = "/dev/root", end: Int = 1_000_000
) throws -> StageHost {
  let host = try StageHost(programs: programs)
  let disk = "sys/devices/pci0000:00/virtio1/block/vda"
  try host.write("\(disk)/dev", "254:0\n")
  try host.write("\(disk)/size", "2097152\n")
  for (part, start, size) in [(1, 2048, 8192), (2, 10240, end - 10240)] {
    try host.write("\(disk)/vda\(part)/dev", "254:\(part)\n")
    try host.write("\(disk)/vda\(part)/partition", "\(part)\n")
    try host.write("\(disk)/vda\(part)/start", "\(start)\n")
    try host.write("\(disk)/vda\(part)/size", "\(size)\n")
    try host.link("sys/class/block/vda\(part)", to: "../../devices/pci0000:00/virtio1/block/vda/vda\(part)")
  }
  try host.link("sys/class/block/vda", to: "../../devices/pci0000:00/virtio1/block/vda")
  try host.write("sys/class/block/dm-0/dev", "253:0\n")
  try host.write("sys/class/block/dm-0/dm/uuid", "LVM-abc\n")
  try host.write("dev/vda2", "")
  try host.link("dev/disk/by-label/data", to: "../../vda1")
  try host.write(
    "proc/self/mountinfo",
    """
    1 1 0:2 / / rw - rootfs rootfs rw
    22 1 \(number) / / rw,relatime shared:1 - \(type) \(source) rw
    23 22 254:1 / /boot\\040dir rw shared:2 - ext4 /dev/vda1 rw
    24 22 0:30 / /run rw - tmpfs tmpfs rw

    """)
  return host
}

@Suite struct GrowpartTests {
  @Test func `the root's partition grows`() throws {
    let plan = try host().plan(Growpart.self)
    #expect(plan.commands == [["growpart", "/dev/vda", "2"]])
    #expect(plan.runs.first?.goodStatuses == [0, 1])
    #expect(plan.warnings == [])
  }

  @Test func `btrfs names its device by path`() throws {
    let plan = try host(type: "btrfs", number: "0:27", source: "/dev/vda2").plan(Growpart.self)
    #expect(plan.commands == [["growpart", "/dev/vda", "2"]])
  }

  @Test func `a partition with nothing behind it is left alone`() throws {
    #expect(try host(end: 2_097_152 - 34).plan(Growpart.self) == ModulePlan())
    #expect(try host(end: 2_097_152 - 3000).plan(Growpart.self) == ModulePlan())
    #expect(try host(end: 2_097_152 - 8192).plan(Growpart.self).commands.count == 1)
  }

  @Test func `a partition with another right behind it is left alone`() throws {
    #expect(try host().plan(Growpart.self, "growpart: {devices: [/dev/vda1]}") == ModulePlan())
  }

  @Test func `places may be paths and links below dev, and mount points with blanks`() throws {
    let host = try host()
    try host.write("sys/devices/pci0000:00/virtio1/block/vda/vda2/start", "100000")
    let plan = try host.plan(
      Growpart.self, "growpart: {devices: [/dev/vda1, /dev/disk/by-label/data, '/boot dir']}")
    #expect(plan.commands == Array(repeating: ["growpart", "/dev/vda", "1"], count: 3))
  }

  @Test func `places that are none are told`() throws {
    let plan = try host().plan(Growpart.self, "growpart: {devices: [/nowhere, /dev/vdz1, /dev/vda, /run]}")
    #expect(plan.isEmpty)
    #expect(plan.warnings.count == 4)
  }

  @Test func `a logical volume is told and left alone`() throws {
    let plan = try host(number: "253:0", source: "/dev/mapper/vg-root").plan(Growpart.self)
    #expect(plan.isEmpty)
    #expect(plan.warnings.contains { $0.contains("logical volume") })
  }

  @Test func `a root without a device needs no word`() throws {
    #expect(try host(type: "overlay", number: "0:40", source: "overlay").plan(Growpart.self) == ModulePlan())
  }

  @Test func `without growpart sfdisk does it`() throws {
    let plan = try host(["sbin/sfdisk", "usr/bin/partx"]).plan(Growpart.self)
    #expect(
      plan.commands == [
        ["sfdisk", "--no-reread", "--force", "-N", "2", "/dev/vda"], ["partx", "--update", "--nr", "2", "/dev/vda"],
      ])
    #expect(plan.runs.first?.input == Array(", +\n".utf8))
  }

  @Test(arguments: ["off", "false", "'off'", "no"])
  func `growing may be off`(mode: String) throws {
    #expect(try host().plan(Growpart.self, "growpart: {mode: \(mode)}") == ModulePlan())
  }

  @Test func `a mode that cannot be had is told`() throws {
    let programs = ["sbin/sfdisk", "usr/bin/partx"]
    for (mode, has) in [("gpart", ["usr/bin/growpart"]), ("growpart", programs), ("auto", [])] {
      let plan = try host(has).plan(Growpart.self, "growpart: {mode: \(mode)}")
      #expect(plan.isEmpty)
      #expect(plan.warnings.count == 1)
    }
    #expect(try host().plan(Growpart.self, "growpart: always").warnings.count == 1)
  }

  @Test func `a file of the initramfs's growroot stops it, unless that is ignored`() throws {
    let host = try host()
    try host.write("etc/growroot-disabled", "")
    #expect(try host.plan(Growpart.self) == ModulePlan())
    #expect(try host.plan(Growpart.self, "growpart: {ignore_growroot_disabled: true}").commands.count == 1)
  }
}

@Suite struct ResizefsTests {
  @Test func `ext4 grows by its device, whose name the kernel tells`() throws {
    let plan = try host().plan(Resizefs.self)
    #expect(plan.commands == [["resize2fs", "/dev/vda2"]])
  }

  @Test(arguments: [
    ("xfs", "usr/sbin/xfs_growfs", ["xfs_growfs", "/"]),
    ("btrfs", "sbin/btrfs", ["btrfs", "filesystem", "resize", "max", "/"]),
    ("f2fs", "sbin/resize.f2fs", ["resize.f2fs", "/dev/vda2"]),
  ])
  func `each file system has its program`(type: String, program: String, words: [String]) throws {
    #expect(try host([program], type: type).plan(Resizefs.self).commands == [words])
    #expect(try host([], type: type).plan(Resizefs.self).warnings.count == 1)
  }

  @Test func `a logical volume's file system grows too`() throws {
    #expect(try host(number: "253:0").plan(Resizefs.self).commands == [["resize2fs", "/dev/dm-0"]])
  }

  @Test func `others are told`() throws {
    let plan = try host(type: "jfs").plan(Resizefs.self)
    #expect(plan.isEmpty)
    #expect(plan.warnings.contains { $0.contains("jfs") })
    #expect(try host(type: "overlay", number: "0:40", source: "overlay").plan(Resizefs.self) == ModulePlan())
  }

  @Test func `growing may be off, or wrong`() throws {
    #expect(try host().plan(Resizefs.self, "resize_rootfs: false") == ModulePlan())
    #expect(try host().plan(Resizefs.self, "resize_rootfs: noblock").commands.count == 1)
    let plan = try host().plan(Resizefs.self, "resize_rootfs: perhaps")
    #expect(plan.commands.count == 1)
    #expect(plan.warnings.count == 1)
  }
}

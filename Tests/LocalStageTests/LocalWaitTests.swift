// SPDX-License-Identifier: Apache-2.0

import LocalStage
import Testing

/// What is waited for, and how long.
@Suite struct LocalWaitTests {
  @Test func `a NIC that is late is waited for`() throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.seed(staticDocument(1, 2))
    nonisolated(unsafe) let late = host
    host.clock.at(.seconds(2)) { try? late.addNIC("ens2", 2) }
    #expect(host.boot())
    #expect(host.report["complete"] as? Bool == true)
    #expect(host.interfaces.contains("iface ens2 inet static"))
    #expect(host.clock.time < .seconds(3))
  }

  @Test func `a NIC that never comes costs ten seconds and only itself`() throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.seed(staticDocument(1, 2))
    #expect(host.boot())
    #expect(host.report["complete"] as? Bool == false)
    #expect(host.codes.contains("nic-missing"))
    #expect(host.interfaces.contains("address 192.0.1.10/24"))
    #expect(host.clock.time <= .seconds(10))
  }

  @Test func `an instance of OpenStack without a drive waits a moment for it`() throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.write("sys/class/dmi/id/product_name", "OpenStack Nova\n")
    #expect(host.boot())
    #expect(host.source == "fallback")
    #expect(host.clock.time >= .seconds(2) && host.clock.time <= .seconds(2.1))
  }

  @Test func `a drive is waited for while the kernel tells of other devices`() throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.write("sys/class/dmi/id/product_name", "OpenStack Nova\n")
    nonisolated(unsafe) let late = host
    for second in 1...3 {
      host.clock.at(.seconds(second)) { try? late.write("sys/kernel/uevent_seqnum", "\(second)\n") }
    }
    host.clock.at(.seconds(4)) { try? late.seed(staticDocument(1)) }
    #expect(host.boot())
    #expect(host.source == "seed")
  }

  @Test func `a CD drive without a block device is waited for, whatever the firmware says`() throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.write("sys/bus/scsi/devices/0:0:0:0/type", "5\n")
    nonisolated(unsafe) let late = host
    host.clock.at(.seconds(7)) { try? late.seed(staticDocument(1)) }
    #expect(host.boot())
    #expect(host.source == "seed")
  }

  @Test func `a drive is waited for as long as udev is busy`() throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.write("sys/class/dmi/id/product_name", "OpenStack Nova\n")
    try host.write("run/udev/queue", "")
    nonisolated(unsafe) let late = host
    host.clock.at(.seconds(4)) { try? late.seed(staticDocument(1)) }
    #expect(host.boot())
    #expect(host.source == "seed")
    #expect(host.clock.time < .seconds(5))
  }
}

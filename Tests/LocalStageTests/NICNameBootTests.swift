// SPDX-License-Identifier: Apache-2.0

import Renderers
import Testing

/// A name that the document gives must be given at every boot, for the kernel forgets it.
@Suite struct NICNameBootTests {
  @Test(arguments: RendererTable.names) func `a boot after the rename changes nothing`(renderer: String) throws {
    let host = try FakeHost()
    try host.addNIC("ens1", 1)
    try host.seed(staticDocument(1, name: "lan0"))
    #expect(host.boot(renderer: renderer))
    #expect(Set(host.actions.values) == ["written"])
    let files = Set(host.actions.keys)
    try host.remove("sys/class/net/ens1")
    try host.addNIC("lan0", 1)
    for _ in 1...2 {
      #expect(host.boot(renderer: renderer))
      #expect(Set(host.actions.values) == ["unchanged"])
      #expect(Set(host.actions.keys) == files)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Stages
import Testing

@Suite struct ModuleTableTests {
  @Test func `names in lists may have hyphens`() {
    for module in ModuleTable.all {
      let hyphened = String(module.name.map { $0 == "_" ? "-" : $0 })
      #expect(ModuleTable.module(named: hyphened)?.name == module.name)
    }
  }
}

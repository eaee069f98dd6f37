// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import NetModel

@Suite struct BondOptionTableTests {
  @Test(arguments: BondOption.allCases) func `every option has its values and its modes`(option: BondOption) throws {
    let row = try #require(BondOption.table[option])
    #expect(!row.modes.isEmpty)
    #expect(option.domain == row.domain)
    for mode in BondMode.allCases { #expect(option.applies(in: mode) == row.modes.contains(mode)) }
  }
}
